import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import type { Reads } from './context.ts';
import { shipmentsByIds, shipmentsOfOrders, trackingEventsByIds, trackingEventsOf } from './store/shipments.ts';
import { slotsByIds } from './store/slots.ts';

/** Reads one row a key, many keys at a time. */
const one = <V>(name: string, read: (keys: string[]) => Promise<V[]>, keyOf: (row: V) => string) =>
  new Batcher<string, V | null>({
    name,
    run: async (keys) => {
      const rows = new Map((await read([...new Set(keys)])).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    },
  });

/** Reads all rows of a key, many keys at a time. */
const many = <V>(name: string, read: (keys: string[]) => Promise<V[]>, keyOf: (row: V) => string) =>
  new Batcher<string, V[]>({
    name,
    run: async (keys) => {
      const rows = Map.groupBy(await read([...new Set(keys)]), keyOf);
      return keys.map((key) => rows.get(key) ?? []);
    },
  });

export const createReads = (db: Database): Reads => ({
  shipments: one(
    'logistics.shipments',
    (ids) => shipmentsByIds(db, ids),
    ({ id }) => id,
  ),
  shipmentsOfOrder: many(
    'logistics.order-shipments',
    (ids) => shipmentsOfOrders(db, ids),
    ({ orderId }) => orderId,
  ),
  events: one(
    'logistics.events',
    (ids) => trackingEventsByIds(db, ids),
    ({ id }) => id,
  ),
  eventsOfShipment: many(
    'logistics.shipment-events',
    (ids) => trackingEventsOf(db, ids),
    ({ shipmentId }) => shipmentId,
  ),
  slots: one(
    'logistics.slots-read',
    (ids) => slotsByIds(db, ids),
    ({ id }) => id,
  ),
});
