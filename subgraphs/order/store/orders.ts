import type { Queryable, Tx } from '#kernel/db/database.ts';
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
}

/** What the order process needs of an order; lines and address only where goods may still be asked for or sold. */
export interface ProcessedOrder {
  readonly id: string;
  readonly userId: string;
  readonly number: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly deliverySlotId: string | null;
  readonly address: DeliveryAddress | null;
  readonly lines: readonly Pick<OrderLine, 'variantId' | 'sku' | 'quantity' | 'unitPriceMinor'>[] | null;
  readonly state: ProcessState;
}

/** Something that reached an order, for its history. `status` only where the order has another one since. */
export interface HistoryEntry {
  readonly orderId: string;
  readonly at: Date;
  readonly event: string;
  readonly decision: string;
  readonly status: string | null;
  readonly reason: string | null;
}

const COLUMNS = `id, number, user_id as "userId", cart_id as "cartId", status, hold, money, payment_id as "paymentId",
  cancel_reason as "cancelReason", hold_expires_at as "holdExpiresAt", deadline, total_minor as "totalMinor", currency,
  delivery_slot_id as "deliverySlotId", address, shipments, placed_at as "placedAt", delivered_at as "deliveredAt"`;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/**
 * Saves orders with lines and first history entry, each only while its claim still belongs to the run that places it.
 * @returns the ids that were saved; the others' claims were taken over
 */
export async function insertOrders(tx: Tx, batch: readonly NewOrder[]): Promise<Set<string>> {
  const claims = batch.map(({ claim }) => claim);
  const orders = batch.map(({ order }) => order);
  const lines = batch.flatMap(({ order, lines }) => lines.map((line, position) => ({ ...line, position, order })));
  const rows = await tx.sql<{ orderId: string }[]>`
    with mine as (
      update checkouts c set placed_at = now()
      from unnest(
        ${claims.map(({ userId }) => userId)}::uuid[], ${claims.map(({ key }) => key)}::text[],
        ${claims.map(({ runner }) => runner)}::uuid[]) as a(user_id, key, runner)
      where c.user_id = a.user_id and c.key = a.key and c.runner = a.runner and c.placed_at is null
      returning c.order_id
    ), placed as (
      insert into orders (id, number, user_id, cart_id, status, hold, money, hold_expires_at, deadline, total_minor,
        currency, delivery_slot_id, address, placed_at)
      select o.* from unnest(
        ${orders.map(({ id }) => id)}::uuid[], ${orders.map(({ number }) => number)}::text[],
        ${orders.map(({ userId }) => userId)}::uuid[], ${orders.map(({ cartId }) => cartId)}::uuid[],
        ${orders.map(({ status }) => status)}::text[], ${orders.map(({ hold }) => hold)}::text[],
        ${orders.map(({ money }) => money)}::text[],
        ${orders.map(({ holdExpiresAt }) => iso(holdExpiresAt))}::text[]::timestamptz[],
        ${orders.map(({ deadline }) => iso(deadline))}::text[]::timestamptz[],
        ${orders.map(({ totalMinor }) => totalMinor)}::bigint[], ${orders.map(({ currency }) => currency)}::text[],
        ${orders.map(({ deliverySlotId }) => deliverySlotId)}::uuid[],
        ${orders.map(({ address }) => JSON.stringify(address))}::text[]::jsonb[],
        ${orders.map(({ placedAt }) => iso(placedAt))}::text[]::timestamptz[]) as o(id)
      join mine on mine.order_id = o.id
    ), bought as (
      insert into order_lines (id, order_id, position, variant_id, sku, title, quantity, unit_price_minor)
      select l.* from unnest(
        ${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ order }) => order.id)}::uuid[],
        ${lines.map(({ position }) => position)}::int[], ${lines.map(({ variantId }) => variantId)}::uuid[],
        ${lines.map(({ sku }) => sku)}::text[], ${lines.map(({ title }) => title)}::text[],
        ${lines.map(({ quantity }) => quantity)}::int[],
        ${lines.map(({ unitPriceMinor }) => unitPriceMinor)}::bigint[]) as l(id, order_id)
      join mine on mine.order_id = l.order_id
    ), noted as (
      insert into order_history (order_id, at, event, decision, status)
      select o.id, o.at, 'OrderPlaced', 'OrderPlaced', 'PENDING_PAYMENT' from unnest(
        ${orders.map(({ id }) => id)}::uuid[],
        ${orders.map(({ placedAt }) => iso(placedAt))}::text[]::timestamptz[]) as o(id, at)
      join mine on mine.order_id = o.id
    )
    select order_id as "orderId" from mine`;
  return new Set(rows.map(({ orderId }) => orderId));
}

