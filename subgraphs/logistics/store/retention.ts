import type { Queryable } from '#kernel/db/database.ts';
import { deleteSome, type SomeOlder } from '#kernel/db/older-rows.ts';
import { firstIdAt } from '#kernel/ids.ts';

/** Forgets what was known of orders that were never sent, of orders made before a moment. */
export const forgetDeliveries: SomeOlder = (on, before, limit) =>
  // Order ids ascend in time, so the primary key finds the old ones.
  deleteSome(
    on,
    'deliveries',
    on.sql`order_id < ${firstIdAt(before)} and created_at < ${before}
      and not exists (select from shipments s where s.order_id = deliveries.order_id) order by order_id`,
    limit,
  );

/** Forgets delivery slots that ended before a moment, with their bookings. @returns how many */
export async function forgetSlots({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    with ended as (
      select id from delivery_slots where ends_at < ${before} order by ends_at limit ${limit} for update skip locked
    ), freed as (
      delete from slot_bookings where slot_id in (select id from ended)
    )
    delete from delivery_slots where id in (select id from ended)`;
  return count;
}

/** Forgets what staff were answered before a moment. */
export const forgetRequests: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'staff_requests', on.sql`at < ${before}`, limit);
