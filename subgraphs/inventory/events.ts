import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';
import { GOODS_MOVEMENT_KINDS } from './domain/goods.ts';
import { INBOUND_STATUSES } from './domain/inbound.ts';

export const stockChanged = defineEvent({
  type: 'inventory.StockChanged',
  key: 'variantId',
  description: 'How many of a variant can be had, over all warehouses, is another number now.',
  schema: z.object({
    variantId: z.uuid(),
    available: z.int().nonnegative().describe('On hand less reserved, over all warehouses'),
    at: z.iso.datetime(),
  }),
});

export const goodsMoved = defineEvent({
  type: 'inventory.GoodsMoved',
  key: 'warehouseId',
  description: 'Goods came to a warehouse or left it, were found or missed there, otherwise than for a sale.',
  schema: z.object({
    warehouseId: z.uuid(),
    kind: z.enum(GOODS_MOVEMENT_KINDS),
    documentId: z.uuid().nullable().describe('The inbound shipment, count or return it belongs to'),
    orderId: z.uuid().nullable().describe('The order whose goods came back'),
    lines: z.array(
      z.object({
        variantId: z.uuid(),
        change: z.int(),
        onHand: z.int().nonnegative().describe('How many lie there now'),
      }),
    ),
    at: z.iso.datetime(),
  }),
});

export const inboundChanged = defineEvent({
  type: 'inventory.InboundChanged',
  key: 'inboundShipmentId',
  description:
    'Goods were announced, sent to another warehouse, taken in, or given up on their way: how all of it stands.',
  schema: z.object({
    inboundShipmentId: z.uuid(),
    fromWarehouseId: z.uuid().nullable().describe('Null for a delivery of a supplier'),
    toWarehouseId: z.uuid(),
    status: z.enum(INBOUND_STATUSES),
    lines: z.array(
      z.object({
        variantId: z.uuid(),
        expected: z.int().positive(),
        received: z.int().nonnegative(),
        missing: z.int().nonnegative(),
      }),
    ),
    at: z.iso.datetime(),
  }),
});

export const stockCountChanged = defineEvent({
  type: 'inventory.StockCountChanged',
  key: 'stockCountId',
  description: 'A warehouse reported a count of its own, or staff decided about one.',
  schema: z.object({
    stockCountId: z.uuid(),
    warehouseId: z.uuid(),
    status: z.enum(['OPEN', 'APPROVED', 'DISCARDED']),
    lineCount: z.int().nonnegative(),
    differenceCount: z.int().nonnegative(),
    at: z.iso.datetime(),
  }),
});

export const warehouseSaved = defineEvent({
  type: 'inventory.WarehouseSaved',
  key: 'warehouseId',
  description: 'A warehouse was made or changed.',
  schema: z.object({
    warehouseId: z.uuid(),
    code: z.string(),
    name: z.string(),
    position: z.tuple([z.number(), z.number()]).describe('Latitude and longitude'),
    at: z.iso.datetime(),
  }),
});

const held = {
  orderId: z.uuid(),
  at: z.iso.datetime(),
};

export const stockReserved = defineEvent({
  type: 'inventory.StockReserved',
  key: 'orderId',
  description: 'Every line of an order is held for it; sent for holds that were asked for by event.',
  schema: z.object({ ...held, expiresAt: z.iso.datetime() }),
});

export const stockRefused = defineEvent({
  type: 'inventory.StockRefused',
  key: 'orderId',
  description: 'An order cannot be held in full, so nothing of it is; sent for holds that were asked for by event.',
  schema: z.object(held),
});

/** What was sold of each line from which warehouse: the basis of shipments. */
const allocation = z.object({ variantId: z.uuid(), warehouseId: z.uuid(), quantity: z.int().positive() });

export const reservationConfirmed = defineEvent({
  type: 'inventory.ReservationConfirmed',
  key: 'orderId',
  description: 'The hold of a paid order became a sale.',
  schema: z.object({ ...held, allocations: z.array(allocation) }),
});

export const reservationReleased = defineEvent({
  type: 'inventory.ReservationReleased',
  key: 'orderId',
  description: 'A hold ended without a sale, or a sale was taken back.',
  schema: z.object({ ...held, reason: z.enum(['CANCELLED', 'EXPIRED', 'RETURNED']) }),
});

export const stockRequested = defineEvent({
  type: 'inventory.StockRequested',
  key: 'orderId',
  description:
    'Something befell an order of this region whose goods another region holds: that region decides about them.',
  schema: z.object({
    orderId: z.uuid(),
    region: z.string().describe('Whose goods it is about'),
    command: z.enum(['SELL', 'HOLD_AGAIN', 'RELEASE', 'CANCEL', 'TAKE_BACK']),
    lines: z.array(z.object({ variantId: z.uuid(), quantity: z.int().positive() })),
    destination: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
    warehouseId: z.uuid().nullable().describe('Where goods came back to'),
    at: z.iso.datetime(),
  }),
});

export const stockAnswered = defineEvent({
  type: 'inventory.StockAnswered',
  key: 'orderId',
  description: 'What this region decided about its goods for an order of another region.',
  schema: z.object({
    orderId: z.uuid(),
    region: z.string().describe('Whose order it is'),
    outcome: z.enum(['HELD', 'SOLD', 'REFUSED', 'CANCELLED', 'EXPIRED', 'RETURNED']),
    expiresAt: z.iso.datetime().nullable(),
    allocations: z.array(allocation),
    at: z.iso.datetime(),
  }),
});

export const inventoryEvents = [
  stockChanged,
  goodsMoved,
  inboundChanged,
  stockCountChanged,
  warehouseSaved,
  stockReserved,
  stockRefused,
  reservationConfirmed,
  reservationReleased,
  stockRequested,
  stockAnswered,
] as const;
