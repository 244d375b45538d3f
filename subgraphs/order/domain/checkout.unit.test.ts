import { describe, expect, it } from 'vitest';
import { type CartLine, checkCardToken, checkKey, quote, type VariantOffer } from './checkout.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const line = (variantId: string, quantity: number, seen: number): CartLine => ({
  variantId,
  quantity,
  seenPrice: eur(seen),
});
const offers = (prices: Record<string, { minor: number; currency: string }>): Map<string, VariantOffer> =>
  new Map(Object.entries(prices).map(([id, price]) => [id, { sku: `SKU-${id}`, title: id, price }]));

describe('a quote', () => {
  const lines = [line('a', 2, 500), line('b', 1, 999)];

  it('is what the variants cost now', () => {
    expect(quote(lines, offers({ a: eur(500), b: eur(999) }), undefined)).toEqual({
      kind: 'quoted',
      total: eur(1999),
      lines: [
        { variantId: 'a', sku: 'SKU-a', title: 'a', quantity: 2, unitPriceMinor: 500 },
        { variantId: 'b', sku: 'SKU-b', title: 'b', quantity: 1, unitPriceMinor: 999 },
      ],
    });
  });

  it('names each line whose price is not the one that was seen', () => {
    expect(quote(lines, offers({ a: eur(400), b: eur(999) }), undefined)).toEqual({
      kind: 'price-changed',
      was: eur(1999),
      now: eur(1799),
      lines: [{ variantId: 'a', was: eur(500), now: eur(400) }],
    });
  });

  it('also when the differences cancel each other out', () => {
    const swapped = quote([line('a', 1, 1), line('b', 1, 2)], offers({ a: eur(2), b: eur(1) }), undefined);
    expect(swapped).toMatchObject({ kind: 'price-changed', was: eur(3), now: eur(3) });
  });

  it('goes by the total when the buyer saw one, whatever the cart remembers', () => {
    const now = offers({ a: eur(400), b: eur(999) });
    expect(quote(lines, now, eur(1799))).toMatchObject({ kind: 'quoted', total: eur(1799) });
    expect(quote(lines, now, eur(1999))).toMatchObject({ kind: 'price-changed', was: eur(1999), now: eur(1799) });
    expect(quote(lines, now, { minor: 1799, currency: 'RUB' })).toMatchObject({ kind: 'price-changed' });
  });

  it('names the lines that are not sold any more, and only those', () => {
    for (const [sold, gone] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      expect(quote(lines, offers({ [sold]: eur(1) }), undefined)).toMatchObject({
        kind: 'gone',
        lines: [{ variantId: gone, available: 0 }],
      });
    expect(quote(lines, offers({}), undefined)).toMatchObject({ kind: 'gone', lines: [{}, {}] });
  });

  it('has one currency: what is sold in another cannot be bought with it', () => {
    expect(quote(lines, offers({ a: eur(500), b: { minor: 1, currency: 'RUB' } }), undefined)).toMatchObject({
      kind: 'gone',
      lines: [{ variantId: 'b' }],
    });
  });
});

describe('input', () => {
  it.each([
    ['', false],
    ['1234567', false],
    ['12345678', true],
    ['x'.repeat(100), true],
    ['x'.repeat(101), false],
    ['ключ-1-🗝️', true],
    ['12345678\0', false],
    ['12345678\ud83d', false],
  ])('%.20j is a key: %s', (key, good) => expect(checkKey(key) === undefined).toBe(good));

  it.each([
    ['tok_visa', true],
    ['', false],
    ['x'.repeat(129), false],
    ['tok visa', false],
    ['tok_visa\0', false],
    ['4242424242424242', false],
    ['4242-4242-4242-4242', false],
    ['4242 4242 4242 4242', false],
  ])('%.20j is a card token: %s', (token, good) => expect(checkCardToken(token) === undefined).toBe(good));
});
