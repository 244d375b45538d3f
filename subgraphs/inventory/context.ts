import DataLoader from 'dataloader';
import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import type { CountDesk } from './commands/count-desk.ts';
import type { ReserveStock } from './commands/reserve-stock.ts';
import type { StockDesk } from './commands/stock-desk.ts';
import type { AvailabilityBoard } from './store/availability.ts';
import { underWayTo } from './store/inbounds.ts';
import { type RegionalStock, regionalWarehousesByIds } from './store/regional-stock.ts';
import type { StoredWarehouse } from './store/warehouses.ts';
import { warehousesByIds } from './store/warehouses.ts';

const levelKey = ({ variantId, warehouseId }: { variantId: string; warehouseId: string }): string =>
  `${variantId} ${warehouseId}`;

/** What all requests share. */
export interface Services {
  readonly db: Database;
  readonly board: AvailabilityBoard;
  /** How many other regions can sell; absent where there are none. */
  readonly elsewhere: RegionalStock | undefined;
  /** Over all regions. */
  readonly reserveStock: ReserveStock;
  /** Of this region's stock only. */
  readonly reserveHere: ReserveStock;
  readonly desk: StockDesk;
  readonly counts: CountDesk;
}

/** What the resolvers of one request work with. */
export interface Context extends Services {
  readonly viewer: Viewer;
  readonly warehouses: DataLoader<string, StoredWarehouse | null>;
  /** How many of a level's variant are on their way to its warehouse. */
  readonly incoming: DataLoader<{ variantId: string; warehouseId: string }, number, string>;
}

/** Loaders are made when first asked for: hot requests need none. */
export function createContext(services: Services, viewer: Viewer): Context {
  let warehouses: Context['warehouses'] | undefined;
  let incoming: Context['incoming'] | undefined;
  return {
    ...services,
    viewer,
    get warehouses() {
      warehouses ??= new DataLoader(async (ids) => {
        const rows = new Map((await warehousesByIds(services.db, ids)).map((row) => [row.id, row]));
        const missing = services.elsewhere ? ids.filter((id) => !rows.has(id)) : [];
        if (missing.length > 0)
          for (const row of await regionalWarehousesByIds(services.db, missing)) rows.set(row.id, row);
        return ids.map((id) => rows.get(id) ?? null);
      });
      return warehouses;
    },
    get incoming() {
      incoming ??= new DataLoader(
        async (levels) => {
          const rows = await underWayTo(services.db, [...new Set(levels.map(({ variantId }) => variantId))]);
          const quantities = new Map(rows.map((row) => [levelKey(row), row.quantity]));
          return levels.map((level) => quantities.get(levelKey(level)) ?? 0);
        },
        { cacheKeyFn: levelKey },
      );
      return incoming;
    },
  };
}
