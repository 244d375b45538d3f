import { LRUCache } from 'lru-cache';

/** By subgraph, or `*` for all: the names of headers that it is sent, and the names that clients send them by. */
export type ForwardingRules = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What one subgraph is told of a client's headers. */
export interface Told {
  readonly headers: Readonly<Record<string, string>>;
  /** Equal for equal headers. */
  readonly key: string;
}

/** Most characters of distinct headers that are remembered. */
const REMEMBERED = { maxSize: 8 * 1024 * 1024 };

/** Headers that say who somebody is. */
const CREDENTIALS = new Set(['authorization', 'cookie', 'x-api-key']);

/** What cannot be a header's value, or not the same one for every server (RFC 9110 §5.5). */
const UNTELLABLE = /[^\t\x20-\x7e]/;

/** Which headers of clients which subgraphs are told, and by which names. */
export class Forwarding {
  /** The headers that any subgraph is told, as clients send them, in lower case. */
  readonly names: readonly string[];
  readonly #rules: ForwardingRules;
  readonly #known = new LRUCache<string, ForwardedHeaders>(REMEMBERED);

  constructor(rules: ForwardingRules = {}) {
    this.#rules = rules;
    this.names = [...new Set(Object.values(rules).flatMap((renamed) => Object.values(renamed)))].sort();
  }

  /**
   * What a client said of what subgraphs are told: equal ones are one object.
   * @param said headers, or what a socket said in their place
   * @returns undefined where there is nothing to tell
   */
  of(said: Readonly<Record<string, unknown>>): ForwardedHeaders | undefined {
    if (this.names.length === 0) return undefined;
    const headers = this.pick(said);
    if (Object.keys(headers).length === 0) return undefined;
    const key = JSON.stringify(headers);
    let known = this.#known.get(key);
    if (!known) {
      known = new ForwardedHeaders(key, headers, this.#rules);
      this.#known.set(key, known, { size: key.length });
    }
    return known;
  }

  /** The headers alone that any subgraph is told. */
  pick(said: Readonly<Record<string, unknown>>): Record<string, string> {
    const picked: Record<string, string> = {};
    for (const name of this.names) {
      const value = said[name];
      if (typeof value === 'string' && !UNTELLABLE.test(value)) picked[name] = value;
    }
    return picked;
  }
}

/** What of one client's headers subgraphs are told. */
export class ForwardedHeaders {
  /** Equal where every subgraph is told the same. */
  readonly key: string;
  /** Who the client says to be, in whatever way; undefined for one who does not. */
  readonly claim: string | undefined;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #rules: ForwardingRules;
  readonly #told = new Map<string, Told | undefined>();

  constructor(key: string, headers: Readonly<Record<string, string>>, rules: ForwardingRules) {
    this.key = key;
    this.#headers = headers;
    this.#rules = rules;
    const claims = Object.entries(headers).filter(([name]) => CREDENTIALS.has(name));
    this.claim = claims.length > 0 ? JSON.stringify(claims) : undefined;
  }

  to(subgraph: string): Told | undefined {
    if (this.#told.has(subgraph)) return this.#told.get(subgraph);
    const renamed = Object.entries({ ...this.#rules['*'], ...this.#rules[subgraph] });
    const headers = Object.fromEntries(
      renamed.flatMap(([name, from]) => (from in this.#headers ? [[name, this.#headers[from]!]] : [])),
    );
    const told = Object.keys(headers).length > 0 ? { headers, key: JSON.stringify(headers) } : undefined;
    this.#told.set(subgraph, told);
    return told;
  }
}
