import { createHash, createHmac, randomBytes } from 'node:crypto';
import { idFromBytes, idToBytes } from '#kernel/ids.ts';

/** A refresh token, taken apart: whose it is, of which session, and the part that nobody can guess. */
export interface RefreshToken {
  readonly userId: string;
  readonly sessionId: string;
  readonly secret: Buffer;
}

const SECRET_BYTES = 32;

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** As clients get it: 86 characters that tell them nothing. */
export const writeRefreshToken = ({ userId, sessionId, secret }: RefreshToken): string =>
  Buffer.concat([idToBytes(userId), idToBytes(sessionId), secret]).toString('base64url');

/** @returns undefined for what cannot be a refresh token */
export function readRefreshToken(text: string): RefreshToken | undefined {
  if (text.length !== 86) return undefined;
  const all = Buffer.from(text, 'base64url');
  if (all.length !== 32 + SECRET_BYTES) return undefined;
  const userId = idFromBytes(all.subarray(0, 16));
  const sessionId = idFromBytes(all.subarray(16, 32));
  return userId && sessionId ? { userId, sessionId, secret: all.subarray(32) } : undefined;
}

/** What is stored of a secret. 256 random bits need no slow hash. */
export const digestOf = (secret: Buffer): string => createHash('sha256').update(secret).digest('base64url');

/**
 * The secret that follows another. It is made of the one before and of a salt that only the server knows, so that a repeated
 * request can be given the same successor although nobody has stored it.
 */
export const successorOf = (secret: Buffer, salt: string): Buffer =>
  createHmac('sha256', Buffer.from(salt, 'base64url')).update(secret).digest();

export const newSalt = (): string => randomBytes(32).toString('base64url');
