import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, fromInput, minorDigits, times, toDecimal } from '#schema/money.ts';

describe('money', () => {
  it.each([
    [129_990, 'RUB', '1299.90'],
    [5, 'EUR', '0.05'],
    [0, 'EUR', '0.00'],
    [-105, 'EUR', '-1.05'],
    [1500, 'JPY', '1500'],
    [1234, 'KWD', '1.234'],
  ])('writes %i minor units of %s as %s', (minor, currency, text) => {
    expect(toDecimal({ minor, currency })).toBe(text);
  });

  it('reads back what it writes, whatever the amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('RUB', 'JPY', 'KWD'), (minor, currency) => {
        const money = { minor, currency };
        expect(fromInput({ amount: toDecimal(money), currency }).minor + 0).toBe(minor + 0);
      }),
    );
  });

  it.each([
    ['1.234', 'EUR'],
    ['1.5', 'JPY'],
    ['1e3', 'EUR'],
    ['', 'EUR'],
    ['99999999999999999', 'EUR'],
  ])('refuses %s %s', (amount, currency) => {
    expect(() => fromInput({ amount, currency })).toThrow();
  });

  it('adds only what is of one currency', () => {
    expect(add({ minor: 1, currency: 'EUR' }, { minor: 2, currency: 'EUR' })).toEqual({ minor: 3, currency: 'EUR' });
    expect(() => add({ minor: 1, currency: 'EUR' }, { minor: 2, currency: 'RUB' })).toThrow('cannot add');
    expect(times({ minor: 250, currency: 'EUR' }, 3).minor).toBe(750);
    expect(minorDigits('RUB')).toBe(2);
  });
});
