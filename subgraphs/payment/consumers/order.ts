import { defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import { orderCancelled, orderPaid } from '#schema/events.ts';
import type { Decisions, Submission } from '../commands/decisions.ts';

/**
 * Lets payments hear what became of their orders: paid, the money is taken; cancelled, it is given back. No inbox: a
 * payment ignores what it has heard before, and a cancelled one stays cancelled, so no order of arrival is wrong.
 * @param rememberCancelled keeps the ids of cancelled orders that have no payment
 */
export const createOrderConsumer = (
  decisions: Decisions,
  rememberCancelled: (orderIds: readonly string[]) => Promise<void>,
) =>
  defineIdempotentConsumer({
    name: 'order',
    events: [orderPaid, orderCancelled],
    handle: async (events) => {
      const submissions = events.map(
        ({ type, id, correlationId, data }): Submission => ({
          key: { orderId: data.orderId },
          input: { type: type === 'order.OrderPaid' ? 'order-paid' : 'order-cancelled' },
          cause: { id, correlationId },
        }),
      );
      const submitAll = (those: Submission[]) => Promise.all(those.map((one) => decisions.submit(one)));
      const answers = await submitAll(submissions);
      const withoutPayment = submissions.filter(
        ({ input }, place) => input.type === 'order-cancelled' && answers[place] === undefined,
      );
      if (withoutPayment.length === 0) return;
      await rememberCancelled(withoutPayment.flatMap(({ key }) => ('orderId' in key ? [key.orderId] : [])));
      // One may have been begun between the look and the note.
      await submitAll(withoutPayment);
    },
  });
