import { defineIdempotentConsumer, UNHURRIED_MS } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import { looksLikeCardNumber } from '#schema/card-token.ts';
import { orderCancelled, orderPaid, refundRequested } from '#schema/events.ts';
import type { Decisions, Submission } from '../commands/decisions.ts';
import type { PaymentInput } from '../domain/payment.ts';

/**
 * Lets payments hear what became of their orders: paid, the money is taken; cancelled, it is given back; asked back, it is
 * refunded once per request. No inbox: a payment ignores what it has heard before, and a cancelled one stays cancelled,
 * so no order of arrival is wrong.
 * @param options `captures` is false where staff takes the money; `rememberCancelled` keeps the ids of cancelled orders
 *   that have no payment
 */
export const createOrderConsumer = (options: {
  decisions: Decisions;
  captures: boolean;
  rememberCancelled: (orderIds: readonly string[]) => Promise<void>;
}) =>
  defineIdempotentConsumer({
    name: 'order',
    events: options.captures ? [orderPaid, orderCancelled, refundRequested] : [orderCancelled, refundRequested],
    gatherMs: UNHURRIED_MS,
    handle: async (events) => {
      const submissions = events.map(
        (event): Submission => ({
          key: { orderId: event.data.orderId },
          input: inputOf(event),
          cause: { id: event.id, correlationId: event.correlationId },
        }),
      );
      const submitAll = (those: Submission[]) => Promise.all(those.map((one) => options.decisions.submit(one)));
      const answers = await submitAll(submissions);
      const withoutPayment = submissions.filter(
        ({ input }, place) => input.type === 'order-cancelled' && answers[place] === undefined,
      );
      if (withoutPayment.length === 0) return;
      await options.rememberCancelled(withoutPayment.flatMap(({ key }) => ('orderId' in key ? [key.orderId] : [])));
      // One may have been begun between the look and the note.
      await submitAll(withoutPayment);
    },
  });

function inputOf(event: ReceivedFrom<typeof orderPaid | typeof orderCancelled | typeof refundRequested>): PaymentInput {
  switch (event.type) {
    case 'order.OrderPaid':
      return { type: 'order-paid' };
    case 'order.OrderCancelled':
      return { type: 'order-cancelled' };
    case 'order.RefundRequested': {
      const { refundRequestId: requestId, amount, reason } = event.data;
      // Buyers write reasons, and what looks like a card in one is not kept.
      return { type: 'refund-requested', requestId, amount, reason: looksLikeCardNumber(reason) ? '—' : reason };
    }
  }
}
