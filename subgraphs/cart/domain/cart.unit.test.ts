import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { lineIdOf, parseLineId } from '../store/line-id.ts';
import { isQuantity, type Line } from './cart.ts';
import { problemOf, totalOf, unitPriceOf } from './problem.ts';

const rub = (minor: number) => ({ minor, currency: 'RUB' });
const line = (facts: Partial<Line> = {}): Line => ({
  cartId: newId(),
  variantId: newId(),
  quantity: 2,
  seen: rub(1000),
  order: 1,
  ...facts,
});
const offer = (minor: number, currency = 'RUB') => ({ purchasable: true, price: { minor, currency } });

describe('a line’s problem', () => {
  it.each([
    ['nothing, when price and stock are as they were', offer(1000), 2, undefined],
    ['nothing, when nobody knows the stock', offer(1000), undefined, undefined],
    ['the stock, when fewer can be had', offer(1000), 1, 'OutOfStock'],
    ['the price, when it rose', offer(1001), 2, 'PriceChanged'],
    ['the price, when it fell', offer(999), 2, 'PriceChanged'],
    ['the stock before the price', offer(1001), 0, 'OutOfStock'],
    ['that it is not sold, before anything else', { ...offer(1001), purchasable: false }, 0, 'VariantUnavailable'],
    ['that nobody knows it', undefined, 2, 'VariantUnavailable'],
    ['that it is sold in another currency now', offer(1000, 'EUR'), 2, 'VariantUnavailable'],
  ])('is %s', (_, now, available, problem) => {
    expect(problemOf(line(), now, available)?.__typename).toBe(problem);
  });
});

describe('the total', () => {
  it('adds what is sold at what it costs now', () => {
    const priced = [
      { line: line({ quantity: 3 }), offer: offer(250) },
      { line: line({ quantity: 1 }), offer: undefined },
      { line: line({ quantity: 1 }), offer: offer(1) },
    ];
    expect(totalOf(priced)).toEqual(rub(751));
  });

  it('is nothing for a cart in which nothing is sold', () => {
    expect(totalOf([])).toBeNull();
    expect(totalOf([{ line: line(), offer: undefined }])).toBeNull();
  });

  it('leaves out a line whose currency changed', () => {
    expect(unitPriceOf(line(), offer(1000, 'EUR'))).toBeNull();
  });
});

describe('a line’s id', () => {
  it('is made of its cart’s and its variant’s and read back', () => {
    const { cartId, variantId } = line();
    expect(parseLineId(lineIdOf({ cartId, variantId }))).toEqual({ cartId, variantId });
  });

  it.each(['', 'x', newId(), 'A'.repeat(42), `${'A'.repeat(42)}B`, 'A'.repeat(44), ' '.repeat(43)])(
    'is nothing that reads "%s"',
    (text) => {
      expect(parseLineId(text)).toBeUndefined();
    },
  );
});

describe('a quantity', () => {
  it.each([1, 2, 99])('may be %d', (quantity) => expect(isQuantity(quantity)).toBe(true));
  it.each([0, -1, 100, 1.5, Number.NaN, 2 ** 31])('may not be %d', (quantity) => {
    expect(isQuantity(quantity)).toBe(false);
  });
});
