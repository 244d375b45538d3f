import { describe, expect, test } from 'vitest';
import { compare, isRecent, reconcile } from './count.ts';

describe('a count', () => {
  const books = new Map([
    ['bed', 5],
    ['sofa', 2],
    ['lamp', 0],
  ]);
  const counted = [
    { variantId: 'bed', quantity: 4 },
    { variantId: 'rug', quantity: 1 },
  ];

  test.each([
    ['a day ago', -86_400_000, true],
    ['more than a day ago', -86_400_001, false],
    ['by a clock that is minutes ahead', 300_000, true],
    ['by one that is further ahead', 300_001, false],
  ])('%s is recent: %s', (_title, ms, recent) => {
    const now = new Date('2026-01-02T03:04:05Z');
    expect(isRecent(new Date(now.getTime() + ms), now)).toBe(recent);
  });

  test('is compared with the books, of which an unknown variant says nothing', () => {
    expect(compare(counted, books, false)).toEqual([
      { variantId: 'bed', counted: 4, expected: 5 },
      { variantId: 'rug', counted: 1, expected: 0 },
    ]);
  });

  test('that is complete says that what it does not name is not there', () => {
    expect(compare(counted, books, true).slice(2)).toEqual([{ variantId: 'sofa', counted: 0, expected: 2 }]);
  });

  test('changes stock by its differences, whatever has moved since', () => {
    const lines = [
      { variantId: 'bed', counted: 4, expected: 5 },
      { variantId: 'lamp', counted: 3, expected: 3 },
      { variantId: 'rug', counted: 1, expected: 0 },
    ];
    expect(reconcile(lines, () => ({ onHand: 2, reserved: 1 }))).toEqual({
      kind: 'APPLIED',
      changes: [
        { variantId: 'bed', onHand: -1 },
        { variantId: 'rug', onHand: 1 },
      ],
    });
  });

  test('takes nothing that is promised, and then nothing at all', () => {
    const lines = [
      { variantId: 'bed', counted: 1, expected: 5 },
      { variantId: 'rug', counted: 1, expected: 0 },
    ];
    expect(reconcile(lines, () => ({ onHand: 5, reserved: 2 }))).toEqual({
      kind: 'SHORT',
      lines: [{ variantId: 'bed', requested: 4, available: 3 }],
    });
  });
});
