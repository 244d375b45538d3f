import { createHash, randomBytes } from 'node:crypto';
import type { Viewer } from '#kernel/auth/viewer.ts';

/** Whose cart it is: a user's, or whoever holds a token. A cart is found by its owner, so no other id leads to it. */
export type CartOwner = { readonly userId: string } | { readonly token: string };

/** A token nobody can guess: 192 random bits. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** What a client may send as a token; anything else is as unknown as any other wrong one. */
const TOKEN = /^[\w-]{32}$/;

/** Who asks, as an owner: a user, a peer on a user's behalf, or a guest with a token. */
export function ownerOf(viewer: Viewer, token?: string | null): CartOwner | undefined {
  if (viewer.kind === 'user') return { userId: viewer.id };
  if (viewer.kind === 'service' && viewer.onBehalfOf) return { userId: viewer.onBehalfOf };
  return token && TOKEN.test(token) ? { token } : undefined;
}

/** The Redis key of an owner's cart. A token is stored as its SHA-256 only: who reads Redis gets at no guest's cart. */
export const cartKey = (owner: CartOwner): string =>
  'userId' in owner
    ? `cart:{u:${owner.userId}}`
    : `cart:{g:${createHash('sha256').update(owner.token).digest('base64url')}}`;
