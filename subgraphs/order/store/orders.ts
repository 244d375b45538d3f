import type { Acting } from '#kernel/auth/viewer.ts';
import { columns, NEXT, spliced, uuids } from '#kernel/db/columns.ts';
import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';
import { intoOutboxOf } from '#kernel/messages/outbox.ts';
import type { DeliveryAddress, OrderLine } from '../domain/order.ts';
import type { ProcessState } from '../domain/order-process.ts';
import type { Claim } from './checkouts.ts';

/** An order as it was placed, with how far its process has come. */
export interface Order extends ProcessState {
  readonly id: string;
  readonly number: string;
  readonly userId: string;
  readonly cartId: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly deliverySlotId: string | null;
  readonly address: DeliveryAddress;
  readonly placedAt: Date;
}

/** An order about to be placed under a claim. */
export interface NewOrder {
  readonly claim: Claim;
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  /** Who places it, from where. */
  readonly by?: Acting;
}

/** Something that reached an order, for its history. `status` only where the order has another one since. */
export interface HistoryEntry {
  readonly orderId: string;
  readonly at: Date;
  readonly event: string;
  readonly decision: string;
  readonly status: string | null;
  readonly reason: string | null;
  /** How often it was tried until it was saved. */
  readonly attempts: number;
  /** Why the try before the last failed. */
  readonly error: string | null;
}

const COLUMNS = `id, number, user_id as "userId", cart_id as "cartId", status, hold, money, payment_id as "paymentId",
  cancel_reason as "cancelReason", hold_expires_at as "holdExpiresAt", deadline, total_minor as "totalMinor", currency,
  delivery_slot_id as "deliverySlotId", address, shipments, placed_at as "placedAt", delivered_at as "deliveredAt"`;

/**
 * Saves orders with their lines, their first history entry and their `OrderPlaced`, each only while its claim still
 * belongs to the run that places it. One statement, so it needs no transaction around it.
 * @returns the ids that were saved; the others' claims were taken over
 */
export async function insertOrders(
  db: Queryable,
  batch: readonly (NewOrder & { readonly event: OutgoingEvent })[],
): Promise<Set<string>> {
  const events = batch.map(({ event }) => event);
  // In order of key, as claims are taken: a request that is repeated at another process waits for its own row only.
  const a = columns(batch.map(({ claim }) => claim).sort(byKey));
  const o = columns(batch.map(({ order }) => order));
  const l = columns(
    batch.flatMap(({ order, lines }) => lines.map((line, position) => ({ ...line, position, orderId: order.id }))),
  );
  const told = events.map(({ key }) => key);
  const rows = await db.sql<{ orderId: string }[]>`
    with mine as (
      update checkouts c set placed_at = now()
      from unnest(
        ${a.userId}::text::uuid[], ${a.key}::text::text[], ${a.runner}::text::uuid[]
      ) as a(user_id, key, runner)
      where c.user_id = a.user_id and c.key = a.key and c.runner = a.runner and c.placed_at is null
      returning c.order_id
    ), placed as (
      insert into orders (id, number, user_id, cart_id, status, hold, money, hold_expires_at, deadline, total_minor,
        currency, delivery_slot_id, address, placed_at)
      select o.id, o.number, o.user_id, o.cart_id, o.status, o.hold, o.money, o.hold_expires_at, o.deadline,
        o.total_minor, o.currency, o.delivery_slot_id, o.address::jsonb, o.placed_at
      from unnest(
        ${o.id}::text::uuid[], ${o.number}::text::text[], ${o.userId}::text::uuid[], ${o.cartId}::text::uuid[],
        ${o.status}::text::text[], ${o.hold}::text::text[], ${o.money}::text::text[],
        ${o.holdExpiresAt}::text::timestamptz[], ${o.deadline}::text::timestamptz[],
        ${o.totalMinor}::text::bigint[], ${o.currency}::text::text[], ${o.deliverySlotId}::text::uuid[],
        string_to_array(${spliced(batch.map(({ order }) => JSON.stringify(order.address)))}, ${NEXT}),
        ${o.placedAt}::text::timestamptz[]
      ) as o(id, number, user_id, cart_id, status, hold, money, hold_expires_at, deadline, total_minor, currency,
        delivery_slot_id, address, placed_at)
      join mine on mine.order_id = o.id
      returning id, placed_at
    ), bought as (
      insert into order_lines (id, order_id, position, variant_id, sku, title, quantity, unit_price_minor)
      select l.* from unnest(
        ${l.id}::text::uuid[], ${l.orderId}::text::uuid[], ${l.position}::text::int[], ${l.variantId}::text::uuid[],
        ${l.sku}::text::text[], ${l.title}::text::text[], ${l.quantity}::text::int[], ${l.unitPriceMinor}::text::bigint[]
      ) as l(id, order_id, position, variant_id, sku, title, quantity, unit_price_minor)
      join mine using (order_id)
    ), noted as (
      insert into order_history (order_id, at, event, decision, status)
      select id, placed_at, 'OrderPlaced', 'OrderPlaced', 'PENDING_PAYMENT' from placed
    ), told as (${intoOutboxOf(db, events, told, db.sql`select order_id from mine`)})
    select order_id as "orderId" from mine`;
  return new Set(rows.map(({ orderId }) => orderId));
}

