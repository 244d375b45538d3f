import { type ConsumerDefinition, defineIdempotentConsumer, UNHURRIED_MS } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import { cancellationRequested, orderCancelled, orderPaid, reservationConfirmed } from '#schema/events.ts';
import type { News, ShipmentPlanner } from '../commands/plan-shipments.ts';
import { unknownDelivery } from '../domain/plan.ts';

type FulfilmentEvent = ReceivedFrom<
  typeof orderPaid | typeof cancellationRequested | typeof orderCancelled | typeof reservationConfirmed
>;

function newsOf(event: FulfilmentEvent): News {
  const { orderId } = event.data;
  const nothing = unknownDelivery(orderId);
  const cause = { correlationId: event.correlationId, id: event.id };
  switch (event.type) {
    case 'order.OrderPaid': {
      const { userId, address, deliverySlotId } = event.data;
      return { delivery: { ...nothing, userId, address, deliverySlotId }, cause };
    }
    case 'inventory.ReservationConfirmed':
      return { delivery: { ...nothing, allocations: event.data.allocations }, cause };
    case 'order.CancellationRequested':
      return { delivery: nothing, cause, stop: true };
    case 'order.OrderCancelled':
      return { delivery: { ...nothing, cancelled: true }, cause };
  }
}

/** What order and inventory tell, whichever comes first: one line, so that both kinds share transactions. */
export const fulfilmentConsumer = (planner: ShipmentPlanner): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'fulfilment',
    events: [orderPaid, reservationConfirmed, cancellationRequested, orderCancelled],
    gatherMs: UNHURRIED_MS,
    handle: (events) => planner.take(events.map(newsOf)),
  });
