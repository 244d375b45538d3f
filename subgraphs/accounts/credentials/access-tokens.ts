import { type CryptoKey, calculateJwkThumbprint, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import { ConfigError } from '#kernel/config.ts';
import type { Role } from '../domain/roles.ts';

/** For whom access tokens are: every part of the marketplace. */
const AUDIENCE = 'marketplace';

export interface AccessTokenOptions {
  /** The signing key: a private Ed25519 JWK (RFC 8037) as JSON. Its `kid`, or else its thumbprint (RFC 7638), names it. */
  privateJwk: string;
  issuer: string;
  /** How long a token works, in s. */
  lifeSeconds: number;
}

/** Issues access tokens, and publishes the keys by which others check them. */
export class AccessTokens {
  readonly #key: CryptoKey;
  readonly #kid: string;
  readonly #options: AccessTokenOptions;
  /** The public keys, for `/accounts/jwks.json`. */
  readonly keys: JSONWebKeySet;

  private constructor(options: AccessTokenOptions, key: CryptoKey, publicJwk: JWK & { kid: string }) {
    this.#options = options;
    this.#key = key;
    this.#kid = publicJwk.kid;
    this.keys = { keys: [publicJwk] };
  }

  /** @throws ConfigError when the key is not a private Ed25519 JWK */
  static async open(options: AccessTokenOptions): Promise<AccessTokens> {
    try {
      const jwk = JSON.parse(options.privateJwk) as JWK;
      const { kty, crv, x } = jwk;
      if (kty !== 'OKP' || crv !== 'Ed25519' || !x || !jwk.d) throw new Error('it is of another kind');
      const key = (await importJWK(jwk, 'EdDSA')) as CryptoKey;
      const kid = jwk.kid ?? (await calculateJwkThumbprint({ kty, crv, x }));
      return new AccessTokens(options, key, { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' });
    } catch (cause) {
      // The cause may quote the key, so it stays out.
      throw new ConfigError(`JWT_PRIVATE_JWK is not a private Ed25519 key in JWK form (${(cause as Error).name}).`);
    }
  }

  /** A token that says who somebody is, what they may do and in which session. */
  async issue(
    who: { userId: string; roles: readonly Role[]; sessionId: string },
    now: Date,
  ): Promise<{ token: string; expiresAt: Date }> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const expiresAt = issuedAt + this.#options.lifeSeconds;
    const token = await new SignJWT({ roles: who.roles, sid: who.sessionId })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.#kid, typ: 'JWT' })
      .setIssuer(this.#options.issuer)
      .setAudience(AUDIENCE)
      .setSubject(who.userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }
}
