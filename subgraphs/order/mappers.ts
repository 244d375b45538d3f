import type { PriceDifference, Shortage } from './domain/checkout.ts';
import type { ReturnLine as StoredReturnLine } from './domain/return-process.ts';
import type { StartedPayment } from './peers.ts';
import type { HistoryEntry, LineOfOrder, Order as StoredOrder } from './store/orders.ts';
import type { Return as StoredReturn } from './store/returns.ts';

/** Of an order or of a return. */
export interface OrderProcess {
  readonly id: string;
  readonly state: string;
  readonly deadline: Date | null;
}

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
export type Return = StoredReturn;
export type ReturnLine = StoredReturnLine;
export type ReturnStatusEntry = HistoryEntry;
export interface RequestedReturn {
  readonly __typename: 'RequestedReturn';
  readonly return: StoredReturn;
}
export interface DecidedReturn {
  readonly __typename: 'DecidedReturn';
  readonly return: StoredReturn;
}
export type OutOfStockLine = Shortage;
export type PriceChangedLine = PriceDifference;
export type OrderStatusEntry = HistoryEntry;
export type OrderProcessStep = HistoryEntry;

/** Entities of other subgraphs, by id. */
export interface User {
  readonly id: string;
}
export interface Variant {
  readonly id: string;
}
export type Payment = StartedPayment;
