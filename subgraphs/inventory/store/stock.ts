import type { Queryable, Tx } from '#kernel/db/database.ts';
import { and, desc, eq, lt } from '#kernel/db/drizzle.ts';
import type { GoodsMovementKind } from '../domain/goods.ts';
import { movements, stock } from './tables.ts';

export interface StockLevelRow {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
}

export type MovementRow = typeof movements.$inferSelect;

/** A change of what lies in one warehouse of one variant, otherwise than for an order's sake. */
export interface GoodsChange {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly kind: GoodsMovementKind;
  readonly onHand: number;
  readonly reason: string | null;
  /** The inbound shipment, count or return it belongs to. */
  readonly documentId?: string;
  /** The order whose goods come back. */
  readonly orderId?: string;
}

export const levelsOf = (db: Queryable, variantId: string): Promise<StockLevelRow[]> =>
  db.orm.select().from(stock).where(eq(stock.variantId, variantId)).orderBy(stock.warehouseId);

/** The latest movements of a variant, before a sequence number. */
export const movementsOf = (
  db: Queryable,
  variantId: string,
  before: number | undefined,
  limit: number,
): Promise<MovementRow[]> =>
  db.orm
    .select()
    .from(movements)
    .where(and(eq(movements.variantId, variantId), before === undefined ? undefined : lt(movements.seq, before)))
    .orderBy(desc(movements.seq))
    .limit(limit);

/** Locks every level of some variants, in order of key; a level that `wanted` names and is not there yet is made empty. */
export async function lockLevels(
  tx: Tx,
  wanted: readonly { variantId: string; warehouseId: string }[],
): Promise<StockLevelRow[]> {
  const variantIds = wanted.map(({ variantId }) => variantId);
  const warehouseIds = wanted.map(({ warehouseId }) => warehouseId);
  await tx.sql`
    insert into stock (variant_id, warehouse_id, on_hand)
    select distinct variant_id, warehouse_id, 0 from unnest(${variantIds}::uuid[], ${warehouseIds}::uuid[])
      as wanted(variant_id, warehouse_id)
    order by variant_id, warehouse_id on conflict do nothing`;
  return tx.sql<StockLevelRow[]>`
    select variant_id as "variantId", warehouse_id as "warehouseId", on_hand as "onHand", reserved from stock
    where variant_id = any(${variantIds}::uuid[]) order by variant_id, warehouse_id for no key update`;
}

/** Records changes whose levels are locked, and applies them. @param actor the user or service that made them */
export async function saveChanges(tx: Tx, changes: readonly GoodsChange[], actor: string): Promise<void> {
  await tx.sql`
    with moves as materialized (
      select * from unnest(
        ${changes.map(({ variantId }) => variantId)}::uuid[],
        ${changes.map(({ warehouseId }) => warehouseId)}::uuid[],
        ${changes.map(({ kind }) => kind)}::text[],
        ${changes.map(({ onHand }) => onHand)}::int[],
        ${changes.map(({ reason }) => reason)}::text[],
        ${changes.map(({ orderId }) => orderId ?? null)}::uuid[],
        ${changes.map(({ documentId }) => documentId ?? null)}::uuid[]
      ) with ordinality as m(variant_id, warehouse_id, kind, change, reason, order_id, document_id, position)
    ), recorded as (
      insert into movements
        (variant_id, warehouse_id, kind, on_hand_change, reserved_change, reason, order_id, document_id, actor)
      select variant_id, warehouse_id, kind, change, 0, reason, order_id, document_id, ${actor}
      from moves order by position
    )
    update stock s set on_hand = s.on_hand + d.change
    from (select variant_id, warehouse_id, sum(change)::int as change from moves group by variant_id, warehouse_id) d
    where s.variant_id = d.variant_id and s.warehouse_id = d.warehouse_id`;
}

/** Those of some documents that have moved goods. */
export async function documentsMoved({ sql }: Tx, documentIds: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    select distinct document_id as id from movements where document_id = any(${documentIds as string[]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}
