import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { DeliveryAddress } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { ReturnState, ReturnStatus } from '../domain/return-process.ts';
import { json } from './json.ts';
import type { HistoryEntry } from './orders.ts';

/** A return as it was asked for, with how far its process has come. */
export interface Return extends ReturnState {
  readonly id: string;
  readonly orderId: string;
  readonly userId: string;
  readonly comment: string | null;
  readonly photoKeys: readonly string[];
  readonly currency: string;
  readonly requestedAt: Date;
}

/** A return with what its process needs of the order. */
export interface ProcessedReturn extends Return {
  readonly order: {
    readonly status: OrderStatus;
    readonly money: string;
    readonly address: DeliveryAddress;
  };
}

const COLUMNS = `r.id, r.order_id as "orderId", r.user_id as "userId", r.status, r.reason, r.comment,
  r.photo_keys as "photoKeys", r.lines, r.currency, r.refund_minor as "refundMinor", r.label, r.explanation, r.deadline,
  r.requested_at as "requestedAt"`;

/** Saves a return that was asked for. */
export async function insertReturn({ sql }: Tx, { lines, label, ...row }: Return): Promise<void> {
  await sql`
    insert into returns (id, order_id, user_id, status, reason, comment, photo_keys, lines, currency, refund_minor, label,
      explanation, deadline, requested_at)
    values (${row.id}, ${row.orderId}, ${row.userId}, ${row.status}, ${row.reason}, ${row.comment},
      ${row.photoKeys as string[]}::text[], ${json(lines)}::text::jsonb, ${row.currency}, ${row.refundMinor},
      ${label && JSON.stringify(label)}::text::jsonb, ${row.explanation}, ${row.deadline}, ${row.requestedAt})`;
}

/** Loads returns for their process and locks them, in order of id; unknown ids are left out. */
export async function lockReturns({ sql }: Tx, ids: readonly string[]): Promise<ProcessedReturn[]> {
  return sql<ProcessedReturn[]>`
    select ${sql.unsafe(COLUMNS)}, jsonb_build_object('status', o.status, 'money', o.money, 'address', o.address) as order
    from returns r join orders o on o.id = r.order_id
    where r.id = any(${ids as string[]}::uuid[]) order by r.id for no key update of r`;
}

/** Locks returns whose deadline has passed; those another process is at are left to it. */
export async function lockOverdueReturns({ sql }: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from returns where deadline <= ${now} order by deadline limit ${limit} for no key update skip locked`;
  return rows.map(({ id }) => id);
}

/** Saves what processes of returns decided. */
export async function saveReturns({ sql }: Tx, returns: readonly Return[]): Promise<void> {
  await sql`
    update returns r set status = c.status, lines = c.lines, label = c.label, refund_minor = c."refundMinor",
      explanation = c.explanation, deadline = c.deadline
    from jsonb_to_recordset(${json(returns)}::text::jsonb) as c(
      id uuid, status text, lines jsonb, label jsonb, "refundMinor" bigint, explanation text, deadline timestamptz)
    where r.id = c.id`;
}

/** Notes what reached returns; the entries' `orderId` is the return's id. */
export async function noteHistory({ sql }: Tx, entries: readonly HistoryEntry[]): Promise<void> {
  await sql`
    insert into order_history (order_id, at, event, decision, status, reason, attempts, error)
    select h."orderId", h.at, h.event, h.decision, h.status, h.reason, h.attempts, h.error
    from jsonb_to_recordset(${json(entries)}::text::jsonb) as h(
      "orderId" uuid, at timestamptz, event text, decision text, status text, reason text, attempts int, error text)`;
}

/** Those of these orders of which every piece has come back. */
export async function wholeOrdersBack({ sql }: Tx, orderIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with back as (
      select r.order_id, l."orderLineId", sum(l.restocked + l."writtenOff") as pieces
      from returns r, jsonb_to_recordset(r.lines) as l("orderLineId" uuid, restocked int, "writtenOff" int)
      where r.order_id = any(${orderIds as string[]}::uuid[])
      group by r.order_id, l."orderLineId"
    )
    select l.order_id as id from order_lines l left join back b on b."orderLineId" = l.id
    where l.order_id = any(${orderIds as string[]}::uuid[])
    group by l.order_id having bool_and(coalesce(b.pieces, 0) >= l.quantity)`;
  return rows.map(({ id }) => id);
}

/** Returns by id, in no order; unknown ids are left out. */
export const returnsByIds = async ({ sql }: Queryable, ids: readonly string[]): Promise<Return[]> =>
  sql<Return[]>`select ${sql.unsafe(COLUMNS)} from returns r where r.id = any(${ids as string[]}::uuid[])`;

/** The returns of orders, each order's oldest first. */
export const returnsOfOrders = async ({ sql }: Queryable, orderIds: readonly string[]): Promise<Return[]> =>
  sql<Return[]>`
    select ${sql.unsafe(COLUMNS)} from returns r
    where r.order_id = any(${orderIds as string[]}::uuid[]) order by r.order_id, r.id`;

/** Returns that stand at a status, or all of them, newest first, from after one of them. */
export async function returnsPage(
  { sql }: Queryable,
  status: ReturnStatus | undefined,
  afterId: string | undefined,
  limit: number,
): Promise<Return[]> {
  return sql<Return[]>`
    select ${sql.unsafe(COLUMNS)} from returns r
    where ${status === undefined ? sql`true` : sql`r.status = ${status}`}
      ${afterId === undefined ? sql`` : sql`and r.id < ${afterId}`}
    order by r.id desc limit ${limit}`;
}
