import type { Queryable } from '#kernel/db/database.ts';
import { firstIdAt } from '#kernel/ids.ts';

/** Forgets what the provider called back with before a moment; what came of it stands in payments and the ledger. @returns how many */
export async function forgetProviderEvents({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from provider_event where ctid = any (array(
      select ctid from provider_event where received_at < ${before} limit ${limit} for update skip locked))`;
  return count;
}

/** Forgets by which keys staff asked before a moment. @returns how many */
export async function forgetStaffRequests({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from staff_request where (requested_by, idempotency_key) in (
      select requested_by, idempotency_key from staff_request
      where requested_at < ${before} limit ${limit} for update skip locked)`;
  return count;
}

/** Forgets orders that were cancelled without a payment, of those made before a moment. @returns how many */
export async function forgetCancelledOrders({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  // Order ids ascend in time, so the primary key finds the old ones.
  const { count } = await sql`
    delete from cancelled_order where order_id = any (array(
      select order_id from cancelled_order where order_id < ${firstIdAt(before)} and cancelled_at < ${before}
      order by order_id limit ${limit} for update skip locked))`;
  return count;
}
