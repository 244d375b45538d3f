import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

export const SHIPMENT_STATUSES = [
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

export const logisticsEvents = [shipmentsPlanned, shipmentMoved] as const;
