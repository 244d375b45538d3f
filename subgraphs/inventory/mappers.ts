import type { Shortage } from './domain/allocation.ts';
import type { CountLine } from './domain/count.ts';
import type { InboundLine as StoredInboundLine, Surplus } from './domain/inbound.ts';
import type { StoredCount } from './store/counts.ts';
import type { StoredInbound } from './store/inbounds.ts';
import type { MovementRow, StockLevelRow } from './store/stock.ts';
import type { StoredWarehouse } from './store/warehouses.ts';

/** What resolvers pass along, under the names of SDL types. */
export type Variant = { readonly id: string };
export type Product = { readonly id: string; readonly variants?: readonly { readonly id: string }[] };
export type Warehouse = StoredWarehouse | { readonly id: string };
export type StockLevel = StockLevelRow;
export type StockMovement = MovementRow;
export type InboundShipment = StoredInbound;
export type InboundLine = StoredInboundLine;
export type StockCount = StoredCount;
export type StockDifference = CountLine;
export type StockShortLine = Shortage;
export type MoreThanExpectedLine = Surplus;
