import { type ConsumerDefinition, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import { orderCancelled, orderPaid, reservationConfirmed } from '#schema/events.ts';
import type { News, ShipmentPlanner } from '../commands/plan-shipments.ts';

type FulfilmentEvent = ReceivedFrom<typeof orderPaid | typeof orderCancelled | typeof reservationConfirmed>;

function newsOf(event: FulfilmentEvent): News {
  const { orderId } = event.data;
  const nothing = { orderId, userId: null, address: null, deliverySlotId: null, allocations: null, cancelled: false };
  const cause = { correlationId: event.correlationId, id: event.id };
  switch (event.type) {
    case 'order.OrderPaid': {
      const { userId, address, deliverySlotId } = event.data;
      return { delivery: { ...nothing, userId, address, deliverySlotId }, cause };
    }
    case 'inventory.ReservationConfirmed':
      return { delivery: { ...nothing, allocations: event.data.allocations }, cause };
    case 'order.OrderCancelled':
      return { delivery: { ...nothing, cancelled: true }, cause };
  }
}

/** What order and inventory tell, whichever comes first: one line, so that both kinds share transactions. */
export const fulfilmentConsumer = (planner: ShipmentPlanner): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'fulfilment',
    events: [orderPaid, reservationConfirmed, orderCancelled],
    handle: (events) => planner.take(events.map(newsOf)),
  });
