import type { Sql } from '#kernel/db/database.ts';

/** An entry of the log, as a report has it. */
export interface ReportedEntry {
  readonly seq: number;
  readonly at: Date;
  readonly action: string;
  readonly subject: string;
  readonly actor: string;
  readonly origin: string | null;
  readonly correlation: string | null;
  readonly causation: string | null;
  readonly before: string | null;
  readonly after: string;
  readonly hash: string;
}

/** Which rows something is wrong with, and what. */
export interface Breach {
  readonly seq: number;
  readonly through: number;
  readonly what: 'CHANGED' | 'MISSING' | 'ADDED' | 'ORIGIN_CHANGED' | 'ORIGIN_MISSING' | 'REWRITTEN';
}

/** The end of the chain, as it is kept elsewhere: `<seq>:<hash in hex>`. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

/** Entries read at a time. */
const CHUNK = 1_000;

/** Entries of a time, oldest first; those that arrive meanwhile are not among them. */
export async function* entriesOf(sql: Sql, from: Date, to: Date): AsyncGenerator<ReportedEntry[]> {
  const cursor = sql<ReportedEntry[]>`
    select e.seq, e.at, e.action, e.subject, e.actor, o.origin, e.correlation, e.causation, b.data as before,
      e.data as after, encode(e.hash, 'hex') as hash
    from entry e
    left join origin o on o.digest = e.origin
    left join lateral (
      select data from entry b
      where b.subject = e.subject and b.seq < e.seq and split_part(b.action, '.', 1) = split_part(e.action, '.', 1)
      order by b.seq desc limit 1
    ) b on true
    where e.at >= ${from} and e.at < ${to}
    order by e.seq`.cursor(CHUNK);
  for await (const rows of cursor) yield rows;
}

/** Entries looked at together when the log is verified: as many as PostgreSQL keeps in memory. */
const PART = 5_000;

/**
 * Holds the whole log against itself, and against ends that were noted before, part by part.
 * @param onPart told how many entries have been looked at, of how many
 * @returns the log's end and everything that is wrong, in one look at the database
 */
export async function verifyLog(
  sql: Sql,
  anchors: readonly Anchor[],
  onPart: (done: number, all: number) => void = () => {},
): Promise<{ head: Anchor; breaches: readonly Breach[] }> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const [head] = await tx<Anchor[]>`select seq, encode(hash, 'hex') as hash from head`;
    const [last] = await tx<{ seq: number }[]>`select coalesce(max(seq), 0) as seq from entry`;
    const breaches: Breach[] = [];
    for (let after = 0; after < last!.seq; after += PART) {
      breaches.push(
        ...(await tx<Breach[]>`select seq, through, what from breaches(${after}, ${after + PART}) order by seq, what`),
      );
      onPart(Math.min(after + PART, last!.seq), last!.seq);
    }
    breaches.push(...(await tx<Breach[]>`select seq, through, what from breach_of_end`));
    for (const { seq, hash } of anchors) {
      const [there] = await tx`select 1 from entry where seq = ${seq} and hash = decode(${hash}, 'hex')`;
      if (!there) breaches.push({ seq, through: seq, what: 'REWRITTEN' });
    }
    return { head: head!, breaches };
  });
}

const MEANINGS: Readonly<Record<Breach['what'], string>> = {
  CHANGED: 'is not what was written',
  MISSING: 'is missing',
  ADDED: 'was added past the end of the chain',
  ORIGIN_CHANGED: 'has another place of origin than was written',
  ORIGIN_MISSING: 'has lost its place of origin, and nobody erased it',
  REWRITTEN: 'is not the one that was noted: the log was rewritten up to it',
};

/** A breach as a sentence. */
export const sentence = ({ seq, through, what }: Breach): string =>
  `${seq === through ? `Entry ${seq}` : `Each of the entries ${seq} to ${through}`} ${MEANINGS[what]}.`;
