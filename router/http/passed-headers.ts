import type { HeaderOf } from '#kernel/subgraph/post-json.ts';

/** By subgraph, or `*` for all: names of response headers that clients are told, in lower case. */
export type PassingRules = Readonly<Record<string, readonly string[]>>;

/** The headers that any subgraph may tell clients. */
export const passedNames = (rules: PassingRules): string[] => [...new Set(Object.values(rules).flat())].sort();

/**
 * What subgraphs' responses to the mutations of one request tell the client. Of queries nothing is passed on: their answers
 * are shared with others.
 */
export class PassedHeaders {
  readonly #rules: PassingRules;
  readonly #told = new Map<string, readonly string[]>();

  constructor(rules: PassingRules) {
    this.#rules = rules;
  }

  hear(subgraph: string, header: HeaderOf | undefined): void {
    if (!header) return;
    for (const name of [...(this.#rules['*'] ?? []), ...(this.#rules[subgraph] ?? [])]) {
      const values = new Set([...(this.#told.get(name) ?? []), ...header(name)]);
      if (values.size > 0) this.#told.set(name, [...values]);
    }
  }

  /** Several values of one name are several headers, as cookies have to be. */
  get headers(): Record<string, string[]> | undefined {
    if (this.#told.size === 0) return undefined;
    return Object.fromEntries([...this.#told].map(([name, values]) => [name, [...values]]));
  }
}
