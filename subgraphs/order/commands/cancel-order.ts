import { isId } from '#kernel/ids.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import type { OrderStatus } from '../domain/order.ts';
import { ordersByIds } from '../store/orders.ts';
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

/** Calls an order off. */
export async function cancelOrder(
  { db, outbox, clock }: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>,
  { userId, isStaff }: Actor,
  { orderId, idempotencyKey: key }: CancelOrderInput,
): Promise<Done | CancellationRefusal> {
  if (!isId(orderId)) return { kind: 'not-found', id: orderId };
  const request = { userId, key, command: ['cancelOrder', orderId] as const, subjectId: orderId };
  return oncePerKey<CancellationRefusal>(db, request, async (tx) => {
    const [order] = await ordersByIds(tx, [orderId]);
    if (!order || !(isStaff || order.userId === userId)) return { kind: 'not-found', id: orderId };
    const event = { type: 'CancelRequested', by: order.userId === userId ? 'BUYER' : 'STAFF' } as const;
    const { outcomes, told } = await advanceOrders(tx, [{ orderId, event }], clock());
    const { order: found, decision } = outcomes[0]!;
    if (decision.kind === 'ignored') return { kind: 'not-cancellable', status: found.state.status };
    // Should telling the relay fail, it looks by itself within a second.
    if (told) tx.afterCommit(() => void outbox.announce(db).catch(() => {}));
    return { kind: 'done', id: orderId };
  });
}
