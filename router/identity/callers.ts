import { GUEST } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import type { ApiKey, FindApiKey } from '#router/identity/api-key.ts';
import type { Identity, TokenVerifier } from '#router/identity/token-verifier.ts';

/** Who a request comes from, by its access token and its API key. */
export class Callers {
  readonly #tokens: TokenVerifier;
  readonly #findApiKey: FindApiKey | undefined;
  readonly #ofKeys = new WeakMap<ApiKey, WeakMap<Identity, Identity>>();

  constructor(tokens: TokenVerifier, findApiKey?: FindApiKey) {
    this.#tokens = tokens;
    this.#findApiKey = findApiKey;
  }

  /**
   * @returns at once for guests, known tokens and known keys; equal callers are one object
   * @throws Fault UNAUTHENTICATED for a token or key that is not good now; never a guest in its place
   */
  identify(authorization: string | undefined, apiKey: string | undefined): Identity | Promise<Identity> {
    const identity = this.#tokens.identify(authorization);
    return apiKey === undefined ? identity : this.#withKey(identity, apiKey);
  }

  async #withKey(found: Identity | Promise<Identity>, text: string): Promise<Identity> {
    const [identity, apiKey] = await Promise.all([found, this.#findApiKey?.(text)]);
    if (!apiKey) throw new Fault('UNAUTHENTICATED', 'The API key is not valid here.');
    let known = this.#ofKeys.get(apiKey);
    if (!known) {
      known = new WeakMap();
      this.#ofKeys.set(apiKey, known);
    }
    let merged = known.get(identity);
    if (!merged) {
      merged = join(identity, apiKey);
      known.set(identity, merged);
    }
    return merged;
  }
}

/** A partner may do what its key is for; a user who comes through it stays that user. */
function join(identity: Identity, apiKey: ApiKey): Identity {
  // What a token was given for is not widened by the key it comes with.
  const scopes = identity.viewer === GUEST ? apiKey.scopes : identity.scopes;
  return {
    ...identity,
    apiKey,
    scopes,
    scope: `${identity.scope}\n${apiKey.partnerId} ${apiKey.scopes.join(' ')} ${apiKey.contract ?? ''}`,
  };
}
