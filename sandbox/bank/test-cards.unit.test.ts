import { expect, it } from 'vitest';
import { passesLuhn, testCards } from './test-cards.ts';

it('every test card has a valid number of sixteen digits and a token of its own', () => {
  for (const { number } of testCards) {
    expect(number).toMatch(/^\d{16}$/);
    expect(passesLuhn(number)).toBe(true);
  }
  expect(new Set(testCards.map(({ token }) => token)).size).toBe(testCards.length);
  expect(new Set(testCards.map(({ number }) => number)).size).toBe(testCards.length);
});

it('a number with one digit changed fails the check', () => {
  const number = testCards[0]!.number;
  for (let position = 0; position < number.length; position++) {
    const digit = (Number(number[position]) + 1) % 10;
    expect(passesLuhn(number.slice(0, position) + digit + number.slice(position + 1))).toBe(false);
  }
});
