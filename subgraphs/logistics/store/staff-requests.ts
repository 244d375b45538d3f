import type { Tx } from '#kernel/db/database.ts';

/**
 * Does the work of a request once per key, within the transaction: whoever comes second waits until the first has committed
 * and gets its answer; a first that rolled back leaves the key free.
 * @param digest of the whole input, so that another input under the same key is noticed
 * @param work its answer must survive JSON
 */
export async function once<A>(
  { sql }: Tx,
  key: string,
  digest: string,
  work: () => Promise<A>,
): Promise<A | { readonly kind: 'KEY_REUSED' }> {
  const claimed = await sql`
    insert into staff_requests (key, digest, answer) values (${key}, ${digest}, 'null') on conflict do nothing`;
  if (claimed.count === 0) {
    const [row] = await sql<{ digest: string; answer: A }[]>`
      select digest, answer from staff_requests where key = ${key}`;
    return row!.digest === digest ? row!.answer : { kind: 'KEY_REUSED' };
  }
  const answer = await work();
  await sql`update staff_requests set answer = ${JSON.stringify(answer)}::text::jsonb where key = ${key}`;
  return answer;
}
