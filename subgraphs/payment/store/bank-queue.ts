import type { Database } from '#kernel/db/database.ts';
import { loadPayments, type StoredPayment } from './payments.ts';

/**
 * Claims payments whose work at the bank is due; other processes claim others.
 * @param leaseMs how long nobody else may take them
 */
export async function claimDue(db: Database, limit: number, leaseMs: number): Promise<StoredPayment[]> {
  const claimed = await db.sql<{ id: string }[]>`
    update payment set due_at = now() + ${leaseMs} * interval '1 ms', attempts = attempts + 1
    where id in (
      select id from payment where due_at <= now() order by due_at limit ${limit} for no key update skip locked)
    returning id`;
  return claimed.length > 0 ? loadPayments(db, { ids: claimed.map(({ id }) => id) }) : [];
}

/** Puts work off, unless the payment has changed meanwhile and so has work of its own. */
export async function putOff(db: Database, payment: StoredPayment, ms: number): Promise<void> {
  await db.sql`
    update payment set due_at = now() + ${ms} * interval '1 ms', attempts = greatest(attempts, ${payment.attempts})
    where id = ${payment.id}::uuid and version = ${payment.version} and due_at is not null`;
}

/** Remembers that orders without a payment were cancelled, for the case that one is begun after all. */
export async function rememberCancelled(db: Database, orderIds: readonly string[]): Promise<void> {
  await db.sql`
    insert into cancelled_order (order_id) select unnest(${[...orderIds]}::uuid[]) order by 1 on conflict do nothing`;
}
