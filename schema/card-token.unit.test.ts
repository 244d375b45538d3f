import { describe, expect, it } from 'vitest';
import { looksLikeCardNumber } from '#schema/card-token.ts';

describe('what looks like a card number', () => {
  it.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    '2200-0000-0000-0004',
    '378282246310005',
    'card 4242424242424242, please',
  ])('is %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(true);
  });

  it.each([
    'tok_visa',
    '4242424242424241',
    '424242424242',
    'tok_4242424242424242',
    '00004242-4242-4242-4242-a2c3d4e5f607',
    'tok_0192f3c47a1b7e54b0c1d2e3f4a5b6c7',
    '42424242424242424242424242',
    '',
  ])('is not %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(false);
  });
});
