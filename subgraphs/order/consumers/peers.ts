import { type ConsumerDefinition, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import type { ReceivedFrom } from '#kernel/messages/event.ts';
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
import type { ProcessRunner } from '../commands/process-runner.ts';
import type { ProcessEvent } from '../domain/order-process.ts';
import { cancellationRequested, orderCancelled, orderPlaced } from '../events.ts';

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
export const processConsumer = (runner: ProcessRunner): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'process',
    events,
    handle: (received) =>
      runner.send(
        received.map((event) => ({
          orderId: event.data.orderId,
          event: processEventOf(event),
          cause: { id: event.id, correlationId: event.correlationId },
        })),
      ),
  });

/** Lets a runner that keeps orders in mind look at those that were placed or called off. */
export const lookConsumer = (look: NonNullable<ProcessRunner['look']>): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'look',
    events: [orderPlaced, cancellationRequested, orderCancelled],
    handle: (received) => look(received.map(({ data }) => data.orderId)),
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
