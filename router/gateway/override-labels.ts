import type { Schema } from '@apollo/federation-internals';

/** Which fields are taken over for one request. */
export interface OverrideChoice {
  /** Equal for equal choices. */
  readonly key: string;
  /** By label, as the planner takes it. */
  readonly conditions: Map<string, boolean>;
}

const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;

/**
 * Fields that a subgraph takes over for a share of requests, `@override(from: "old", label: "percent(25)")`: who answers is
 * decided anew for each request. Other labels are nobody's to decide here, and change nothing.
 * https://www.apollographql.com/docs/graphos/schema-design/guides/migrate-fields#incremental-migration-with-progressive-override
 */
export class OverrideLabels {
  readonly #shares: ReadonlyMap<string, number>;
  readonly #choices = new Map<string, OverrideChoice>();

  private constructor(shares: ReadonlyMap<string, number>) {
    this.#shares = shares;
  }

  /** Undefined for a graph without any. */
  static of(supergraph: Schema): OverrideLabels | undefined {
    const shares = new Map<string, number>();
    for (const type of [...supergraph.objectTypes(), ...supergraph.interfaceTypes()])
      for (const field of type.fields())
        for (const join of field.appliedDirectivesOf('join__field')) {
          const { overrideLabel: label = '' } = join.arguments() as { overrideLabel?: string };
          const [, percent] = PERCENT.exec(label) ?? [];
          if (percent !== undefined) shares.set(label, Number(percent) / 100);
        }
    return shares.size > 0 ? new OverrideLabels(shares) : undefined;
  }

  /** @param chance from 0 to 1 */
  choose(chance: () => number = Math.random): OverrideChoice {
    let key = '';
    for (const share of this.#shares.values()) key += chance() < share ? '1' : '0';
    let choice = this.#choices.get(key);
    if (!choice) {
      choice = {
        key,
        conditions: new Map([...this.#shares.keys()].map((label, index) => [label, key[index] === '1'])),
      };
      this.#choices.set(key, choice);
    }
    return choice;
  }
}
