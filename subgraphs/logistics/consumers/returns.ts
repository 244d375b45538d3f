import { type ConsumerDefinition, defineConsumer } from '#kernel/messages/consumer.ts';
import { returnApproved } from '#schema/events.ts';
import type { ReturnDesk } from '../commands/return-desk.ts';

/** An approved return needs a label, and a warehouse that awaits it. */
export const returnsConsumer = (desk: ReturnDesk): ConsumerDefinition =>
  defineConsumer({
    name: 'returns',
    events: [returnApproved],
    handle: (tx, events) =>
      desk.await(
        tx,
        events.map(({ data }) => data),
      ),
  });
