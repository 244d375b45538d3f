import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineTotal, orderNumber, totalOf } from './order.ts';
import { isCancellable, isReturnable, ORDER_STATUSES } from './order-status.ts';

describe('an order’s total', () => {
  it('is the sum of its lines, in whole minor units', () => {
    const lines = [
      { quantity: 3, unitPriceMinor: 333 },
      { quantity: 1, unitPriceMinor: 1 },
    ];
    expect(totalOf(lines, 'EUR')).toEqual({ minor: 1000, currency: 'EUR' });
    expect(lineTotal(lines[0]!, 'JPY')).toEqual({ minor: 999, currency: 'JPY' });
  });

  it('never touches a fraction', () => {
    const line = fc.record({ quantity: fc.integer({ min: 1, max: 99 }), unitPriceMinor: fc.nat(1_000_000_000) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 100 }), (lines) => {
        const exact = lines.reduce((sum, one) => sum + BigInt(one.quantity) * BigInt(one.unitPriceMinor), 0n);
        expect(BigInt(totalOf(lines, 'RUB').minor)).toBe(exact);
      }),
    );
  });
});

describe('an order’s number', () => {
  const at = new Date('2026-11-21T23:59:59Z');

  it('has the day and nothing that reads like something else', () => {
    expect(orderNumber('01a1fc59-26a6-7249-85e6-765783f5184e', at)).toMatch(/^261121(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  });

  it('is the same for the same order, and another for every other', () => {
    const ids = Array.from({ length: 5_000 }, (_, n) => `01a1fc59-26a6-7249-85e6-${n.toString(16).padStart(12, '0')}`);
    expect(new Set(ids.map((id) => orderNumber(id, at))).size).toBe(5_000);
    expect(orderNumber(ids[0]!, at)).toBe(orderNumber(ids[0]!, at));
  });
});

describe('what a buyer may do', () => {
  it('is cancelling until the first parcel is with the carrier', () => {
    expect(ORDER_STATUSES.filter(isCancellable)).toEqual(['PENDING_PAYMENT', 'PAID', 'PROCESSING']);
  });

  it('is returning within 14 days of delivery', () => {
    const deliveredAt = new Date('2026-11-01T12:00:00Z');
    const on = (day: string, status = 'DELIVERED' as const) => isReturnable({ status, deliveredAt }, new Date(day));
    expect(on('2026-11-15T11:59:59Z')).toBe(true);
    expect(on('2026-11-15T12:00:00Z')).toBe(false);
    for (const status of ORDER_STATUSES.filter((other) => other !== 'DELIVERED'))
      expect(isReturnable({ status, deliveredAt }, deliveredAt)).toBe(false);
    expect(isReturnable({ status: 'DELIVERED', deliveredAt: null }, deliveredAt)).toBe(false);
  });
});
