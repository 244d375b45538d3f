import { columns, NEXT, spliced, uuids } from '#kernel/db/columns.ts';
import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';
import { intoOutboxOf } from '#kernel/messages/outbox.ts';
import type { DeliveryAddress, OrderLine } from '../domain/order.ts';
import type { ProcessState } from '../domain/order-process.ts';
import type { HistoryEntry } from './orders.ts';

/** What the order process needs of an order; lines and address only where goods may still be asked for or sold. */
export interface ProcessedOrder {
  readonly id: string;
  /** Counts the changes; a decision holds only for the version it was made on. */
  readonly version: number;
  readonly userId: string;
  readonly number: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly deliverySlotId: string | null;
  readonly address: DeliveryAddress | null;
  readonly lines: readonly Pick<OrderLine, 'variantId' | 'sku' | 'quantity' | 'unitPriceMinor'>[] | null;
  readonly state: ProcessState;
}

/** What became of one order in a batch: the state to save, if it changed, and what to remember and tell of it. */
export interface ProcessChange {
  readonly order: ProcessedOrder;
  readonly state: ProcessState | undefined;
  readonly history: readonly HistoryEntry[];
  readonly events: readonly OutgoingEvent[];
}

/** Loads orders for their process; unknown ids are left out. */
export async function loadProcesses(db: Queryable, ids: readonly string[]): Promise<ProcessedOrder[]> {
  const rows = await db.sql<(Omit<ProcessedOrder, 'state'> & ProcessState)[]>`
    select id, version, user_id as "userId", number, total_minor as "totalMinor", currency, status, hold, money,
      payment_id as "paymentId", cancel_reason as "cancelReason", hold_expires_at as "holdExpiresAt", deadline,
      delivery_slot_id as "deliverySlotId", shipments, delivered_at as "deliveredAt",
      case when status = 'PENDING_PAYMENT' then address end as address,
      case when status = 'PENDING_PAYMENT' then (
        select jsonb_agg(jsonb_build_object('variantId', variant_id, 'sku', sku, 'quantity', quantity,
          'unitPriceMinor', unit_price_minor) order by position)
        from order_lines where order_id = orders.id) end as lines
    from orders where id = any(${uuids(db, ids)})`;
  return rows.map((row) => ({ ...row, state: stateOf(row) }));
}

/**
 * Whether any order's deadline has passed. The order makes it a look at the index: for the planner a third of all orders
 * are before a moment it does not know, of which a scan of the table would soon find one, and finds none in a million.
 */
export async function anyOverdue(db: Queryable, now: Date): Promise<boolean> {
  const rows = await db.sql`select 1 from orders where deadline <= ${now} order by deadline limit 1`;
  return rows.length > 0;
}

/** Locks orders whose deadline has passed; those another process is at are left to it. */
export async function lockOverdue(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from orders where deadline <= ${now} order by deadline limit ${limit} for no key update skip locked`;
  return rows.map(({ id }) => id);
}

/**
 * Saves what processes decided, with its history and its events, by one statement. The rows are locked in order of id,
 * so that no two savers wait for each other in a circle.
 * @returns ids of the orders that somebody else changed first: nothing of theirs was saved
 */
export async function saveProcesses(db: Queryable, changes: readonly ProcessChange[]): Promise<Set<string>> {
  const changed = changes.flatMap(({ order, state }) =>
    state ? [{ ...state, id: order.id, version: order.version }] : [],
  );
  const events = changes.flatMap((change) => (change.state ? change.events : []));
  const c = columns(changed);
  const h = columns(changes.flatMap(({ state, history }) => history.map((entry) => ({ ...entry, gated: !!state }))));
  const told = events.map(({ key }) => key);
  const rows = await db.sql<{ id: string }[]>`
    with change as (
      select * from unnest(
        ${c.id}::text::uuid[], ${c.version}::text::int[], ${c.status}::text::text[], ${c.hold}::text::text[],
        ${c.money}::text::text[], ${c.paymentId}::text::uuid[], ${c.cancelReason}::text::text[],
        ${c.holdExpiresAt}::text::timestamptz[], ${c.deadline}::text::timestamptz[],
        string_to_array(${spliced(changed.map(({ shipments }) => JSON.stringify(shipments)))}, ${NEXT}),
        ${c.deliveredAt}::text::timestamptz[]
      ) as c(id, version, status, hold, money, payment_id, cancel_reason, hold_expires_at, deadline, shipments,
        delivered_at)
    ), locked as (
      select o.id from orders o join change c on c.id = o.id and c.version = o.version
      order by o.id for no key update of o
    ), saved as (
      update orders o set version = o.version + 1, status = c.status, hold = c.hold, money = c.money,
        payment_id = c.payment_id, cancel_reason = c.cancel_reason, hold_expires_at = c.hold_expires_at,
        deadline = c.deadline, shipments = c.shipments::jsonb, delivered_at = c.delivered_at
      from change c join locked using (id)
      where o.id = c.id
      returning o.id
    ), noted as (
      insert into order_history (order_id, at, event, decision, status, reason, attempts, error)
      select h.order_id, h.at, h.event, h.decision, h.status, h.reason, h.attempts, h.error
      from unnest(
        ${h.orderId}::text::uuid[], ${h.at}::text::timestamptz[], ${h.event}::text::text[], ${h.decision}::text::text[],
        ${h.status}::text::text[], ${h.reason}::text::text[], ${h.attempts}::text::int[], ${h.error}::text::text[],
        ${h.gated}::text::bool[]
      ) with ordinality as h(order_id, at, event, decision, status, reason, attempts, error, gated, place)
      where not h.gated or h.order_id in (select id from saved)
      order by h.place
    ), told as (${intoOutboxOf(db, events, told, db.sql`select id from saved`)})
    select id from saved`;
  const saved = new Set(rows.map(({ id }) => id));
  return new Set(changed.map(({ id }) => id).filter((id) => !saved.has(id)));
}

/** The process's own part of a row. */
export const stateOf = (row: ProcessState): ProcessState => ({
  status: row.status,
  hold: row.hold,
  holdExpiresAt: row.holdExpiresAt,
  money: row.money,
  paymentId: row.paymentId,
  cancelReason: row.cancelReason,
  shipments: row.shipments,
  deadline: row.deadline,
  deliveredAt: row.deliveredAt,
});
