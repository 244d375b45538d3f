import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { Reservation, ReservationStatus } from '../domain/reservation.ts';
import type { Movement, StockRow } from '../domain/working-set.ts';

interface Loaded {
  now: Date;
  reservations: Reservation[];
  rows: StockRow[];
}

type ReservationJson = Omit<Reservation, 'expiresAt'> & { status: ReservationStatus; expiresAt: number };

/**
 * Locks and reads, in one statement, what a batch decides upon: the orders' reservations, then the stock of every
 * variant the batch names or those reservations hold. Rows are locked in order of their keys and everybody locks
 * reservations before stock, so nobody waits in a circle. The lateral join makes it an index lookup per variant, in order,
 * whatever the planner guesses. `now` is the database's clock.
 */
export async function lockForDecision(
  tx: Tx,
  orderIds: readonly string[],
  variantIds: readonly string[],
): Promise<Loaded> {
  const [row] = await tx.sql<{ now: Date; reservations: ReservationJson[] | null; rows: StockRow[] | null }[]>`
    with held as materialized (
      select order_id, status, expires_at, allocations from reservations
      where order_id = any(${orderIds as string[]}::uuid[]) order by order_id for no key update
    ), named as materialized (
      select unnest(${variantIds as string[]}::uuid[]) as variant_id
      union
      select (allocation ->> 'variantId')::uuid from held, jsonb_array_elements(held.allocations) as allocation
      order by variant_id
    ), shelves as materialized (
      select locked.*, w.latitude, w.longitude
      from named
      cross join lateral (
        select s.variant_id, s.warehouse_id, s.on_hand, s.reserved from stock s
        where s.variant_id = named.variant_id order by s.warehouse_id for no key update
      ) as locked
      join warehouses w on w.id = locked.warehouse_id
    )
    select clock_timestamp() as now,
      (select json_agg(json_build_object('orderId', order_id, 'status', status,
        'expiresAt', extract(epoch from expires_at) * 1000, 'allocations', allocations)) from held) as reservations,
      (select json_agg(json_build_object('variantId', variant_id, 'warehouseId', warehouse_id, 'onHand', on_hand,
        'reserved', reserved, 'latitude', latitude, 'longitude', longitude)) from shelves) as rows`;
  return {
    now: row!.now,
    reservations: (row!.reservations ?? []).map((one) => ({ ...one, expiresAt: new Date(one.expiresAt) })),
    rows: row!.rows ?? [],
  };
}

/**
 * Saves what a batch decided, in one statement. A fresh reservation that another process made meanwhile is a key
 * violation, so that the batch is decided again on what is there now.
 */
export async function saveDecisions(
  tx: Queryable,
  { fresh, changed }: { fresh: readonly Reservation[]; changed: readonly Reservation[] },
  movements: readonly Movement[],
): Promise<void> {
  if (fresh.length + changed.length + movements.length === 0) return;
  await tx.sql`
    with created as (
      insert into reservations (order_id, status, expires_at, allocations)
      select "orderId", status, "expiresAt", allocations
      from json_to_recordset(${JSON.stringify(fresh)}::text::json)
        as r("orderId" uuid, status text, "expiresAt" timestamptz, allocations jsonb)
    ), kept as (
      update reservations r
      set status = c.status, expires_at = c."expiresAt", allocations = c.allocations, updated_at = now()
      from json_to_recordset(${JSON.stringify(changed)}::text::json)
        as c("orderId" uuid, status text, "expiresAt" timestamptz, allocations jsonb)
      where r.order_id = c."orderId"
    ), moves as materialized (
      select * from unnest(
        ${movements.map(({ variantId }) => variantId)}::uuid[],
        ${movements.map(({ warehouseId }) => warehouseId)}::uuid[],
        ${movements.map(({ kind }) => kind)}::text[],
        ${movements.map(({ onHand }) => onHand)}::int[],
        ${movements.map(({ reserved }) => reserved)}::int[],
        ${movements.map(({ orderId }) => orderId)}::uuid[]
      ) with ordinality as m(variant_id, warehouse_id, kind, on_hand_change, reserved_change, order_id, position)
    ), recorded as (
      insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change, order_id)
      select variant_id, warehouse_id, kind, on_hand_change, reserved_change, order_id from moves order by position
    )
    update stock s set on_hand = s.on_hand + d.on_hand, reserved = s.reserved + d.reserved
    from (
      select variant_id, warehouse_id, sum(on_hand_change)::int as on_hand, sum(reserved_change)::int as reserved
      from moves group by variant_id, warehouse_id
    ) d
    where s.variant_id = d.variant_id and s.warehouse_id = d.warehouse_id`;
}

/** Locks holds whose time is up by the database's clock, the longest overdue first, leaving those others work on. */
export async function lockOverdue(tx: Tx, graceMs: number, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ order_id: string }[]>`
    select order_id from reservations
    where status = 'HELD' and expires_at < clock_timestamp() - ${graceMs} * interval '1 millisecond'
    order by expires_at limit ${limit} for no key update skip locked`;
  return rows.map(({ order_id }) => order_id);
}
