import { type ConsumerDefinition, defineConsumer, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import type { RegionalDesk } from '../commands/regional-desk.ts';
import type { CausedCommand, ReservationDesk } from '../commands/reservation-desk.ts';
import { stockAnswered, stockChanged, stockRequested } from '../events.ts';
import { noteLent } from '../store/regional-holds.ts';
import type { RegionalStock } from '../store/regional-stock.ts';

function commandOf({ data, id, correlationId, region }: ReceivedFrom<typeof stockRequested>): CausedCommand {
  const { orderId, command: kind, lines, destination } = data;
  const about = { orderId, cause: { correlationId, id }, home: region };
  switch (kind) {
    case 'SELL':
      return { kind, ...about, lines, ...(destination ? { destination } : {}) };
    case 'HOLD_AGAIN':
      return { kind, ...about, lines };
    case 'TAKE_BACK':
      return { kind, ...about, warehouseId: data.warehouseId! };
    case 'RELEASE':
    case 'CANCEL':
      return { kind, ...about };
  }
}

/** What befell other regions' orders whose goods are here: decided as for orders of this region, and answered to theirs. */
export const regionalRequestsConsumer = (desk: ReservationDesk, here: string): ConsumerDefinition =>
  defineConsumer({
    name: 'regional-requests',
    events: [stockRequested],
    ofOtherRegions: true,
    async handle(tx, events) {
      const ours = events.filter(({ data }) => data.region === here);
      if (ours.length === 0) return;
      await noteLent(
        tx,
        ours.map(({ data: { orderId }, region }) => ({ orderId, region: region! })),
      );
      await desk.settle(tx, ours.map(commandOf));
    },
  });

/** What other regions said of this region's orders. */
export const regionalAnswersConsumer = (desk: RegionalDesk, here: string): ConsumerDefinition =>
  defineConsumer({
    name: 'regional-answers',
    events: [stockAnswered],
    ofOtherRegions: true,
    handle: (tx, events) =>
      desk.take(
        tx,
        events
          .filter(({ data }) => data.region === here)
          .map(({ data: { orderId, outcome, expiresAt, allocations }, region, id, correlationId }) => ({
            orderId,
            region: region!,
            outcome,
            expiresAt: expiresAt === null ? null : new Date(expiresAt),
            allocations,
            cause: { correlationId, id },
          })),
      ),
  });

/** How many other regions can sell, as they tell of each change. */
export const regionalStockConsumer = (stock: RegionalStock): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'regional-stock',
    events: [stockChanged],
    ofOtherRegions: true,
    handle: (events) =>
      stock.tell(
        events.map(({ data: { variantId, available, at }, region }) => ({ region: region!, variantId, available, at })),
      ),
  });
