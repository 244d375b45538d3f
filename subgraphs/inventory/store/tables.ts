import { bigint, doublePrecision, integer, pgTable, primaryKey, text, timestamp, uuid } from '#kernel/db/drizzle.ts';
import type { GoodsMovementKind } from '../domain/goods.ts';
import type { MovementKind } from '../domain/reservation.ts';

export const warehouses = pgTable('warehouses', {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  latitude: doublePrecision().notNull(),
  longitude: doublePrecision().notNull(),
});

export const stock = pgTable(
  'stock',
  {
    variantId: uuid('variant_id').notNull(),
    warehouseId: uuid('warehouse_id').notNull(),
    onHand: integer('on_hand').notNull(),
    reserved: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.warehouseId] })],
);

export const movements = pgTable('movements', {
  seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  variantId: uuid('variant_id').notNull(),
  warehouseId: uuid('warehouse_id').notNull(),
  kind: text().$type<MovementKind | GoodsMovementKind>().notNull(),
  onHandChange: integer('on_hand_change').notNull(),
  reservedChange: integer('reserved_change').notNull(),
  orderId: uuid('order_id'),
  documentId: uuid('document_id'),
  reason: text(),
  at: timestamp({ withTimezone: true }).notNull(),
});
