import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { upTo } from '#kernel/cache/places.ts';
import { Fault } from '#kernel/errors.ts';
import type { ApiKey } from '#router/identity/api-key.ts';
import type { ForwardedHeaders } from '#router/identity/forwarded-headers.ts';

/** Who a request comes from, as its token says. */
export interface Identity {
  readonly viewer: Viewer;
  /** When the token ends, in ms since 1970; absent for a guest. */
  readonly expiresAt?: number;
  /** What the token or the API key was given for (RFC 8693 §4.2). */
  readonly scopes: readonly string[];
  /** The API key the request came with. */
  readonly apiKey?: ApiKey;
  /** What of the request's headers subgraphs are told. */
  readonly forwarded?: ForwardedHeaders;
  /** Equal for requests whose answers may be shared, if subgraphs are told the same: all of one session, and all guests. */
  readonly scope: string;
}

export interface TokenVerifierOptions {
  issuer: string;
  audience: string;
  /** Where accounts publishes its keys, or the keys themselves. */
  keys: URL | JSONWebKeySet;
}

export const GUEST_IDENTITY: Identity = { viewer: GUEST, scopes: [], scope: 'guest' };

const claimsSchema = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  sid: z.string(),
  roles: z.array(z.string()),
  scope: z.string().default(''),
});

/** Distinct tokens remembered as verified, until they have ended. */
const REMEMBERED = 20_000;

/**
 * Verifies access tokens: EdDSA only, issuer, audience and time pinned. A signature is checked once per token; keys are
 * fetched when first needed and again, at most every few seconds, when a token names an unknown one.
 */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;
  readonly #keys: JWTVerifyGetKey;
  readonly #verified = new LRUCache<string, Identity>(upTo(REMEMBERED));

  constructor(options: TokenVerifierOptions) {
    this.#options = options;
    this.#keys =
      options.keys instanceof URL
        ? createRemoteJWKSet(options.keys, { cooldownDuration: 5_000, timeoutDuration: 3_000 })
        : createLocalJWKSet(options.keys);
  }

  /**
   * @param authorization the header `Authorization: Bearer <token>`, or what a socket sent in its place
   * @returns at once for guests and known tokens, so that most requests wait for nothing
   * @throws Fault UNAUTHENTICATED for any token that is not good now; never a guest in its place
   */
  identify(authorization: string | undefined): Identity | Promise<Identity> {
    if (!authorization) return GUEST_IDENTITY;
    const known = this.#verified.get(authorization);
    if (!known) return this.#verify(authorization);
    if ((known.expiresAt ?? 0) > Date.now()) return known;
    this.#verified.delete(authorization);
    throw expired();
  }

  async #verify(authorization: string): Promise<Identity> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new Fault('UNAUTHENTICATED', 'The authorization is not "Bearer" and an access token.');
    const { issuer, audience } = this.#options;
    let claims: z.infer<typeof claimsSchema>;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp', 'sub'],
      });
      claims = claimsSchema.parse(payload);
    } catch (cause) {
      throw refusal(cause);
    }
    const identity: Identity = {
      viewer: { kind: 'user', id: claims.sub, roles: claims.roles, sessionId: claims.sid },
      expiresAt: claims.exp * 1000,
      scopes: claims.scope.split(' ').filter(Boolean),
      scope: `${claims.sub} ${claims.sid} ${claims.roles.join(',')} ${claims.scope}`,
    };
    this.#verified.set(authorization, identity);
    return identity;
  }
}

/** jose's codes for a key server that is late or answers anything but its keys. */
const KEYS_AWAY = new Set([errors.JWKSTimeout.code, errors.JOSEError.code, errors.JWKSInvalid.code]);

const expired = (): Fault => new Fault('UNAUTHENTICATED', 'The access token has expired; refresh it.');

function refusal(cause: unknown): Fault {
  if (cause instanceof errors.JWTExpired) return expired();
  const judged = cause instanceof z.ZodError || (cause instanceof errors.JOSEError && !KEYS_AWAY.has(cause.code));
  if (!judged)
    return new Fault('UNAVAILABLE', 'The keys that access tokens are checked with cannot be had; try again shortly.', {
      cause,
    });
  return new Fault('UNAUTHENTICATED', 'The access token is not valid here.', { cause });
}
