import { type ConsumerDefinition, defineConsumer } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { paymentRefunded, paymentRefundRefused, returnLabelIssued, returnReceived } from '#schema/events.ts';
import { advanceOrders } from '../commands/advance-orders.ts';
import { advanceReturns, type ReturnStep } from '../commands/advance-returns.ts';
import { type Return, returnsOfOrders, wholeOrdersBack } from '../store/returns.ts';

const events = [returnLabelIssued, returnReceived, paymentRefunded, paymentRefundRefused] as const;
type Received = ReceivedFrom<(typeof events)[number]>;

/**
 * Brings labels, goods and money to their returns, and tells the order process of goods that came back. It has an inbox:
 * goods that arrive in parts are counted, and a repetition must not count twice.
 */
export const returnsConsumer = ({
  db,
  outbox,
  clock,
}: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>): ConsumerDefinition =>
  defineConsumer({
    name: 'returns',
    events,
    handle: async (tx, received) => {
      const now = clock();
      const paidBack = received.flatMap(({ type, data }) =>
        type === 'payment.PaymentRefunded' && data.whole ? [data.orderId] : [],
      );
      const closed = paidBack.length > 0 ? await returnsOfOrders(tx, paidBack) : [];
      const steps = received.flatMap((event) => stepsOf(event, closed));
      if (steps.length === 0) return;
      const outcomes = await advanceReturns(tx, outbox, steps, now);
      const arrived = new Map<string, ReturnStep['cause']>();
      for (const [index, outcome] of outcomes.entries()) {
        const { event, cause } = steps[index]!;
        if (outcome?.decision.kind === 'moved' && event.type === 'GoodsReceived')
          arrived.set(outcome.return.orderId, cause);
      }
      if (arrived.size === 0) return;
      const whole = new Set(await wholeOrdersBack(tx, [...arrived.keys()]));
      const returned = [...arrived].map(([orderId, cause]) => {
        const event = { type: 'GoodsReturned', whole: whole.has(orderId) } as const;
        return { orderId, event, cause };
      });
      const { told } = await advanceOrders(tx, returned, now);
      if (told) tx.afterCommit(() => void outbox.announce(db).catch(() => {}));
    },
  });

/** @param closed returns of orders whose whole money is back: it is theirs, whoever asked for it */
function stepsOf({ type, id, correlationId, data }: Received, closed: readonly Return[]): ReturnStep[] {
  const cause = { id, correlationId };
  switch (type) {
    case 'logistics.ReturnLabelIssued': {
      const { returnId, carrier, trackingNumber, labelUrl: url } = data;
      return [{ returnId, event: { type: 'LabelIssued', label: { carrier, trackingNumber, url } }, cause }];
    }
    case 'logistics.ReturnReceived':
      return [{ returnId: data.returnId, event: { type: 'GoodsReceived', lines: data.lines }, cause }];
    case 'payment.PaymentRefundRefused':
      return [{ returnId: data.refundRequestId, event: { type: 'RefundRefused', reason: data.reason }, cause }];
    case 'payment.PaymentRefunded': {
      const paid = closed.filter(({ orderId }) => data.whole && orderId === data.orderId).map((one) => one.id);
      const ids = new Set(data.refundRequestId ? [...paid, data.refundRequestId] : paid);
      return [...ids].map((returnId) => ({ returnId, event: { type: 'MoneyReturned' }, cause }));
    }
  }
}
