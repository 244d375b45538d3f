/** Where an order is on its way, in the order of that way; the last three are ways out of it. */
export const ORDER_STATUSES = [
  'PENDING_PAYMENT',
  'PAID',
  'PROCESSING',
  'SHIPPED',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'CANCELLED',
  'REFUNDED',
  'RETURNED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Why an order was undone. */
export type CancelReason =
  | 'BUYER'
  | 'STAFF'
  | 'PAYMENT_DECLINED'
  | 'PAYMENT_TIMEOUT'
  | 'OUT_OF_STOCK'
  | 'UNDELIVERABLE';

/** How long after delivery the buyer may ask to return goods: 14 days, as most consumer law has it. */
const RETURN_WINDOW_MS = 14 * 24 * 60 * 60 * 1000;

/** Whether the order can still be called off: until a carrier has the first parcel. */
export const isCancellable = (status: OrderStatus): boolean =>
  status === 'PENDING_PAYMENT' || status === 'PAID' || status === 'PROCESSING';

/** Whether a return may be asked for now. */
export const isReturnable = (order: { status: OrderStatus; deliveredAt: Date | null }, now: Date): boolean =>
  order.status === 'DELIVERED' &&
  order.deliveredAt !== null &&
  now.getTime() < order.deliveredAt.getTime() + RETURN_WINDOW_MS;
