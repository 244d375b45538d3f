import { defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import { orderPlaced } from '#schema/events.ts';
import type { Carts } from '../store/carts.ts';

/** What was ordered leaves the cart, once per order however often the event comes; what was added meanwhile stays. */
export const orderConsumer = (carts: Carts) =>
  defineIdempotentConsumer({
    name: 'order',
    events: [orderPlaced],
    handle: async (events) => {
      await Promise.all(events.map(({ data }) => carts.takeOrder({ ...data, placedAt: new Date(data.at) })));
    },
  });
