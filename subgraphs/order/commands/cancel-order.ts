import { isId } from '#kernel/ids.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { type BrokenRule, checkKey } from '../domain/checkout.ts';
import type { OrderStatus } from '../domain/order.ts';
import { freeCancellationKey, takeCancellationKey } from '../store/cancellations.ts';
import type { Order } from '../store/orders.ts';
import { advanceOrders } from './advance-orders.ts';

/** The mutation's input, as the SDL has it. */
export interface CancelOrderInput {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

export type Cancellation =
  | { readonly kind: 'cancelled'; readonly orderId: string }
  | { readonly kind: 'not-cancellable'; readonly status: OrderStatus }
  | { readonly kind: 'not-found'; readonly id: string }
  | { readonly kind: 'conflict' }
  | ({ readonly kind: 'invalid' } & BrokenRule);

/** Who cancels: the buyer may end their own orders, staff any. */
export interface Canceller {
  readonly userId: string;
  readonly isStaff: boolean;
}

export interface CancelOrderParts extends Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'> {
  /** Reads an order by id. */
  readonly orderOf: (id: string) => Promise<Order | null>;
}

/**
 * Calls an order off. Key, decision and announcements are saved in one transaction, so a repeated request either finds
 * the key with what it did or does it now. A refusal leaves the key free.
 */
export async function cancelOrder(
  { db, outbox, clock, orderOf }: CancelOrderParts,
  { userId, isStaff }: Canceller,
  { orderId, idempotencyKey: key }: CancelOrderInput,
): Promise<Cancellation> {
  const broken = checkKey(key);
  if (broken) return { kind: 'invalid', ...broken };
  const order = isId(orderId) ? await orderOf(orderId) : null;
  if (!order || !(isStaff || order.userId === userId)) return { kind: 'not-found', id: orderId };
  const event = { type: 'CancelRequested', by: order.userId === userId ? 'BUYER' : 'STAFF' } as const;
  let told = false;
  const cancellation = await db.transaction(async (tx): Promise<Cancellation> => {
    const earlier = await takeCancellationKey(tx, userId, key, order.id);
    if (earlier) return earlier === order.id ? { kind: 'cancelled', orderId: order.id } : { kind: 'conflict' };
    const { outcomes, ...advanced } = await advanceOrders(tx, [{ orderId: order.id, event }], clock());
    const [outcome] = outcomes;
    told = advanced.told;
    if (outcome?.decision.kind === 'moved') return { kind: 'cancelled', orderId: order.id };
    await freeCancellationKey(tx, userId, key);
    return { kind: 'not-cancellable', status: outcome!.order.state.status };
  });
  if (told) await outbox.announce(db);
  return cancellation;
}
