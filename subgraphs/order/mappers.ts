import type { PriceDifference, Shortage } from './domain/checkout.ts';
import type { StartedPayment } from './peers.ts';
import type { HistoryEntry, LineOfOrder, Order as StoredOrder } from './store/orders.ts';

/** What resolvers pass along for each SDL type. */
export type Order = StoredOrder;
export type OrderLine = LineOfOrder;
export interface PlacedOrder {
  readonly __typename: 'PlacedOrder';
  readonly order: StoredOrder;
  readonly payment: Payment | null;
}
export interface CancelledOrder {
  readonly __typename: 'CancelledOrder';
  readonly order: StoredOrder;
}
export type OutOfStockLine = Shortage;
export type PriceChangedLine = PriceDifference;
export type OrderStatusEntry = HistoryEntry;
export type OrderProcess = StoredOrder;
export type OrderProcessStep = HistoryEntry;

/** Entities of other subgraphs, by id. */
export interface User {
  readonly id: string;
}
export interface Variant {
  readonly id: string;
}
export type Payment = StartedPayment;
