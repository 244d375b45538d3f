import { type EventCause, type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Announcement, ProcessState } from '../domain/order-process.ts';
import {
  cancellationRequested,
  holdRequested,
  orderCancelled,
  orderPaid,
  orderPlaced,
  orderStatusChanged,
} from '../events.ts';
import type { NewOrder } from '../store/orders.ts';
import type { ProcessedOrder } from '../store/processes.ts';

/** The message or the person that led to an event. */
export type Cause = Omit<EventCause, 'time'>;

/** What the house is told of a new order. An order's events are correlated by its id. */
export const placedAnnouncement = ({ order, lines, by }: NewOrder): OutgoingEvent =>
  toOutgoing(
    orderPlaced,
    {
      orderId: order.id,
      userId: order.userId,
      status: order.status,
      at: order.placedAt.toISOString(),
      number: order.number,
      cartId: order.cartId,
      lines: [...lines],
      totalMinor: order.totalMinor,
      currency: order.currency,
      holdExpiresAt: order.holdExpiresAt.toISOString(),
    },
    { correlationId: order.id, ...by },
  );

/**
 * The event of an announcement of the order process.
 * @param state the order as it is after the decision
 */
export function announcement(
  what: Announcement,
  order: ProcessedOrder,
  { status, paymentId, cancelReason }: ProcessState,
  at: Date,
  cause: Cause = { correlationId: order.id },
): OutgoingEvent {
  const { id, userId, number, totalMinor, currency, deliverySlotId } = order;
  const common = { orderId: id, userId, status, at: at.toISOString() };
  // Lines and address are loaded of orders that wait for their payment, and only those sell or ask for goods.
  const lines = [...(order.lines ?? [])];
  switch (what) {
    case 'HoldRequested':
      return toOutgoing(holdRequested, { ...common, lines }, cause);
    case 'OrderPaid': {
      const bought = { number, paymentId: paymentId!, lines, totalMinor, currency, deliverySlotId };
      return toOutgoing(orderPaid, { ...common, ...bought, address: order.address! }, cause);
    }
    case 'CancellationRequested':
      return toOutgoing(cancellationRequested, { ...common, reason: cancelReason! }, cause);
    case 'OrderCancelled':
      return toOutgoing(orderCancelled, { ...common, reason: cancelReason!, paymentId }, cause);
    case 'OrderStatusChanged':
      return toOutgoing(orderStatusChanged, common, cause);
  }
}
