import type { MovementRow, StockLevelRow } from './store/stock.ts';
import type { StoredWarehouse } from './store/warehouses.ts';

/** What resolvers pass along, under the names of SDL types. */
export type Variant = { readonly id: string };
export type Product = { readonly id: string; readonly variants?: readonly { readonly id: string }[] };
export type Warehouse = StoredWarehouse | { readonly id: string };
export type StockLevel = StockLevelRow;
export type StockMovement = MovementRow;
