import { type ConsumerDefinition, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import {
  paymentAuthorized,
  paymentDeclined,
  paymentRefunded,
  paymentVoided,
  shipmentMoved,
  shipmentsPlanned,
  shipmentsStopped,
  stockRefused,
  stockReserved,
  stopRefused,
} from '#schema/events.ts';
import { advanceOrders, type KnownOrders } from '../commands/advance-orders.ts';
import type { ProcessEvent } from '../domain/order-process.ts';

const events = [
  paymentAuthorized,
  paymentDeclined,
  paymentVoided,
  paymentRefunded,
  stockReserved,
  stockRefused,
  shipmentsPlanned,
  shipmentMoved,
  shipmentsStopped,
  stopRefused,
] as const;

/**
 * Brings the events of payment, inventory and logistics to their orders: one line, so that they share statements. It has
 * no inbox: the order process itself ignores what comes again.
 */
export const processConsumer = (
  { db, outbox, clock }: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>,
  known: KnownOrders,
): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'process',
    events,
    handle: async (received) => {
      const steps = received.map((event) => ({
        orderId: event.data.orderId,
        event: processEventOf(event),
        cause: { id: event.id, correlationId: event.correlationId },
      }));
      const { told } = await advanceOrders(db, steps, clock(), known);
      if (told) await outbox.announce(db);
    },
  });

function processEventOf(event: ReceivedFrom<(typeof events)[number]>): ProcessEvent {
  switch (event.type) {
    case 'payment.PaymentAuthorized':
      return { type: 'PaymentAuthorized', paymentId: event.data.paymentId };
    case 'payment.PaymentDeclined':
      return { type: 'PaymentDeclined', paymentId: event.data.paymentId };
    case 'payment.PaymentVoided':
      return { type: 'PaymentVoided', paymentId: event.data.paymentId };
    case 'payment.PaymentRefunded':
      return { type: 'PaymentRefunded', paymentId: event.data.paymentId, whole: event.data.whole };
    case 'inventory.StockReserved':
      return { type: 'StockReserved', expiresAt: new Date(event.data.expiresAt) };
    case 'inventory.StockRefused':
      return { type: 'StockRefused' };
    case 'logistics.ShipmentsPlanned':
      return { type: 'ShipmentsPlanned', shipmentIds: event.data.shipmentIds };
    case 'logistics.ShipmentsStopped':
      return { type: 'ShipmentsStopped' };
    case 'logistics.StopRefused':
      return { type: 'StopRefused' };
    case 'logistics.ShipmentMoved':
      return { type: 'ShipmentMoved', shipmentId: event.data.shipmentId, step: event.data.status };
  }
}
