import type { Logger } from '#kernel/log.ts';
import { type ConsumerDefinition, defineConsumer, UNHURRIED_MS } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import { holdRequested, orderCancelled, orderPaid, shipmentReturned } from '#schema/events.ts';
import type { RegionalDesk } from '../commands/regional-desk.ts';
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
 * nobody took is in stock again. What concerns goods of another region is passed on to it.
 */
export const orderConsumer = (
  desk: ReservationDesk,
  log: Logger,
  regional: RegionalDesk | undefined,
): ConsumerDefinition =>
  defineConsumer({
    name: 'order',
    events: [orderPaid, orderCancelled, holdRequested, shipmentReturned],
    gatherMs: UNHURRIED_MS,
    async handle(tx, events) {
      const all = events.map(commandOf);
      const commands = regional ? await regional.pass(tx, all) : all;
      const answers = await desk.settle(tx, commands);
      for (const [index, answer] of answers.entries()) {
        const { kind, orderId } = commands[index]!;
        if (answer.outcome === 'IGNORED') log.info({ kind, orderId, reason: answer.reason }, 'ignored');
        if (answer.outcome === 'REFUSED') log.warn({ kind, orderId, reason: answer.reason }, 'refused');
      }
    },
  });
