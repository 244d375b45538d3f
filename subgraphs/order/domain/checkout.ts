import { isCardToken, looksLikeCardNumber } from '#schema/card-token.ts';
import { type Money, sameMoney } from '#schema/money.ts';
import { isKeepable } from '#schema/text.ts';
import { totalOf } from './order.ts';

/** A line of the cart being checked out. */
export interface CartLine {
  readonly variantId: string;
  readonly quantity: number;
  /** The unit price when the buyer last saw it. */
  readonly seenPrice: Money;
}

/** A variant as it is sold now. A variant that cannot be bought has no offer. */
export interface VariantOffer {
  readonly sku: string;
  readonly title: string;
  readonly price: Money;
}

/** A line that cannot be had in full. */
export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

/** A line whose unit price is another than the buyer saw. */
export interface PriceDifference {
  readonly variantId: string;
  readonly was: Money;
  readonly now: Money;
}

/** What the lines cost now, or why they are not sold at what the buyer saw. */
export type Quote =
  | { readonly kind: 'quoted'; readonly lines: readonly QuotedLine[]; readonly total: Money }
  | { readonly kind: 'gone'; readonly lines: readonly Shortage[] }
  | {
      readonly kind: 'price-changed';
      readonly was: Money;
      readonly now: Money;
      readonly lines: readonly PriceDifference[];
    };

export interface QuotedLine {
  readonly variantId: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/**
 * Prices a cart. With the total the buyer saw, that total decides; without one, each line's price must be the one seen.
 * @param lines at least one
 */
export function quote(
  lines: readonly CartLine[],
  offers: ReadonlyMap<string, VariantOffer>,
  expectedTotal: Money | undefined,
): Quote {
  const currency = lines.map(({ variantId }) => offers.get(variantId)?.price.currency).find((known) => known);
  // One order has one currency: a variant sold in another cannot be bought in this one.
  const gone = lines.filter(({ variantId }) => !currency || offers.get(variantId)?.price.currency !== currency);
  if (!currency || gone.length > 0)
    return {
      kind: 'gone',
      lines: gone.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: 0 })),
    };
  const quoted = lines.map(({ variantId, quantity }) => {
    const { sku, title, price } = offers.get(variantId)!;
    return { variantId, sku, title, quantity, unitPriceMinor: price.minor };
  });
  const total = totalOf(quoted, currency);
  const differences = lines
    .map(({ variantId, seenPrice }) => ({ variantId, was: seenPrice, now: offers.get(variantId)!.price }))
    .filter(({ was, now }) => !sameMoney(was, now));
  const accepted = expectedTotal ? sameMoney(expectedTotal, total) : differences.length === 0;
  if (accepted) return { kind: 'quoted', lines: quoted, total };
  const seen = lines.map(({ quantity, seenPrice }) => ({ quantity, unitPriceMinor: seenPrice.minor }));
  const was = expectedTotal ?? totalOf(seen, lines[0]!.seenPrice.currency);
  return { kind: 'price-changed', was, now: total, lines: differences };
}

/** A rule of the input that was broken: which field, and what it must be. */
export interface BrokenRule {
  readonly field: string;
  readonly message: string;
}

/** Whether a client's key can tell its requests apart; undefined when it can. */
export function checkKey(key: string): BrokenRule | undefined {
  if (key.length >= 8 && key.length <= 100 && isKeepable(key)) return undefined;
  return { field: 'input.idempotencyKey', message: 'An idempotency key has 8 to 100 characters; a UUID is good.' };
}

/** Whether a bank's token can be one. What looks like a card's number is refused before it reaches anything. */
export function checkCardToken(token: string): BrokenRule | undefined {
  const field = 'input.paymentMethod.cardToken';
  if (looksLikeCardNumber(token))
    return { field, message: 'This looks like a card number. Send the token the bank gave for the card instead.' };
  return isCardToken(token) ? undefined : { field, message: 'This is no token the bank gave for a card.' };
}
