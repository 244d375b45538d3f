import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import type { TokenVerifierOptions } from '#router/identity/token-verifier.ts';

/** Makes access tokens as accounts does, for tests. */
export interface TokenMint {
  readonly options: TokenVerifierOptions & { keys: JSONWebKeySet };
  /**
   * An `Authorization` header. `changes` spoil what is to be refused.
   * `expiresIn` counts from the last whole second: what is to be used before it ends needs one more than that takes.
   */
  authorization(
    userId: string,
    roles?: string[],
    changes?: { issuer?: string; audience?: string; expiresIn?: number; scope?: string },
  ): Promise<string>;
}

export async function createTokenMint(kid = 'test-key'): Promise<TokenMint> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }] };
  const options = { issuer: 'marketplace', audience: 'marketplace', keys };
  return {
    options,
    authorization: async (userId, roles = ['buyer'], changes = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const token = await new SignJWT({
        roles,
        sid: `session-of-${userId}`,
        ...(changes.scope ? { scope: changes.scope } : {}),
      })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setSubject(userId)
        .setIssuer(changes.issuer ?? options.issuer)
        .setAudience(changes.audience ?? options.audience)
        .setIssuedAt(now)
        .setExpirationTime(now + (changes.expiresIn ?? 600))
        .sign(privateKey);
      return `Bearer ${token}`;
    },
  };
}
