import { GUEST } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { API_KEY_HEADER, type ApiKey, type FindApiKey } from '#router/identity/api-key.ts';
import { type ForwardedHeaders, Forwarding } from '#router/identity/forwarded-headers.ts';
import { GUEST_IDENTITY, type Identity, type TokenVerifier } from '#router/identity/token-verifier.ts';

export interface CallersOptions {
  /** Without it tokens are not looked at, and everybody is a guest. */
  tokens?: TokenVerifier | undefined;
  findApiKey?: FindApiKey | undefined;
  /** Which headers subgraphs are told. */
  forwarding?: Forwarding;
}

/** Who a request comes from, by its access token and its API key, and what of its headers subgraphs are told. */
export class Callers {
  readonly forwarding: Forwarding;
  readonly #tokens: TokenVerifier | undefined;
  readonly #findApiKey: FindApiKey | undefined;
  /** Whether a key that nobody here can judge is for subgraphs to judge. */
  readonly #leavesKeys: boolean;
  readonly #ofKeys = new Pairs<ApiKey, Identity>();
  readonly #ofHeaders = new Pairs<ForwardedHeaders, Identity>();

  constructor({ tokens, findApiKey, forwarding = new Forwarding() }: CallersOptions) {
    this.forwarding = forwarding;
    this.#tokens = tokens;
    this.#findApiKey = findApiKey;
    this.#leavesKeys = !findApiKey && forwarding.names.includes(API_KEY_HEADER);
  }

  /**
   * @param said headers, or what a socket said in their place
   * @returns at once for guests, known tokens and known keys; equal callers are one object
   * @throws Fault UNAUTHENTICATED for a token or key that is not good now; never a guest in its place
   */
  identify(
    authorization: string | undefined,
    apiKey: string | undefined,
    said: Readonly<Record<string, unknown>> = {},
  ): Identity | Promise<Identity> {
    const bearer = this.#tokens ? this.#tokens.identify(authorization) : GUEST_IDENTITY;
    const caller = apiKey === undefined || this.#leavesKeys ? bearer : this.#withKey(bearer, apiKey);
    const forwarded = this.forwarding.of(said);
    if (!forwarded) return caller;
    return caller instanceof Promise
      ? caller.then((identity) => this.#telling(identity, forwarded))
      : this.#telling(caller, forwarded);
  }

  async #withKey(found: Identity | Promise<Identity>, text: string): Promise<Identity> {
    const [identity, apiKey] = await Promise.all([found, this.#findApiKey?.(text)]);
    if (!apiKey) throw new Fault('UNAUTHENTICATED', 'The API key is not valid here.');
    return this.#ofKeys.of(apiKey, identity, () => join(identity, apiKey));
  }

  #telling(identity: Identity, forwarded: ForwardedHeaders): Identity {
    const { claim } = forwarded;
    const scope = claim === undefined ? identity.scope : `${identity.scope}\n${claim}`;
    return this.#ofHeaders.of(forwarded, identity, () => ({ ...identity, forwarded, scope }));
  }
}

/** One identity for each that comes with something. */
class Pairs<With extends object, Of extends object> {
  readonly #made = new WeakMap<With, WeakMap<Of, Of>>();

  of(something: With, one: Of, make: () => Of): Of {
    const known = this.#made.get(something) ?? new WeakMap<Of, Of>();
    this.#made.set(something, known);
    const pair = known.get(one) ?? make();
    known.set(one, pair);
    return pair;
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
