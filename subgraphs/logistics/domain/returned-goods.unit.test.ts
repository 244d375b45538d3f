import { describe, expect, test } from 'vitest';
import { homeOf, receive } from './returned-goods.ts';

const line = (orderLineId: string, quantity: number, variantId = orderLineId) => ({
  ...{ orderLineId, variantId, sku: 'S', quantity },
});

describe('a returned parcel', () => {
  const parcel = { status: 'LABEL_ISSUED', lines: [line('a', 2), line('b', 1)] };

  test('is received as it was found; of what nobody found nothing came', () => {
    expect(receive(parcel, [{ orderLineId: 'a', restock: 1, writeOff: 1 }])).toEqual({
      kind: 'RECEIVED',
      lines: [
        { ...line('a', 2), restock: 1, writeOff: 1 },
        { ...line('b', 1), restock: 0, writeOff: 0 },
      ],
    });
  });

  test.each([
    ['RECEIVED', [{ orderLineId: 'a', restock: 1, writeOff: 0 }], { kind: 'ALREADY_RECEIVED' }],
    ['LABEL_ISSUED', [{ orderLineId: 'c', restock: 0, writeOff: 0 }], { kind: 'NOT_IN_RETURN', orderLineId: 'c' }],
    [
      'LABEL_REQUESTED',
      [{ orderLineId: 'a', restock: 2, writeOff: 1 }],
      { kind: 'MORE_THAN_APPROVED', orderLineId: 'a', approved: 2 },
    ],
  ])('%s with %j is answered', (status, inspected, answer) => {
    expect(receive({ ...parcel, status }, inspected)).toEqual(answer);
  });

  test('goes to the warehouse that sent most of it', () => {
    const delivered = [
      { warehouseId: 'msk', lines: [{ variantId: 'a', quantity: 1 }] },
      {
        warehouseId: 'nsk',
        lines: [
          { variantId: 'a', quantity: 3 },
          { variantId: 'b', quantity: 1 },
        ],
      },
    ];
    expect(homeOf([line('a', 2), line('b', 1)], delivered)).toBe('nsk');
    expect(homeOf([line('a', 1)], delivered.slice(0, 1))).toBe('msk');
  });

  test.each([
    ['nothing was delivered', []],
    ['something else was delivered', [{ warehouseId: 'msk', lines: [{ variantId: 'b', quantity: 9 }] }]],
    ['fewer were delivered', [{ warehouseId: 'msk', lines: [{ variantId: 'a', quantity: 2 }] }]],
  ])('has no home when %s', (_title, delivered) => {
    expect(homeOf([line('x', 2, 'a'), line('y', 1, 'a')], delivered)).toBeUndefined();
  });
});
