import type { Queryable } from '#kernel/db/database.ts';
import { inArray, or } from '#kernel/db/drizzle.ts';
import { newId } from '#kernel/ids.ts';
import { isKeepable } from '#schema/text.ts';
import { warehouses } from './tables.ts';

export interface StoredWarehouse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

export const allWarehouses = (db: Queryable): Promise<StoredWarehouse[]> =>
  db.orm.select().from(warehouses).orderBy(warehouses.code);

export const warehousesByIds = (db: Queryable, ids: readonly string[]): Promise<StoredWarehouse[]> =>
  db.orm
    .select()
    .from(warehouses)
    .where(inArray(warehouses.id, [...ids]));

/** Makes a warehouse, or changes the one with its code; its id stays. */
export async function upsertWarehouse(db: Queryable, fields: Omit<StoredWarehouse, 'id'>): Promise<StoredWarehouse> {
  const { code, ...changes } = fields;
  const [row] = await db.orm
    .insert(warehouses)
    .values({ id: newId(), ...fields })
    .onConflictDoUpdate({ target: warehouses.code, set: changes })
    .returning();
  return row!;
}

/** Warehouses with one of the ids or one of the codes. */
export const warehousesNamed = (
  db: Queryable,
  ids: readonly string[],
  codes: readonly string[],
): Promise<StoredWarehouse[]> =>
  db.orm
    .select()
    .from(warehouses)
    .where(
      or(inArray(warehouses.id, [...new Set(ids)]), inArray(warehouses.code, [...new Set(codes)].filter(isKeepable))),
    );
