import { createHash } from 'node:crypto';
import { add, type Money, times } from '#schema/money.ts';

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

/** One variant of an order at the price it was bought for. */
export interface OrderLine {
  readonly id: string;
  readonly variantId: string;
  readonly sku: string;
  /** The product's title when it was bought, in the catalogue's default language. */
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** Where the order goes: a copy, so that a later change of the buyer's address book does not redirect it. */
export interface DeliveryAddress {
  readonly recipient: string;
  readonly phone: string | null;
  readonly country: string;
  readonly region: string | null;
  readonly city: string;
  readonly street: string;
  readonly postalCode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** How long after delivery the buyer may ask to return goods: 14 days, as most consumer law has it. */
const RETURN_WINDOW_MS = 14 * 24 * 60 * 60 * 1000;

/** The price of a line: unit price times quantity. */
export const lineTotal = (line: { quantity: number; unitPriceMinor: number }, currency: string): Money =>
  times({ minor: line.unitPriceMinor, currency }, line.quantity);

/** The price of all lines together. */
export const totalOf = (lines: readonly { quantity: number; unitPriceMinor: number }[], currency: string): Money =>
  lines.reduce((sum, line) => add(sum, lineTotal(line, currency)), { minor: 0, currency });

/** Whether the order can still be called off: until a carrier has the first parcel. */
export const isCancellable = (status: OrderStatus): boolean =>
  status === 'PENDING_PAYMENT' || status === 'PAID' || status === 'PROCESSING';

/** Whether a return may be asked for now. */
export const isReturnable = (order: { status: OrderStatus; deliveredAt: Date | null }, now: Date): boolean =>
  order.status === 'DELIVERED' &&
  order.deliveredAt !== null &&
  now.getTime() < order.deliveredAt.getTime() + RETURN_WINDOW_MS;

/** Crockford's base 32: no I, L, O or U, so that a number can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number people call an order by: `261121-7KQ4-M2XP-9DAB`, the day and 60 bits drawn from the id. A function of the
 * id, so a checkout that is resumed gives the same number; not a sequence, so nobody can count or guess orders by it.
 */
export function orderNumber(id: string, placedAt: Date): string {
  const digest = createHash('sha256').update(id).digest();
  const letters = Array.from({ length: 12 }, (_, index) => ALPHABET[digest[index]! & 31]).join('');
  const day = placedAt.toISOString().slice(2, 10).replaceAll('-', '');
  return `${day}-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}
