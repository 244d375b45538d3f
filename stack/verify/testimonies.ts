import type { Sql } from '#kernel/db/database.ts';
import type { Testimony } from '#kernel/subgraph/law.ts';

/** A subgraph that says something, and the way to its rows. */
export interface Witness {
  readonly name: string;
  readonly sql: Sql;
  readonly testimony: Testimony;
}

/** What each subgraph says of one thing, by the subgraph's name. */
export interface Said {
  readonly subject: string;
  readonly by: Readonly<Record<string, unknown>>;
}

interface Row {
  subject: string;
  says: unknown;
}

/** Things asked for at once, of each subgraph. */
const PAGE = 2_000;

/** Everything a subgraph says, by subject. Subjects come in the order of their ids, so that no page is read twice. */
async function* inOrder({ sql, testimony }: Witness): AsyncGenerator<Row> {
  for (let after: string | undefined; ; ) {
    const page: Row[] = await sql<Row[]>`
      select subject, says from (${sql.unsafe(testimony.sql)}) as testimony
      where ${after === undefined ? sql`true` : sql`subject > ${after}`} order by subject limit ${PAGE}`;
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!.subject;
  }
}

/** Brings together what all say of each thing, in memory of a page each however many things there are. */
export async function* together(witnesses: readonly Witness[]): AsyncGenerator<Said> {
  const readers = await Promise.all(
    witnesses.map(async (witness) => {
      const rows = inOrder(witness);
      return { name: witness.name, rows, next: await rows.next() };
    }),
  );
  for (;;) {
    let subject: string | undefined;
    for (const { next } of readers)
      if (!next.done && (subject === undefined || next.value.subject < subject)) subject = next.value.subject;
    if (subject === undefined) return;
    const by: Record<string, unknown> = {};
    for (const reader of readers) {
      if (reader.next.done || reader.next.value.subject !== subject) continue;
      by[reader.name] = reader.next.value.says;
      reader.next = await reader.rows.next();
    }
    yield { subject, by };
  }
}

/** What all say of some things now. */
export async function of(witnesses: readonly Witness[], subjects: readonly string[]): Promise<Said[]> {
  const said = new Map(subjects.map((subject) => [subject, {} as Record<string, unknown>]));
  for (const { name, sql, testimony } of witnesses) {
    const rows = await sql<Row[]>`
      select subject, says from (${sql.unsafe(testimony.sql)}) as testimony where subject = any(${[...subjects]}::uuid[])`;
    for (const { subject, says } of rows) said.get(subject)![name] = says;
  }
  return [...said].map(([subject, by]) => ({ subject, by }));
}
