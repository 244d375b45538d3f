import type { Sql } from '#kernel/db/database.ts';
import type { SubgraphDefinition } from '#kernel/subgraph/define.ts';
import type { Law } from '#kernel/subgraph/law.ts';
import { type EventReader, eventLaws } from './event-laws.ts';
import { orderLaws, returnLaws, type SharedLaw } from './order-laws.ts';
import { of, together, type Witness } from './testimonies.ts';
import { lasting, type Verdict, type Violation } from './verdict.ts';

export interface House {
  readonly definition: SubgraphDefinition;
  readonly sql: Sql;
}

export interface VerifyOptions {
  readonly houses: readonly House[];
  readonly events: EventReader;
  /**
   * How long a disagreement may last, in ms: subgraphs agree by events, so that of a product at work some orders are
   * always between two of them. What they still disagree on after that is told.
   */
  readonly patienceMs: number;
  /** Told what is looked at now. */
  readonly progress: (line: string) => void;
}

/** Violations told of one law; more are counted. */
const TOLD = 100;

const SHARED: Record<string, readonly SharedLaw<never>[]> = { order: orderLaws, return: returnLaws };

/** Holds the product against all its laws, while it works. */
export async function verify(options: VerifyOptions): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const { definition, sql } of options.houses)
    for (const law of definition.laws ?? []) {
      options.progress(`${definition.name}: ${law.name}`);
      verdicts.push(await lawOfRows(definition.name, sql, law, options));
    }
  for (const [about, laws] of Object.entries(SHARED)) {
    options.progress(`what all say of every ${about}`);
    verdicts.push(...(await sharedLaws(about, laws, options)));
  }
  options.progress('events');
  verdicts.push(...(await eventLaws(options)));
  return verdicts;
}

/** A row may be seen between two statements of one change elsewhere; what is wrong twice is wrong. */
async function lawOfRows(owner: string, sql: Sql, law: Law, { patienceMs }: VerifyOptions): Promise<Verdict> {
  const [count] = await sql.unsafe<{ checked: number }[]>(law.count);
  const broken = () => sql.unsafe<Violation[]>(`${law.violations} limit ${TOLD}`);
  const violations = await lasting(await broken(), patienceMs, async (before) => {
    const still = new Map((await broken()).map((one) => [one.subject, one]));
    return before.flatMap(({ subject }) => still.get(subject) ?? []);
  });
  return { of: owner, law: law.name, says: law.says, checked: Number(count?.checked ?? 0), violations };
}

async function sharedLaws(
  about: string,
  laws: readonly SharedLaw<never>[],
  { houses, patienceMs }: VerifyOptions,
): Promise<Verdict[]> {
  const witnesses: Witness[] = houses.flatMap(({ definition: { name, testimonies = [] }, sql }) =>
    testimonies.filter((testimony) => testimony.about === about).map((testimony) => ({ name, sql, testimony })),
  );
  const tallies = laws.map((law) => ({ law, checked: 0, suspects: [] as string[] }));
  for await (const { subject, by } of together(witnesses))
    for (const tally of tallies) {
      if (!tally.law.applies(by as never)) continue;
      tally.checked += 1;
      if (tally.suspects.length < TOLD && tally.law.breach(by as never, new Date())) tally.suspects.push(subject);
    }
  return Promise.all(
    tallies.map(async ({ law, checked, suspects }) => {
      const judge = async (subjects: readonly string[]): Promise<Violation[]> =>
        subjects.length === 0
          ? []
          : (await of(witnesses, subjects)).flatMap(({ subject, by }) => {
              const breach = law.applies(by as never) ? law.breach(by as never, new Date()) : undefined;
              return breach ? [{ subject, ...breach }] : [];
            });
      const violations = await lasting(await judge(suspects), patienceMs, (before) =>
        judge(before.map(({ subject }) => subject)),
      );
      return { of: 'all', law: law.name, says: law.says, checked, violations };
    }),
  );
}
