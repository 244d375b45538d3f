import type { Logger } from '#kernel/log.ts';
import { type ConsumerDefinition, defineConsumer } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import { holdRequested, orderCancelled, orderPaid, shipmentReturned } from '#schema/events.ts';
import type { CausedCommand, ReservationDesk } from '../commands/reservation-desk.ts';
import type { Line } from '../domain/allocation.ts';
import { mergeLines } from '../domain/lines.ts';

type OrderEvent = ReceivedFrom<
  typeof orderPaid | typeof orderCancelled | typeof holdRequested | typeof shipmentReturned
>;

const linesOf = (lines: readonly Line[]): Line[] =>
  mergeLines(lines.map(({ variantId, quantity }) => ({ variantId, quantity })));

function commandOf(event: OrderEvent): CausedCommand {
  const { orderId } = event.data;
  const cause = { correlationId: event.correlationId, id: event.id };
  switch (event.type) {
    case 'order.OrderPaid': {
      const { latitude, longitude } = event.data.address;
      return {
        kind: 'SELL',
        orderId,
        lines: linesOf(event.data.lines),
        ...(latitude !== null && longitude !== null ? { destination: { latitude, longitude } } : {}),
        cause,
      };
    }
    case 'order.HoldRequested':
      return { kind: 'HOLD_AGAIN', orderId, lines: linesOf(event.data.lines), cause };
    case 'order.OrderCancelled':
      return { kind: 'CANCEL', orderId, cause };
    case 'logistics.ShipmentReturned':
      return { kind: 'TAKE_BACK', orderId, warehouseId: event.data.warehouseId, cause };
  }
}

/**
 * Paid orders' holds become sales, cancelled orders' stock comes back, late money is given a second hold; a parcel that
 * nobody took is in stock again.
 */
export const orderConsumer = (desk: ReservationDesk, log: Logger): ConsumerDefinition =>
  defineConsumer({
    name: 'order',
    events: [orderPaid, orderCancelled, holdRequested, shipmentReturned],
    async handle(tx, events) {
      const answers = await desk.settle(tx, events.map(commandOf));
      for (const [index, answer] of answers.entries()) {
        const { type, data } = events[index]!;
        if (answer.outcome === 'IGNORED') log.info({ type, orderId: data.orderId, reason: answer.reason }, 'ignored');
        if (answer.outcome === 'REFUSED') log.warn({ type, orderId: data.orderId, reason: answer.reason }, 'refused');
      }
    },
  });
