import { hash } from 'node:crypto';
import { add, type Money, times } from '#schema/money.ts';

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

/** The price of a line: unit price times quantity. */
export const lineTotal = (line: { quantity: number; unitPriceMinor: number }, currency: string): Money =>
  times({ minor: line.unitPriceMinor, currency }, line.quantity);

/** The price of all lines together. */
export const totalOf = (lines: readonly { quantity: number; unitPriceMinor: number }[], currency: string): Money =>
  lines.reduce((sum, line) => add(sum, lineTotal(line, currency)), { minor: 0, currency });

/** Crockford's base 32: no I, L, O or U, so that a number can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The number people call an order by: `261121-7KQ4-M2XP-9DAB`, the day and 60 bits drawn from the id. A function of the
 * id, so a checkout that is resumed gives the same number; not a sequence, so nobody can count or guess orders by it.
 */
export function orderNumber(id: string, placedAt: Date): string {
  const digest = hash('sha256', id, 'buffer');
  let number = placedAt.toISOString().slice(2, 10).replaceAll('-', '');
  for (let index = 0; index < 12; index += 1) {
    if (index % 4 === 0) number += '-';
    number += ALPHABET[digest[index]! & 31];
  }
  return number;
}
