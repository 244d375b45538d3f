import type { Database, Queryable } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';
import type { Money } from '#schema/money.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { type Payment, type Refund, returnedMinor } from '../domain/payment.ts';

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

/** One payment's change, ready to be saved with everything that goes with it. */
export interface Change {
  readonly payment: StoredPayment;
  /** When to act at the bank, in ms from now; null when there is nothing to do. */
  readonly dueInMs: number | null;
  readonly requests: readonly StaffRequest[];
  /** What it means in money. */
  readonly entries: readonly LedgerEntry[];
  readonly events: readonly OutgoingEvent[];
}

/** A provider's event and what came of it. */
export interface NotedEvent {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: string;
  readonly body: unknown;
  readonly outcome: string;
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
const columns = (db: Queryable) => db.sql`
  p.id, p.order_id, p.user_id, p.amount_minor, p.currency, p.status, p.wish, p.held, p.capture_minor,
  p.captured_minor, p.fee_bps, p.provider_id, p.redirect_url, p.reason, p.card_token, p.return_url, p.version, p.attempts,
  p.goods_held_until, p.created_at,
  case when p.captured_minor > 0 then (
    select jsonb_agg(jsonb_build_object('id', r.id, 'minor', r.amount_minor, 'status', r.status, 'reason', r.reason,
      'automatic', r.automatic, 'requestId', r.request_id) order by r.id)
    from refund r where r.payment_id = p.id) end as refunds`;

/** Payments by their own ids and by their orders', in one statement. */
export async function loadPayments(
  db: Queryable,
  keys: { ids?: readonly string[]; orderIds?: readonly string[] },
): Promise<StoredPayment[]> {
  const rows = await db.sql<Row[]>`
    select ${columns(db)} from payment p
    where p.id = any(${[...(keys.ids ?? [])]}::uuid[]) or p.order_id = any(${[...(keys.orderIds ?? [])]}::uuid[])`;
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
  const rows = await db.sql<(Row & { begun: boolean })[]>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(
        payments.map(({ amount, ...rest }) => ({ ...rest, ...amount })),
      )}::text::jsonb) as a("id" uuid, "orderId" uuid, "userId" uuid, "minor" bigint, "currency" text,
        "cardToken" text, "returnUrl" text, "feeBps" integer, "goodsHeldUntil" timestamptz)
    ), p as (
      insert into payment
        (id, order_id, user_id, amount_minor, currency, status, wish, card_token, return_url, fee_bps,
          goods_held_until, due_at)
      select a."id", a."orderId", a."userId", a."minor", a."currency", 'STARTING',
        case when c.order_id is null then 'HOLD' else 'GIVE_BACK' end, a."cardToken", a."returnUrl",
        a."feeBps", a."goodsHeldUntil", now() + ${dueInMs} * interval '1 ms'
      from asked a left join cancelled_order c on c.order_id = a."orderId"
      order by a."orderId"
      on conflict (order_id) do nothing
      returning *
    )
    select ${columns(db)}, true as begun from p
    union all
    select ${columns(db)}, false as begun from payment p join asked a on p.order_id = a."orderId"`;
  const byOrder = new Map(rows.map((row) => [row.order_id, fromRow(row)]));
  const begun = new Set(rows.filter((row) => row.begun).map((row) => row.order_id));
  // An order whose payment another process began in the same instant is in neither half: it can be read by now.
  const missing = payments.map(({ orderId }) => orderId).filter((orderId) => !byOrder.has(orderId));
  if (missing.length > 0)
    for (const payment of await loadPayments(db, { orderIds: missing })) byOrder.set(payment.orderId, payment);
  return { byOrder, begun };
}

/**
 * Saves changes with their ledger entries, refunds, provider events and outgoing events, in one statement and so all or
 * none of each payment. A payment that changed since it was loaded is left alone.
 * @returns the ids of the payments that were saved
 */
export async function saveChanges(
  db: Database,
  changes: readonly Change[],
  noted: readonly NotedEvent[],
): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }[]>`
    with change as (
      select * from jsonb_to_recordset(${JSON.stringify(changes.map(changedColumns))}::text::jsonb) as c(
        id uuid, version integer, status text, wish text, held boolean, capture_minor bigint, captured_minor bigint,
        returned_minor bigint, provider_id text, redirect_url text, reason text, card_token text, due_in_ms float8)
    ), locked as (
      select p.id from payment p join change c on c.id = p.id and c.version = p.version
      order by p.id for no key update of p
    ), saved as (
      update payment p set status = c.status, wish = c.wish, held = c.held, capture_minor = c.capture_minor,
        captured_minor = c.captured_minor, returned_minor = c.returned_minor, provider_id = c.provider_id, redirect_url = c.redirect_url,
        reason = c.reason, card_token = c.card_token, version = p.version + 1, attempts = 0, updated_at = now(),
        due_at = now() + c.due_in_ms * interval '1 ms'
      from change c join locked using (id)
      where p.id = c.id
      returning p.id
    ), refunded as (
      insert into refund (id, payment_id, amount_minor, status, reason, automatic, request_id)
      select r.id, r.payment_id, r.minor, r.status, r.reason, r.automatic, r."requestId"
      from jsonb_to_recordset(${JSON.stringify(changes.flatMap(refundColumns))}::text::jsonb) as r(
        id uuid, payment_id uuid, minor bigint, status text, reason text, automatic boolean, "requestId" uuid)
      join saved on saved.id = r.payment_id
      on conflict (id) do update set status = excluded.status, reason = excluded.reason
    ), requested as (
      insert into staff_request (requested_by, idempotency_key, input_digest, payment_id, refund_id)
      select r."requestedBy", r."idempotencyKey", r."inputDigest", r.payment_id, r."refundId"
      from jsonb_to_recordset(${JSON.stringify(changes.flatMap(requestColumns))}::text::jsonb) as r(
        payment_id uuid, "requestedBy" uuid, "idempotencyKey" text, "inputDigest" text, "refundId" uuid)
      join saved on saved.id = r.payment_id
    ), booked as (
      insert into ledger_transfer
        (payment_id, version, line, kind, debit, credit, amount_minor, currency, refund_id)
      select t.payment_id, t.version, t.line, t.kind, t.debit, t.credit, t.minor, t.currency, t."refundId"
      from jsonb_to_recordset(${JSON.stringify(changes.flatMap(transferColumns))}::text::jsonb) as t(
        payment_id uuid, version integer, line smallint, kind ledger_kind, debit ledger_account,
        credit ledger_account, minor bigint, currency text, "refundId" uuid)
      join saved on saved.id = t.payment_id
    ), noted as (
      insert into provider_event (id, payment_id, kind, body, outcome)
      select n.id, n."paymentId", n.kind, n.body, n.outcome
      from jsonb_to_recordset(${JSON.stringify(noted)}::text::jsonb) as n(
        id text, "paymentId" uuid, kind text, body jsonb, outcome text)
      where n."paymentId" not in (select id from change) or n."paymentId" in (select id from saved)
      on conflict (id) do nothing
    ), told as (
      insert into outbox (topic, key, headers, payload)
      select e.topic, e.key, e.headers, e.payload
      from jsonb_to_recordset(${JSON.stringify(changes.flatMap(eventColumns))}::text::jsonb) as e(
        place integer, payment_id uuid, topic text, key text, headers jsonb, payload text)
      join saved on saved.id = e.payment_id
      order by e.place
    )
    select id from saved`;
  return new Set(rows.map(({ id }) => id));
}

const changedColumns = ({ payment, dueInMs }: Change) => ({
  id: payment.id,
  version: payment.version,
  status: payment.status,
  wish: payment.wish,
  held: payment.held,
  capture_minor: payment.captureMinor,
  captured_minor: payment.capturedMinor,
  returned_minor: returnedMinor(payment),
  provider_id: payment.providerId,
  redirect_url: payment.redirectUrl,
  reason: payment.reason,
  card_token: payment.cardToken,
  due_in_ms: dueInMs,
});

const refundColumns = ({ payment }: Change) => payment.refunds.map((refund) => ({ ...refund, payment_id: payment.id }));

const requestColumns = ({ payment, requests }: Change) =>
  requests.map((request) => ({ ...request, payment_id: payment.id }));

const transferColumns = ({ payment, entries }: Change) =>
  entries
    .flatMap(({ kind, refundId, transfers }) => transfers.map((transfer) => ({ ...transfer, kind, refundId })))
    .map((transfer, line) => ({
      ...transfer,
      line,
      payment_id: payment.id,
      version: payment.version + 1,
      currency: payment.amount.currency,
    }));

const eventColumns = ({ payment, events }: Change) =>
  events.map((event, place) => ({ ...event, place, payment_id: payment.id }));
