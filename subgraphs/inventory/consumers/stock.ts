import { type ConsumerDefinition, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import { stockChanged } from '../events.ts';
import type { AvailabilityBoard } from '../store/availability.ts';

/** Brings what one process changed to the availability all processes show. */
export const stockConsumer = (board: AvailabilityBoard): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'stock',
    events: [stockChanged],
    handle: (events) => board.spread(events.map(({ data: { variantId, available } }) => ({ variantId, available }))),
  });
