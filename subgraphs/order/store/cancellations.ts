import type { Tx } from '#kernel/db/database.ts';

/**
 * Takes a user's key for cancelling an order; an equal request that is under way is waited for.
 * @returns the order the key has cancelled before, or undefined when it is this request's now
 */
export async function takeCancellationKey(
  tx: Tx,
  userId: string,
  key: string,
  orderId: string,
): Promise<string | undefined> {
  const taken = await tx.sql`
    insert into cancellations (user_id, key, order_id) values (${userId}, ${key}, ${orderId})
    on conflict do nothing returning 1`;
  if (taken.length > 0) return undefined;
  // A statement of its own: it sees what the request it has waited for has committed.
  const [earlier] = await tx.sql<{ orderId: string }[]>`
    select order_id as "orderId" from cancellations where user_id = ${userId} and key = ${key}`;
  return earlier!.orderId;
}

/** Gives a key back that cancelled nothing. */
export async function freeCancellationKey(tx: Tx, userId: string, key: string): Promise<void> {
  await tx.sql`delete from cancellations where user_id = ${userId} and key = ${key}`;
}
