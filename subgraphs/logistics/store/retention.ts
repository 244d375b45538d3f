import type { Queryable } from '#kernel/db/database.ts';
import { firstIdAt } from '#kernel/ids.ts';

/** Forgets what was known of orders that were never sent, of orders made before a moment. @returns how many */
export async function forgetDeliveries({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  // Order ids ascend in time, so the primary key finds the old ones.
  const { count } = await sql`
    delete from deliveries where order_id = any (array(
      select order_id from deliveries d
      where order_id < ${firstIdAt(before)} and created_at < ${before}
        and not exists (select 1 from shipments s where s.order_id = d.order_id)
      order by order_id limit ${limit} for update skip locked))`;
  return count;
}

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

/** Forgets what staff were answered before a moment. @returns how many */
export async function forgetRequests({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from staff_requests where key = any (array(
      select key from staff_requests where at < ${before} limit ${limit} for update skip locked))`;
  return count;
}
