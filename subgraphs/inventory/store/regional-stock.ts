import { LRUCache } from 'lru-cache';
import { upTo } from '#kernel/cache/places.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import type { Line } from '../domain/allocation.ts';
import type { StoredWarehouse } from './warehouses.ts';

/** How long a number is believed, in ms. Other regions' stock is shown as they last told of it in any case. */
const BELIEVED_MS = 5_000;

/** What another region told of a variant. */
export interface RegionalLevel {
  readonly region: string;
  readonly variantId: string;
  readonly available: number;
  readonly at: string;
}

/** How many of each variant other regions can sell, as last known: for the storefront, and to know whom to ask. */
export class RegionalStock {
  readonly #db: Database;
  readonly #known = new LRUCache<string, number>({ ...upTo(100_000), ttl: BELIEVED_MS });
  readonly #reader: Batcher<string, number>;

  constructor(db: Database) {
    this.#db = db;
    this.#reader = new Batcher({ name: 'inventory.regional-stock', maxBatch: 2_000, run: (ids) => this.#read(ids) });
  }

  /** How many can be had in all other regions; a number when it is known, so that nothing waits. */
  of(variantId: string): number | Promise<number> {
    const known = this.#known.get(variantId);
    if (known !== undefined) return known;
    return isId(variantId) ? this.#reader.submit(variantId.toLowerCase()) : 0;
  }

  /** The regions that were last known to have every line in full, the one with the most first. */
  async whoHas(lines: readonly Line[]): Promise<string[]> {
    const rows = await this.#db.sql<{ region: string }[]>`
      select region from regional_stock s
      join unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
        as wanted(variant_id, quantity) on wanted.variant_id = s.variant_id and s.available >= wanted.quantity
      group by region having count(*) = ${lines.length} order by min(s.available) desc, region`;
    return rows.map(({ region }) => region);
  }

  /** Keeps what regions told; of what is told twice or late, the latest stays. */
  async tell(levels: readonly RegionalLevel[]): Promise<void> {
    const latest = [...new Map(levels.map((level) => [`${level.region} ${level.variantId}`, level])).values()];
    await this.#db.sql`
      insert into regional_stock as s (region, variant_id, available, at)
      select * from unnest(
        ${latest.map(({ region }) => region)}::text[],
        ${latest.map(({ variantId }) => variantId)}::uuid[],
        ${latest.map(({ available }) => available)}::int[],
        ${latest.map(({ at }) => at)}::timestamptz[]) as told(region, variant_id, available, at)
      order by variant_id, region
      on conflict (variant_id, region) do update set available = excluded.available, at = excluded.at
      where s.at <= excluded.at`;
    for (const { variantId } of latest) this.#known.delete(variantId);
  }

  async #read(variantIds: string[]): Promise<number[]> {
    const rows = await this.#db.sql<{ variantId: string; available: number }[]>`
      select variant_id as "variantId", sum(available)::int as available from regional_stock
      where variant_id = any(${[...new Set(variantIds)]}::uuid[]) group by variant_id`;
    const read = new Map(rows.map(({ variantId, available }) => [variantId, available]));
    for (const variantId of variantIds) this.#known.set(variantId, read.get(variantId) ?? 0);
    return variantIds.map((variantId) => read.get(variantId) ?? 0);
  }
}

/** Keeps where another region's goods leave from. */
export async function saveRegionalWarehouses(
  { sql }: Queryable,
  region: string,
  warehouses: readonly StoredWarehouse[],
): Promise<void> {
  await sql`
    insert into regional_warehouses (id, region, code, name, latitude, longitude)
    select id, ${region}, code, name, latitude, longitude from json_to_recordset(${JSON.stringify(warehouses)}::text::json)
      as w(id uuid, code text, name text, latitude double precision, longitude double precision)
    on conflict (id) do update set (region, code, name, latitude, longitude)
      = (excluded.region, excluded.code, excluded.name, excluded.latitude, excluded.longitude)`;
}

export const regionalWarehousesByIds = ({ sql }: Queryable, ids: readonly string[]): Promise<StoredWarehouse[]> =>
  sql<StoredWarehouse[]>`
    select id, code, name, latitude, longitude from regional_warehouses where id = any(${ids as string[]}::uuid[])`;
