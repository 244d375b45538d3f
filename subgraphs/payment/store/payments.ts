import { columns, uuids } from '#kernel/db/columns.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import type { Money } from '#schema/money.ts';
import type { Payment, Refund } from '../domain/payment.ts';

/** A payment as the database keeps it. */
export interface StoredPayment extends Payment {
  /** Raised by every saved change. */
  readonly version: number;
  /** Times the bank was asked in vain since the last change. */
  readonly attempts: number;
  readonly returnUrl: string;
  /** Null when the order did not say. */
  readonly goodsHeldUntil: Date | null;
  readonly createdAt: Date;
}

export interface NewPayment {
  readonly id: string;
  readonly orderId: string;
  readonly userId: string;
  readonly amount: Money;
  readonly cardToken: string;
  readonly returnUrl: string;
  readonly feeBps: number;
  readonly goodsHeldUntil: Date | null;
}

/** Who of staff asked for a refund or a capture, by which key, for what: kept with the change it made. */
export interface StaffRequest {
  readonly requestedBy: string;
  readonly idempotencyKey: string;
  readonly inputDigest: string;
  /** The refund it made; null for a capture. */
  readonly refundId: string | null;
}

interface Row {
  id: string;
  order_id: string;
  user_id: string;
  amount_minor: number;
  currency: string;
  status: Payment['status'];
  wish: Payment['wish'];
  held: boolean;
  capture_minor: number | null;
  captured_minor: number;
  fee_bps: number;
  provider_id: string | null;
  redirect_url: string | null;
  reason: string | null;
  card_token: string | null;
  return_url: string;
  version: number;
  attempts: number;
  goods_held_until: Date | null;
  created_at: Date;
  refunds: Refund[] | null;
}

const fromRow = (row: Row): StoredPayment => ({
  id: row.id,
  orderId: row.order_id,
  userId: row.user_id,
  amount: { minor: row.amount_minor, currency: row.currency },
  status: row.status,
  wish: row.wish,
  held: row.held,
  captureMinor: row.capture_minor,
  capturedMinor: row.captured_minor,
  feeBps: row.fee_bps,
  providerId: row.provider_id,
  redirectUrl: row.redirect_url,
  reason: row.reason,
  cardToken: row.card_token,
  returnUrl: row.return_url,
  version: row.version,
  attempts: row.attempts,
  goodsHeldUntil: row.goods_held_until,
  createdAt: row.created_at,
  refunds: row.refunds ?? [],
});

/** Columns of a payment and its refunds, oldest first. */
const paymentColumns = (db: Queryable) => db.sql`
  p.id, p.order_id, p.user_id, p.amount_minor, p.currency, p.status, p.wish, p.held, p.capture_minor,
  p.captured_minor, p.fee_bps, p.provider_id, p.redirect_url, p.reason, p.card_token, p.return_url, p.version, p.attempts,
  p.goods_held_until, p.created_at,
  case when p.captured_minor > 0 then (
    select jsonb_agg(jsonb_build_object('id', r.id, 'minor', r.amount_minor, 'status', r.status, 'reason', r.reason,
      'automatic', r.automatic, 'requestId', r.request_id) order by r.id)
    from refund r where r.payment_id = p.id) end as refunds`;

/**
 * Payments by their own ids and by their orders', in one statement. Each is looked up by itself, whatever the planner
 * guesses: to it all of a young table is cheaper to read, and stays so while the table grows.
 */
export async function loadPayments(
  db: Queryable,
  keys: { ids?: readonly string[]; orderIds?: readonly string[] },
): Promise<StoredPayment[]> {
  const rows = await db.sql<Row[]>`
    select ${paymentColumns(db)} from (
      select p.* from unnest(${uuids(db, keys.ids ?? [])}) as asked(id)
      cross join lateral (select * from payment where payment.id = asked.id limit 1) as p
      union all
      select p.* from unnest(${uuids(db, keys.orderIds ?? [])}) as asked(order_id)
      cross join lateral (select * from payment where payment.order_id = asked.order_id limit 1) as p
    ) as p`;
  return rows.map(fromRow);
}

/** Whether the bank's answer to a payment begun within the last so many ms is still awaited. */
export async function isBeingBegun(db: Queryable, id: string, withinMs: number): Promise<boolean> {
  const [begun] = await db.sql`
    select 1 from payment
    where id = ${id}::uuid and status = 'STARTING' and created_at > now() - ${withinMs} * interval '1 ms'`;
  return begun !== undefined;
}

/**
 * Begins payments, one per order: where an order has one already, that one is answered.
 * @param dueInMs until then the caller acts at the bank itself; later the sweep does
 * @returns the payments by order id, and the orders whose payment was begun now
 */
export async function insertPayments(
  db: Database,
  payments: readonly NewPayment[],
  dueInMs: number,
): Promise<{ byOrder: Map<string, StoredPayment>; begun: Set<string> }> {
  const a = columns(payments.map(({ amount, ...rest }) => ({ ...rest, ...amount })));
  const rows = await db.sql<(Row & { begun: boolean })[]>`
    with asked as (
      select * from unnest(
        ${uuids(
          db,
          payments.map(({ id }) => id),
        )}, ${a.orderId}::text::uuid[], ${a.userId}::text::uuid[], ${a.minor}::text::bigint[],
        ${a.currency}::text::text[], ${a.cardToken}::text::text[], ${a.returnUrl}::text::text[], ${a.feeBps}::text::int[],
        ${a.goodsHeldUntil}::text::timestamptz[]
      ) as a(id, order_id, user_id, minor, currency, card_token, return_url, fee_bps, goods_held_until)
    ), p as (
      insert into payment
        (id, order_id, user_id, amount_minor, currency, status, wish, card_token, return_url, fee_bps,
          goods_held_until, due_at)
      select a.id, a.order_id, a.user_id, a.minor, a.currency, 'STARTING',
        case when c.order_id is null then 'HOLD' else 'GIVE_BACK' end, a.card_token, a.return_url, a.fee_bps,
        a.goods_held_until, now() + ${dueInMs} * interval '1 ms'
      from asked a left join cancelled_order c using (order_id)
      order by a.order_id
      on conflict (order_id) do nothing
      returning *
    )
    select ${paymentColumns(db)}, true as begun from p
    union all
    select ${paymentColumns(db)}, false as begun from asked a
    cross join lateral (select * from payment where payment.order_id = a.order_id limit 1) as p`;
  const byOrder = new Map(rows.map((row) => [row.order_id, fromRow(row)]));
  const begun = new Set(rows.filter((row) => row.begun).map((row) => row.order_id));
  // An order whose payment another process began in the same instant is in neither half: it can be read by now.
  const missing = payments.map(({ orderId }) => orderId).filter((orderId) => !byOrder.has(orderId));
  if (missing.length > 0)
    for (const payment of await loadPayments(db, { orderIds: missing })) byOrder.set(payment.orderId, payment);
  return { byOrder, begun };
}
