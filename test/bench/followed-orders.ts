import { setTimeout as delay } from 'node:timers/promises';
import type postgres from '#kernel/db/postgres.ts';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { intoOutbox } from '#kernel/messages/outbox.ts';
import { orderStatusChanged } from '#schema/events.ts';
import { ORDER_STATUSES } from '#subgraphs/order/domain/order-status.ts';

export type Sql = ReturnType<typeof postgres>;

/** Statuses in the order of a life; an order is never told one twice, so a bench has so many events of each. */
export const STATUSES = ORDER_STATUSES.slice(1);

/** Orders as they are after `placeOrder`, waiting for their payment for a day. */
export async function makeOrders(sql: Sql, userId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await sql`
    insert into orders (id, number, user_id, cart_id, status, hold, money, hold_expires_at, total_minor, currency, address, placed_at)
    select id, id::text, ${userId}::uuid, id, 'PENDING_PAYMENT', 'HELD', 'AWAITED', now() + interval '1 day', 100, 'RUB',
      '{"recipient":"Bench","phone":null,"country":"RU","region":null,"city":"Москва","street":"1","postalCode":null,"latitude":55.7,"longitude":37.6}',
      now()
    from unnest(${ids}::uuid[]) as made (id)`;
  await sql`
    insert into order_history (order_id, at, event, decision, status)
    select id, now(), 'order.OrderPlaced', 'placed', 'PENDING_PAYMENT' from unnest(${ids}::uuid[]) as made (id)`;
  return ids;
}

/** Commits an event for each order, as order's commands do. */
export async function commit(sql: Sql, orderIds: readonly string[], userId: string, status: string): Promise<void> {
  const at = new Date().toISOString();
  const events = orderIds.map((orderId) => toOutgoing(orderStatusChanged, { orderId, userId, status, at }));
  await sql.begin(async (tx) => {
    await intoOutbox({ sql: tx as never }, events);
    await tx`select pg_notify('order_outbox', '')`;
  });
}

/** A thousand events a second, ten at a time, each order's turn after the other. */
export async function paceEvents(sql: Sql, orderIds: readonly string[], userId: string, count: number): Promise<void> {
  const begun = performance.now();
  const committing: Promise<void>[] = [];
  for (let sent = 0; sent < count; sent += 10) {
    const late = begun + sent - performance.now();
    if (late > 0) await delay(late);
    const some = Array.from({ length: 10 }, (_, index) => orderIds[(sent + index) % orderIds.length]!);
    committing.push(commit(sql, some, userId, STATUSES[Math.floor(sent / orderIds.length)]!));
  }
  await Promise.all(committing);
}
