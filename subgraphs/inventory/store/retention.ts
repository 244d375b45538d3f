import type { Queryable } from '#kernel/db/database.ts';
import { deleteSome, type SomeOlder } from '#kernel/db/older-rows.ts';
import { firstIdAt } from '#kernel/ids.ts';

/**
 * Adds the oldest movements up into opening balances, in one statement.
 * @param before none younger
 * @returns how many movements there were
 */
export async function sumUpMovements({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with oldest as (
      select seq, at from movements order by seq limit ${limit} for update skip locked
    ), gone as (
      delete from movements m using oldest o where m.seq = o.seq and o.at < ${before}
      returning m.variant_id, m.warehouse_id, m.on_hand_change, m.reserved_change, m.at
    ), summed as (
      insert into opening_balances as b (variant_id, warehouse_id, on_hand, reserved, until)
      select variant_id, warehouse_id, sum(on_hand_change)::int, sum(reserved_change)::int, max(at) from gone
      group by variant_id, warehouse_id order by variant_id, warehouse_id
      on conflict (variant_id, warehouse_id) do update
      set on_hand = b.on_hand + excluded.on_hand, reserved = b.reserved + excluded.reserved,
        until = greatest(b.until, excluded.until)
    )
    select count(*) from gone`;
  return row!.count;
}

/** Forgets reservations that came to nothing, of orders made before a moment; what was sold stays on record. */
export const forgetReservations: SomeOlder = (on, before, limit) =>
  // Order ids ascend in time, so the primary key finds the old ones.
  deleteSome(
    on,
    'reservations',
    on.sql`order_id < ${firstIdAt(before)} and status not in ('HELD', 'SOLD') and updated_at < ${before} order by order_id`,
    limit,
  );

/** Forgets what staff were answered before a moment. */
export const forgetRequests: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'stock_requests', on.sql`at < ${before}`, limit);

/** Forgets what other regions held and did not sell for orders made before a moment. */
export const forgetRegionalHolds: SomeOlder = (on, before, limit) =>
  deleteSome(
    on,
    'regional_holds',
    on.sql`order_id < ${firstIdAt(before)} and status <> 'SOLD' and updated_at < ${before} order by order_id`,
    limit,
  );

/** Forgets for whom reservations were that are forgotten themselves. */
export const forgetLent: SomeOlder = (on, before, limit) =>
  deleteSome(
    on,
    'lent_reservations',
    on.sql`order_id < ${firstIdAt(before)}
      and not exists (select from reservations r where r.order_id = lent_reservations.order_id) order by order_id`,
    limit,
  );
