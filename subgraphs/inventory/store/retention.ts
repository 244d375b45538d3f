import type { Queryable } from '#kernel/db/database.ts';
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

/** Forgets reservations that came to nothing, of orders made before a moment; what was sold stays on record. @returns how many */
export async function forgetReservations({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  // Order ids ascend in time, so the primary key finds the old ones.
  const { count } = await sql`
    delete from reservations where order_id = any (array(
      select order_id from reservations
      where order_id < ${firstIdAt(before)} and status not in ('HELD', 'SOLD') and updated_at < ${before}
      order by order_id limit ${limit} for update skip locked))`;
  return count;
}

/** Forgets what staff were answered before a moment. @returns how many */
export async function forgetRequests({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from stock_requests where key = any (array(
      select key from stock_requests where at < ${before} limit ${limit} for update skip locked))`;
  return count;
}

/** Forgets what other regions held and did not sell for orders made before a moment. @returns how many */
export async function forgetRegionalHolds({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from regional_holds where order_id = any (array(
      select order_id from regional_holds
      where order_id < ${firstIdAt(before)} and status <> 'SOLD' and updated_at < ${before}
      order by order_id limit ${limit} for update skip locked))`;
  return count;
}

/** Forgets for whom reservations were that are forgotten themselves. @returns how many */
export async function forgetLent({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from lent_reservations where order_id = any (array(
      select order_id from lent_reservations l
      where order_id < ${firstIdAt(before)} and not exists (select from reservations r where r.order_id = l.order_id)
      order by order_id limit ${limit} for update skip locked))`;
  return count;
}
