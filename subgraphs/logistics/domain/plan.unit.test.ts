import { describe, expect, test } from 'vitest';
import { type Delivery, estimateDelivery, planShipments } from './plan.ts';

const delivery: Delivery = {
  orderId: 'o',
  userId: 'u',
  address: {
    recipient: 'A',
    phone: null,
    country: 'RU',
    region: null,
    city: 'Казань',
    street: 'Баумана, 1',
    postalCode: null,
    latitude: null,
    longitude: null,
  },
  deliverySlotId: null,
  allocations: [
    { variantId: 'bed', warehouseId: 'msk', quantity: 1 },
    { variantId: 'pillow', warehouseId: 'nsk', quantity: 2 },
    { variantId: 'blanket', warehouseId: 'msk', quantity: 1 },
  ],
  cancelled: false,
};

describe('planning', () => {
  test('an order is one shipment per warehouse', () => {
    expect(planShipments(delivery)).toEqual([
      {
        warehouseId: 'msk',
        lines: [
          { variantId: 'bed', quantity: 1 },
          { variantId: 'blanket', quantity: 1 },
        ],
      },
      { warehouseId: 'nsk', lines: [{ variantId: 'pillow', quantity: 2 }] },
    ]);
  });

  test.each([
    ['nobody has paid', { userId: null, address: null }],
    ['nothing is allocated', { allocations: null }],
    ['the order is cancelled', { cancelled: true }],
  ])('nothing is planned while %s', (_title, change) => {
    expect(planShipments({ ...delivery, ...change })).toEqual([]);
  });
});

describe('the promise', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const moscow = { latitude: 55.75, longitude: 37.62 };
  const days = (from: Date): number => (from.getTime() - now.getTime()) / 86_400_000;

  test('is the end of the chosen slot', () => {
    const end = new Date('2026-11-23T10:00:00Z');
    expect(estimateDelivery(now, end, moscow, moscow)).toBe(end);
  });

  test('is the next day in town and later the farther it goes', () => {
    expect(days(estimateDelivery(now, undefined, moscow, moscow))).toBe(1);
    expect(days(estimateDelivery(now, undefined, moscow, { latitude: 55.79, longitude: 49.12 }))).toBe(3);
    expect(days(estimateDelivery(now, undefined, moscow, { latitude: 43.12, longitude: 131.89 }))).toBe(12);
  });

  test('is made for a slot that has passed and for a place nobody knows, too', () => {
    expect(days(estimateDelivery(now, new Date('2026-11-20T10:00:00Z'), undefined, moscow))).toBe(3);
  });
});
