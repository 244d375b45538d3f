import { expect, test } from 'vitest';
import {
  afterAnswer,
  isElsewhere,
  type RegionalAnswer,
  type RegionalHold,
  type RegionalStatus,
} from './regional-hold.ts';

const EVERY: RegionalStatus[] = ['ASKED', 'HELD', 'SOLD', 'REFUSED', 'RELEASED', 'CANCELLED', 'RETURNED'];
const expiresAt = new Date('2026-11-21T12:00:00Z');
const allocations = [{ variantId: 'v', warehouseId: 'w', quantity: 2 }];
const hold = (status: RegionalStatus): RegionalHold => ({
  orderId: 'o',
  region: 'east',
  status,
  expiresAt: null,
  allocations: [],
});
const after = (status: RegionalStatus, outcome: RegionalAnswer['outcome']) =>
  afterAnswer(hold(status), { outcome, expiresAt, allocations });

test.each([
  ['HELD', { ASKED: 'HELD', HELD: 'HELD', REFUSED: 'HELD' }],
  ['REFUSED', { ASKED: 'REFUSED', HELD: 'REFUSED', REFUSED: 'REFUSED' }],
  ['SOLD', Object.fromEntries(EVERY.map((status) => [status, 'SOLD']))],
  ['CANCELLED', Object.fromEntries(EVERY.map((status) => [status, 'CANCELLED']))],
  ['RETURNED', Object.fromEntries(EVERY.map((status) => [status, 'RETURNED']))],
  ['EXPIRED', {}],
] as [RegionalAnswer['outcome'], Partial<Record<RegionalStatus, RegionalStatus>>][])(
  'the answer %s changes what it may, whatever it crossed on its way',
  (outcome, expected) => {
    const changed = EVERY.flatMap((status) => {
      const next = after(status, outcome);
      return next ? [[status, next.status] as const] : [];
    });
    expect(Object.fromEntries(changed)).toEqual(expected);
  },
);

test('a hold keeps its time, a sale what was sold', () => {
  expect(after('ASKED', 'HELD')).toMatchObject({ expiresAt });
  expect(after('HELD', 'SOLD')).toMatchObject({ allocations });
});

test('what was only asked for, or let go, is nobody else’s to decide', () => {
  expect(EVERY.filter((status) => !isElsewhere(hold(status)))).toEqual(['ASKED', 'RELEASED']);
});
