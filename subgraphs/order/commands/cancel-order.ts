import { setTimeout as delay } from 'node:timers/promises';
import { isId } from '#kernel/ids.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { isBeingCancelled } from '../domain/order-process.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import { type Order, ordersByIds } from '../store/orders.ts';
import { advanceOrders } from './advance-orders.ts';
import { type Actor, type Done, type KeyRefusal, oncePerKey } from './once-per-key.ts';

/** The mutation's input, as the SDL has it. */
export interface CancelOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

export type CancellationRefusal =
  | KeyRefusal
  | { readonly kind: 'not-cancellable'; readonly status: OrderStatus }
  | { readonly kind: 'not-found'; readonly id: string };

/** How long the answer waits for the parcels to be stopped, in ms: a moment's work while all is well. */
const WAIT_MS = 5_000;

export interface CancelOrderParts extends Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'> {
  /** Reads an order by id. */
  readonly orderOf: (id: string) => Promise<Order | null>;
}

/**
 * Calls an order off. A paid one is cancelled once logistics has stopped its parcels; that is waited for, and where a
 * parcel was faster, the order is not cancellable after all.
 */
export async function cancelOrder(
  { db, outbox, clock, orderOf }: CancelOrderParts,
  { userId, isStaff, by: acting }: Actor,
  { orderId: asked, idempotencyKey: key }: CancelOrderInput,
): Promise<Done | CancellationRefusal> {
  if (!isId(asked)) return { kind: 'not-found', id: asked };
  const orderId = asked.toLowerCase();
  const request = { userId, key, command: ['cancelOrder', orderId] as const, subjectId: orderId };
  const outcome = await oncePerKey<CancellationRefusal>(db, request, async (tx) => {
    const [order] = await ordersByIds(tx, [orderId]);
    if (!order || !(isStaff || order.userId === userId)) return { kind: 'not-found', id: orderId };
    const event = { type: 'CancelRequested', by: order.userId === userId ? 'BUYER' : 'STAFF' } as const;
    const { outcomes, told } = await advanceOrders(
      tx,
      [{ orderId, event, cause: { correlationId: orderId, ...acting } }],
      clock(),
    );
    const { order: found, decision } = outcomes[0]!;
    if (decision.kind === 'ignored') return { kind: 'not-cancellable', status: found.state.status };
    // Should telling the relay fail, it looks by itself within a second.
    if (told) tx.afterCommit(() => void outbox.announce(db).catch(() => {}));
    return { kind: 'done', id: orderId };
  });
  if (outcome.kind !== 'done') return outcome;
  const until = performance.now() + WAIT_MS;
  for (let pause = 10; ; pause = Math.min(200, pause * 2)) {
    const order = (await orderOf(orderId))!;
    // Its reason is taken back when a parcel cannot be stopped.
    if (order.cancelReason === null) return { kind: 'not-cancellable', status: order.status };
    if (!isBeingCancelled(order) || performance.now() > until) return outcome;
    await delay(pause);
  }
}
