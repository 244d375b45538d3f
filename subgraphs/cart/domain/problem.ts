import { add, type Money, sameMoney, times } from '#schema/money.ts';
import { isSold, type Line, type Offer } from './cart.ts';
import { notSold, otherCurrency, outOfStock, variantRef } from './refusals.ts';

const priceChanged = (variantId: string, was: Money, now: Money) => ({
  __typename: 'PriceChanged' as const,
  code: 'PRICE_CHANGED',
  message: 'The price is another one than when you put this in.',
  was,
  now,
  lines: [{ variant: variantRef(variantId), was, now }],
});

/**
 * Why a line cannot be bought as it is: the first of not sold, too few, another price.
 * @param offer what the catalogue says; undefined for a variant it does not know
 * @param available how many can be had; undefined when nobody knows, which is no problem yet
 */
export function problemOf(line: Line, offer: Offer | undefined, available: number | undefined) {
  const { variantId, quantity, seen } = line;
  if (!isSold(offer)) return notSold(variantId);
  if (offer.price.currency !== seen.currency) return otherCurrency(variantId, offer.price.currency);
  if (available !== undefined && available < quantity) return outOfStock(variantId, quantity, available);
  return sameMoney(offer.price, seen) ? null : priceChanged(variantId, seen, offer.price);
}

/** What one piece of a line costs now; null when it is not sold, or not in the currency it was put in at. */
export const unitPriceOf = (line: Line, offer: Offer | undefined): Money | null =>
  isSold(offer) && offer.price.currency === line.seen.currency ? offer.price : null;

/** What all lines that are sold cost now; null when none is. A cart is in one currency. */
export function totalOf(priced: readonly { line: Line; offer: Offer | undefined }[]): Money | null {
  const prices = priced.flatMap(({ line, offer }) => {
    const price = unitPriceOf(line, offer);
    return price ? [times(price, line.quantity)] : [];
  });
  return prices.length > 0 ? prices.reduce(add) : null;
}