const byKey = (one: Claim, other: Claim): number =>
  one.userId < other.userId || (one.userId === other.userId && one.key < other.key) ? -1 : 1;

/** Orders by id, in no order; unknown ids are left out. */
export async function ordersByIds(db: Queryable, ids: readonly string[]): Promise<Order[]> {
  return db.sql<Order[]>`select ${db.sql.unsafe(COLUMNS)} from orders where id = any(${uuids(db, ids)})`;
}

/** Locks an order against every change until the transaction ends. */
export async function lockOrder({ sql }: Tx, id: string): Promise<Order | undefined> {
  const [order] = await sql<Order[]>`select ${sql.unsafe(COLUMNS)} from orders where id = ${id} for no key update`;
  return order;
}

/** A user's orders, newest first, from after one of them. */
export async function ordersOfUser(
  db: Queryable,
  userId: string,
  afterId: string | undefined,
  limit: number,
): Promise<Order[]> {
  return db.sql<Order[]>`
    select ${db.sql.unsafe(COLUMNS)} from orders
    where user_id = ${userId} ${afterId === undefined ? db.sql`` : db.sql`and id < ${afterId}`}
    order by id desc limit ${limit}`;
}

/** A line with what is needed to show it: whose it is and in which currency. */
export interface LineOfOrder extends OrderLine {
  readonly orderId: string;
  readonly userId: string;
  readonly currency: string;
}

const LINE = `l.id, l.order_id as "orderId", o.user_id as "userId", o.currency, l.variant_id as "variantId", l.sku, l.title,
  l.quantity, l.unit_price_minor as "unitPriceMinor"`;

/** The lines of orders, each order's in the order they were bought. */
export async function linesOfOrders(db: Queryable, orderIds: readonly string[]): Promise<LineOfOrder[]> {
  return db.sql<LineOfOrder[]>`
    select ${db.sql.unsafe(LINE)} from order_lines l join orders o on o.id = l.order_id
    where l.order_id = any(${uuids(db, orderIds)}) order by l.order_id, l.position`;
}

/** Lines by id, in no order. */
export async function linesByIds(db: Queryable, ids: readonly string[]): Promise<LineOfOrder[]> {
  return db.sql<LineOfOrder[]>`
    select ${db.sql.unsafe(LINE)} from order_lines l join orders o on o.id = l.order_id
    where l.id = any(${uuids(db, ids)})`;
}

/** Everything that reached orders, oldest first. */
export async function historyOfOrders(db: Queryable, orderIds: readonly string[]): Promise<HistoryEntry[]> {
  return db.sql<HistoryEntry[]>`
    select order_id as "orderId", at, event, decision, status, reason, attempts, error from order_history
    where order_id = any(${uuids(db, orderIds)}) order by order_id, id`;
}
