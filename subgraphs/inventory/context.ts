import DataLoader from 'dataloader';
import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import type { ReserveStock } from './commands/reserve-stock.ts';
import type { StockDesk } from './commands/stock-desk.ts';
import type { AvailabilityBoard } from './store/availability.ts';
import type { StoredWarehouse } from './store/warehouses.ts';
import { warehousesByIds } from './store/warehouses.ts';

/** What all requests share. */
export interface Services {
  readonly db: Database;
  readonly board: AvailabilityBoard;
  readonly reserveStock: ReserveStock;
  readonly desk: StockDesk;
}

/** What the resolvers of one request work with. */
export interface Context extends Services {
  readonly viewer: Viewer;
  readonly warehouses: DataLoader<string, StoredWarehouse | null>;
}

/** The loader is made when first asked for: the hot requests need none. */
export function createContext(services: Services, viewer: Viewer): Context {
  let warehouses: Context['warehouses'] | undefined;
  return {
    ...services,
    viewer,
    get warehouses() {
      warehouses ??= new DataLoader(async (ids) => {
        const rows = new Map((await warehousesByIds(services.db, ids)).map((row) => [row.id, row]));
        return ids.map((id) => rows.get(id) ?? null);
      });
      return warehouses;
    },
  };
}
