import type { Tx } from '#kernel/db/database.ts';

export type Claim<A> =
  | { readonly kind: 'NEW' }
  | { readonly kind: 'REPEATED'; readonly answer: A }
  | { readonly kind: 'CONFLICT' };

/**
 * Takes an idempotency key for the transaction's work. Whoever comes second waits here until the first has committed
 * and then gets its answer; a first that rolled back leaves the key free.
 * @param digest of the whole input, so that another input under the same key is noticed
 */
export async function claimKey<A>(tx: Tx, key: string, digest: string): Promise<Claim<A>> {
  const claimed = await tx.sql`
    insert into stock_requests (key, digest, answer) values (${key}, ${digest}, 'null') on conflict do nothing`;
  if (claimed.count === 1) return { kind: 'NEW' };
  const [row] = await tx.sql<
    { digest: string; answer: A }[]
  >`select digest, answer from stock_requests where key = ${key}`;
  return row!.digest === digest ? { kind: 'REPEATED', answer: row!.answer } : { kind: 'CONFLICT' };
}

export async function keepAnswer(tx: Tx, key: string, answer: unknown): Promise<void> {
  await tx.sql`update stock_requests set answer = ${JSON.stringify(answer)}::text::jsonb where key = ${key}`;
}