/** Loads orders for their process and locks them, in order of id so that no two transactions wait for each other. */
export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<Map<string, ProcessedOrder>> {
  const rows = await tx.sql<(Omit<ProcessedOrder, 'state'> & ProcessState)[]>`
    select id, user_id as "userId", number, total_minor as "totalMinor", currency, status, hold, money,
      payment_id as "paymentId", cancel_reason as "cancelReason", hold_expires_at as "holdExpiresAt", deadline,
      delivery_slot_id as "deliverySlotId", shipments, delivered_at as "deliveredAt",
      case when status = 'PENDING_PAYMENT' then address end as address,
      case when status = 'PENDING_PAYMENT' then (
        select jsonb_agg(jsonb_build_object('variantId', variant_id, 'sku', sku, 'quantity', quantity,
          'unitPriceMinor', unit_price_minor) order by position)
        from order_lines where order_id = orders.id) end as lines
    from orders where id = any(${ids as string[]}::uuid[]) order by id for no key update of orders`;
  return new Map(rows.map((row) => [row.id, { ...row, state: stateOf(row) }]));
}

/** Ids of orders whose deadline has passed; rows another process is at are left to it. */
export async function lockOverdue(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from orders where deadline <= ${now} order by deadline limit ${limit} for no key update skip locked`;
  return rows.map(({ id }) => id);
}

/** Saves what processes decided, with the history of it: one statement for all. */
export async function saveProcesses(
  tx: Tx,
  changed: ReadonlyMap<string, ProcessState>,
  history: readonly HistoryEntry[],
): Promise<void> {
  const ids = [...changed.keys()];
  const states = [...changed.values()];
  await tx.sql`
    with saved as (
      update orders o set status = s.status, hold = s.hold, money = s.money, payment_id = s.payment_id,
        cancel_reason = s.cancel_reason, hold_expires_at = s.hold_expires_at, deadline = s.deadline,
        shipments = s.shipments, delivered_at = s.delivered_at
      from unnest(
        ${ids}::uuid[], ${states.map(({ status }) => status)}::text[], ${states.map(({ hold }) => hold)}::text[],
        ${states.map(({ money }) => money)}::text[], ${states.map(({ paymentId }) => paymentId)}::uuid[],
        ${states.map(({ cancelReason }) => cancelReason)}::text[],
        ${states.map(({ holdExpiresAt }) => iso(holdExpiresAt))}::text[]::timestamptz[],
        ${states.map(({ deadline }) => iso(deadline))}::text[]::timestamptz[],
        ${states.map(({ shipments }) => JSON.stringify(shipments))}::text[]::jsonb[],
        ${states.map(({ deliveredAt }) => iso(deliveredAt))}::text[]::timestamptz[])
        as s(id, status, hold, money, payment_id, cancel_reason, hold_expires_at, deadline, shipments, delivered_at)
      where o.id = s.id
    )
    insert into order_history (order_id, at, event, decision, status, reason)
    select * from unnest(
      ${history.map(({ orderId }) => orderId)}::uuid[], ${history.map(({ at }) => iso(at))}::text[]::timestamptz[],
      ${history.map(({ event }) => event)}::text[], ${history.map(({ decision }) => decision)}::text[],
      ${history.map(({ status }) => status)}::text[], ${history.map(({ reason }) => reason)}::text[])`;
}

/** Orders by id, in no order; unknown ids are left out. */
export async function ordersByIds(db: Queryable, ids: readonly string[]): Promise<Order[]> {
  return db.sql<Order[]>`select ${db.sql.unsafe(COLUMNS)} from orders where id = any(${ids as string[]}::uuid[])`;
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
    where l.order_id = any(${orderIds as string[]}::uuid[]) order by l.order_id, l.position`;
}

/** Lines by id, in no order. */
export async function linesByIds(db: Queryable, ids: readonly string[]): Promise<LineOfOrder[]> {
  return db.sql<LineOfOrder[]>`
    select ${db.sql.unsafe(LINE)} from order_lines l join orders o on o.id = l.order_id
    where l.id = any(${ids as string[]}::uuid[])`;
}

/** Everything that reached orders, oldest first. */
export async function historyOfOrders(db: Queryable, orderIds: readonly string[]): Promise<HistoryEntry[]> {
  return db.sql<HistoryEntry[]>`
    select order_id as "orderId", at, event, decision, status, reason from order_history
    where order_id = any(${orderIds as string[]}::uuid[]) order by order_id, id`;
}

const stateOf = (row: ProcessState): ProcessState => ({
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
