import { hasLeft } from '#subgraphs/logistics/domain/shipment.ts';
import {
  lines,
  type Message,
  type OrderWorld,
  plan,
  type Reader,
  reach,
  reachPayment,
  reachReturn,
  say,
  stock,
  stop,
  type Topic,
  type World,
} from './order-world.ts';

const ADDRESS = {} as never;

/** Those that record what they have taken effect of; the others ignore by themselves what comes again. */
const WITH_INBOX: readonly Reader[] = ['returns', 'inventory'];

/** What each reader does with a message. */
const TAKE: Record<Reader, (world: World, order: OrderWorld, message: Message) => void> = {
  process(world, order, { type, data }) {
    const paymentId = order.payment.id;
    switch (type) {
      case 'PaymentAuthorized':
      case 'PaymentDeclined':
      case 'PaymentVoided':
        return reach(world, order, { type, paymentId });
      case 'PaymentRefunded':
        return reach(world, order, { type, paymentId, whole: data.whole! });
      case 'StockReserved':
        return reach(world, order, { type, expiresAt: new Date(data.expiresAt!) });
      case 'StockRefused':
      case 'ShipmentsStopped':
      case 'StopRefused':
        return reach(world, order, { type });
      case 'ShipmentsPlanned':
        return reach(world, order, { type, shipmentIds: data.shipmentIds! });
      case 'ShipmentMoved':
        return reach(world, order, { type, shipmentId: data.shipmentId!, step: data.step! });
    }
  },
  returns(world, order, { type, data }) {
    if (type === 'ReturnReceived') {
      const received = [{ orderLineId: 'l', restock: data.quantity!, writeOff: 0 }];
      reachReturn(world, order, { type: 'GoodsReceived', lines: received });
    }
    if (type === 'PaymentRefunded' && (data.whole || data.request))
      reachReturn(world, order, { type: 'MoneyReturned' });
    if (type === 'PaymentRefundRefused') reachReturn(world, order, { type: 'RefundRefused', reason: 'x' });
  },
  payment(_, order, { type, data }) {
    if (type === 'OrderPaid') reachPayment(order, { type: 'order-paid' });
    if (type === 'OrderCancelled') reachPayment(order, { type: 'order-cancelled' });
    if (type === 'RefundRequested')
      reachPayment(order, {
        ...{ type: 'refund-requested', requestId: 'r', reason: 'return' },
        amount: { minor: data.minor!, currency: 'EUR' },
      });
  },
  inventory(world, order, { type, data }) {
    const { orderId } = order.payment;
    if (type === 'OrderPaid') stock(world, order, { kind: 'SELL', orderId, lines });
    if (type === 'HoldRequested') stock(world, order, { kind: 'HOLD_AGAIN', orderId, lines });
    if (type === 'OrderCancelled') stock(world, order, { kind: 'CANCEL', orderId });
    if (type === 'ReturnReceived') world.shelves.A!.onHand += data.quantity! as number;
  },
  logistics(world, order, { type }) {
    switch (type) {
      case 'OrderPaid':
        order.delivery = { ...order.delivery, userId: 'u', address: ADDRESS };
        return plan(order);
      case 'ReservationConfirmed':
        order.delivery = { ...order.delivery, allocations: order.reservation!.allocations };
        return plan(order);
      case 'CancellationRequested': {
        const tooLate = order.parcels.some(hasLeft);
        if (!tooLate) stop(world, order);
        return say(order, 'logistics', tooLate ? 'StopRefused' : 'ShipmentsStopped');
      }
      case 'OrderCancelled':
        return stop(world, order);
    }
  },
};

/** A reader takes the next message of a topic. */
export function deliver(world: World, order: OrderWorld, reader: Reader, topic: Topic): void {
  const key = `${reader} ${topic}`;
  const offset = order.offsets[key] ?? 0;
  const message = order.topics[topic][offset]!;
  order.offsets[key] = offset + 1;
  if (WITH_INBOX.includes(reader)) {
    // What it has taken effect of is always the beginning of a topic.
    if (offset < (order.inbox[key] ?? 0)) return;
    order.inbox[key] = offset + 1;
  }
  TAKE[reader](world, order, message);
}
