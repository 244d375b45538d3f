import { createHash } from 'node:crypto';
import type { Tx } from '#kernel/db/database.ts';

/** The key came with other input before. */
export interface KeyReused {
  readonly kind: 'KEY_REUSED';
}

/**
 * Does the work of a request once per key, within the transaction: whoever comes second waits until the first has committed
 * and gets its answer; a first that rolled back leaves the key free.
 * @param table of `key`, `digest` and `answer`
 * @param input all that makes the request what it is
 * @param work its answer must survive JSON
 */
export async function answerOnce<A>(
  { sql }: Tx,
  table: string,
  key: string,
  input: unknown,
  work: () => Promise<A>,
): Promise<A | KeyReused> {
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const claimed = await sql`
    insert into ${sql(table)} (key, digest, answer) values (${key}, ${digest}, 'null') on conflict do nothing`;
  if (claimed.count === 0) {
    // A statement of its own: it sees what the request it has waited for has committed.
    const [row] = await sql<
      { digest: string; answer: A }[]
    >`select digest, answer from ${sql(table)} where key = ${key}`;
    return row!.digest === digest ? row!.answer : { kind: 'KEY_REUSED' };
  }
  const answer = await work();
  await sql`update ${sql(table)} set answer = ${JSON.stringify(answer)}::text::jsonb where key = ${key}`;
  return answer;
}
