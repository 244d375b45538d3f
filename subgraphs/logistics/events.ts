import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

const SHIPMENT_STATUSES = [
  'PLANNED',
  'PICKING',
  'PACKED',
  'HANDED_OVER',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'CANCELLED',
  'RETURNED',
] as const;

export const shipmentsPlanned = defineEvent({
  type: 'logistics.ShipmentsPlanned',
  key: 'orderId',
  description: 'A paid order was split into the shipments that will bring it.',
  schema: z.object({ orderId: z.uuid(), userId: z.uuid(), shipmentIds: z.array(z.uuid()), at: z.iso.datetime() }),
});

export const shipmentMoved = defineEvent({
  type: 'logistics.ShipmentMoved',
  key: 'orderId',
  description: 'A shipment took a step, or was seen somewhere else on its way.',
  schema: z.object({
    shipmentId: z.uuid(),
    orderId: z.uuid(),
    userId: z.uuid(),
    status: z.enum(SHIPMENT_STATUSES),
    trackingEventId: z.uuid(),
    at: z.iso.datetime(),
  }),
});

export const shipmentsStopped = defineEvent({
  type: 'logistics.ShipmentsStopped',
  key: 'orderId',
  description: 'Not a parcel of an order left the house, and none will: its money and goods may go back.',
  schema: z.object({ orderId: z.uuid(), at: z.iso.datetime() }),
});

export const stopRefused = defineEvent({
  type: 'logistics.StopRefused',
  key: 'orderId',
  description: 'The parcels of an order cannot be stopped: a carrier has had one.',
  schema: z.object({ orderId: z.uuid(), at: z.iso.datetime() }),
});

export const shipmentReturned = defineEvent({
  type: 'logistics.ShipmentReturned',
  key: 'orderId',
  description: 'Nobody took a parcel, and it is back where it came from: its goods lie in the warehouse again.',
  schema: z.object({ shipmentId: z.uuid(), orderId: z.uuid(), warehouseId: z.uuid(), at: z.iso.datetime() }),
});

export const returnLabelIssued = defineEvent({
  type: 'logistics.ReturnLabelIssued',
  key: 'orderId',
  description: 'The carrier will bring goods of an approved return back: the buyer puts the label on the parcel.',
  schema: z.object({
    returnId: z.uuid(),
    orderId: z.uuid(),
    carrier: z.string(),
    trackingNumber: z.string(),
    labelUrl: z.url(),
    at: z.iso.datetime(),
  }),
});

export const returnReceived = defineEvent({
  type: 'logistics.ReturnReceived',
  key: 'orderId',
  description: 'A warehouse looked at what came of a return; said once, with every line of it.',
  schema: z.object({
    returnId: z.uuid(),
    orderId: z.uuid(),
    warehouseId: z.uuid(),
    lines: z.array(
      z.object({
        orderLineId: z.uuid(),
        variantId: z.uuid(),
        restock: z.int().nonnegative().describe('How many can be sold again'),
        writeOff: z.int().nonnegative().describe('How many cannot'),
      }),
    ),
    at: z.iso.datetime(),
  }),
});

export const logisticsEvents = [
  shipmentsPlanned,
  shipmentMoved,
  shipmentsStopped,
  stopRefused,
  shipmentReturned,
  returnLabelIssued,
  returnReceived,
] as const;
