import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type Reservation, type ReservationCommand, type ReservationStatus } from './reservation.ts';
import { WorkingSet } from './working-set.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = new Date('2026-11-21T12:15:00Z');
const lines = [{ variantId: 'bed', quantity: 2 }];
const allocations = [{ variantId: 'bed', warehouseId: 'msk', quantity: 2 }];
const on = (available: number, at = now) => ({
  now: at,
  holdMs: 900_000,
  shelvesOf: () => [{ warehouseId: 'msk', latitude: 0, longitude: 0, available }],
});
const reservation = (status: ReservationStatus): Reservation => ({
  orderId: 'o',
  status,
  expiresAt: later,
  allocations,
});

const commands: Record<ReservationCommand['kind'], ReservationCommand> = {
  HOLD: { kind: 'HOLD', orderId: 'o', lines },
  HOLD_AGAIN: { kind: 'HOLD_AGAIN', orderId: 'o', lines },
  SELL: { kind: 'SELL', orderId: 'o', lines },
  RELEASE: { kind: 'RELEASE', orderId: 'o' },
  CANCEL: { kind: 'CANCEL', orderId: 'o' },
  TAKE_BACK: { kind: 'TAKE_BACK', orderId: 'o', warehouseId: 'msk' },
  EXPIRE: { kind: 'EXPIRE', orderId: 'o' },
};

describe('every command in every state, with 5 of 2 wanted there and long after the hold ran out', () => {
  const muchLater = new Date('2026-11-21T13:00:00Z');
  type Row = [
    ReservationStatus | undefined,
    ReservationCommand['kind'],
    string,
    ReservationStatus | undefined,
    [number, number],
  ];
  // state, command, answer, next state (undefined: unchanged), change of [on hand, reserved]
  const table: Row[] = [
    [undefined, 'HOLD', 'HELD', 'HELD', [0, 2]],
    ['HELD', 'HOLD', 'HELD', undefined, [0, 0]],
    ['SOLD', 'HOLD', 'HELD', undefined, [0, 0]],
    ['RELEASED', 'HOLD', 'HELD', 'HELD', [0, 2]],
    ['EXPIRED', 'HOLD', 'HELD', 'HELD', [0, 2]],
    ['CANCELLED', 'HOLD', 'REFUSED ORDER_IS_OVER', undefined, [0, 0]],
    ['RETURNED', 'HOLD', 'REFUSED ORDER_IS_OVER', undefined, [0, 0]],
    [undefined, 'HOLD_AGAIN', 'HELD', 'HELD', [0, 2]],
    ['HELD', 'HOLD_AGAIN', 'HELD', 'HELD', [0, 0]],
    ['SOLD', 'HOLD_AGAIN', 'IGNORED ALREADY_SOLD', undefined, [0, 0]],
    ['RELEASED', 'HOLD_AGAIN', 'HELD', 'HELD', [0, 2]],
    ['EXPIRED', 'HOLD_AGAIN', 'HELD', 'HELD', [0, 2]],
    ['CANCELLED', 'HOLD_AGAIN', 'IGNORED ORDER_IS_OVER', undefined, [0, 0]],
    ['RETURNED', 'HOLD_AGAIN', 'IGNORED ORDER_IS_OVER', undefined, [0, 0]],
    [undefined, 'SELL', 'SOLD', 'SOLD', [-2, 0]],
    ['HELD', 'SELL', 'SOLD', 'SOLD', [-2, -2]],
    ['SOLD', 'SELL', 'IGNORED ALREADY_SOLD', undefined, [0, 0]],
    ['RELEASED', 'SELL', 'SOLD', 'SOLD', [-2, 0]],
    ['EXPIRED', 'SELL', 'SOLD', 'SOLD', [-2, 0]],
    ['CANCELLED', 'SELL', 'IGNORED ORDER_IS_OVER', undefined, [0, 0]],
    ['RETURNED', 'SELL', 'IGNORED ORDER_IS_OVER', undefined, [0, 0]],
    [undefined, 'RELEASE', 'IGNORED NOTHING_HELD', undefined, [0, 0]],
    ['HELD', 'RELEASE', 'RELEASED CANCELLED', 'RELEASED', [0, -2]],
    ['SOLD', 'RELEASE', 'IGNORED ALREADY_SOLD', undefined, [0, 0]],
    ['RELEASED', 'RELEASE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['EXPIRED', 'RELEASE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['CANCELLED', 'RELEASE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['RETURNED', 'RELEASE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    [undefined, 'CANCEL', 'IGNORED NOTHING_HELD', 'CANCELLED', [0, 0]],
    ['HELD', 'CANCEL', 'RELEASED CANCELLED', 'CANCELLED', [0, -2]],
    ['SOLD', 'CANCEL', 'RELEASED RETURNED', 'RETURNED', [2, 0]],
    ['RELEASED', 'CANCEL', 'IGNORED ALREADY_ENDED', 'CANCELLED', [0, 0]],
    ['EXPIRED', 'CANCEL', 'IGNORED ALREADY_ENDED', 'CANCELLED', [0, 0]],
    ['CANCELLED', 'CANCEL', 'IGNORED ORDER_IS_OVER', undefined, [0, 0]],
    ['RETURNED', 'CANCEL', 'IGNORED ORDER_IS_OVER', undefined, [0, 0]],
    [undefined, 'TAKE_BACK', 'IGNORED NOTHING_SOLD_THERE', undefined, [0, 0]],
    ['HELD', 'TAKE_BACK', 'IGNORED NOTHING_SOLD_THERE', undefined, [0, 0]],
    ['SOLD', 'TAKE_BACK', 'RELEASED RETURNED', 'RETURNED', [2, 0]],
    ['RELEASED', 'TAKE_BACK', 'IGNORED NOTHING_SOLD_THERE', undefined, [0, 0]],
    ['EXPIRED', 'TAKE_BACK', 'IGNORED NOTHING_SOLD_THERE', undefined, [0, 0]],
    ['CANCELLED', 'TAKE_BACK', 'IGNORED NOTHING_SOLD_THERE', undefined, [0, 0]],
    ['RETURNED', 'TAKE_BACK', 'IGNORED NOTHING_SOLD_THERE', undefined, [0, 0]],
    [undefined, 'EXPIRE', 'IGNORED NOTHING_HELD', undefined, [0, 0]],
    ['HELD', 'EXPIRE', 'RELEASED EXPIRED', 'EXPIRED', [0, -2]],
    ['SOLD', 'EXPIRE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['RELEASED', 'EXPIRE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['EXPIRED', 'EXPIRE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['CANCELLED', 'EXPIRE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
    ['RETURNED', 'EXPIRE', 'IGNORED ALREADY_ENDED', undefined, [0, 0]],
  ];
  test.each(table)('%s + %s → %s, then %s', (status, kind, answer, next, [onHand, reserved]) => {
    const decision = decide(commands[kind], status && reservation(status), on(5, muchLater));
    expect([decision.answer.outcome, 'reason' in decision.answer ? decision.answer.reason : ''].join(' ').trim()).toBe(
      answer,
    );
    expect(decision.next?.status).toBe(next);
    expect(decision.changes.reduce((sum, change) => sum + change.onHand, 0)).toBe(onHand);
    expect(decision.changes.reduce((sum, change) => sum + change.reserved, 0)).toBe(reserved);
  });
});

describe('a reservation', () => {
  test('is held for the given time from now', () => {
    expect(decide(commands.HOLD, undefined, on(2))).toMatchObject({
      answer: { expiresAt: later },
      next: { allocations },
    });
  });

  test('is given its whole time again when the money came while it was still held', () => {
    const held = { ...reservation('HELD'), expiresAt: new Date(now.getTime() + 1_000) };
    expect(decide(commands.HOLD_AGAIN, held, on(0))).toMatchObject({
      answer: { expiresAt: later },
      next: { expiresAt: later },
    });
  });

  test('does not expire before its time, however early the sweep comes', () => {
    expect(decide(commands.EXPIRE, reservation('HELD'), on(0)).answer).toEqual({
      outcome: 'IGNORED',
      reason: 'HELD_LONGER',
    });
  });

  test('that was sold is taken back parcel by parcel, each once, and a cancel takes back the rest', () => {
    const sold: Reservation = {
      ...reservation('SOLD'),
      allocations: [...allocations, { variantId: 'bed', warehouseId: 'kzn', quantity: 1 }],
    };
    const take = (from: Reservation, warehouseId: string) =>
      decide({ kind: 'TAKE_BACK', orderId: 'o', warehouseId }, from, on(0));
    const part = take(sold, 'kzn');
    expect(part).toMatchObject({ answer: { outcome: 'TAKEN_BACK_IN_PART' }, next: { status: 'SOLD' } });
    expect(part.changes).toEqual([
      { variantId: 'bed', warehouseId: 'kzn', kind: 'TAKEN_BACK', onHand: 1, reserved: 0 },
    ]);
    expect(take(part.next!, 'kzn').answer).toEqual({ outcome: 'IGNORED', reason: 'NOTHING_SOLD_THERE' });
    for (const rest of [take(part.next!, 'msk'), decide(commands.CANCEL, part.next, on(0))]) {
      expect(rest).toMatchObject({ answer: { outcome: 'RELEASED', reason: 'RETURNED' }, next: { status: 'RETURNED' } });
      expect(rest.changes).toMatchObject([{ warehouseId: 'msk', onHand: 2 }]);
    }
  });

  test('sold after it expired is refused when its goods have gone to another', () => {
    expect(decide(commands.SELL, reservation('EXPIRED'), on(1)).answer).toEqual({
      outcome: 'REFUSED',
      reason: 'OUT_OF_STOCK',
      shortages: [{ variantId: 'bed', requested: 2, available: 1 }],
    });
  });
});

describe('a batch', () => {
  const row = { variantId: 'bed', warehouseId: 'msk', latitude: 0, longitude: 0, onHand: 3, reserved: 0 };
  const hold = (orderId: string, quantity = 1): ReservationCommand => ({
    kind: 'HOLD',
    orderId,
    lines: [{ variantId: 'bed', quantity }],
  });

  test('gives the last units to those who came first, and tells each variant’s stock once', () => {
    const work = new WorkingSet([row], [], now, 1);
    const outcomes = ['a', 'b', 'c', 'd'].map((id) => work.take(hold(id)).outcome);
    expect(outcomes).toEqual(['HELD', 'HELD', 'HELD', 'REFUSED']);
    expect(work.changedVariants).toEqual([{ variantId: 'bed', available: 0 }]);
    expect(work.changedReservations.fresh.map(({ orderId }) => orderId)).toEqual(['a', 'b', 'c']);
  });

  test('answers the same order twice with one hold', () => {
    const work = new WorkingSet([row], [], now, 1);
    expect(work.take(hold('a'))).toEqual(work.take(hold('a')));
    expect(work.movements).toHaveLength(1);
  });

  test('lets a later command have what an earlier one gave back', () => {
    const work = new WorkingSet([row], [], now, 1);
    expect(work.take(hold('a', 3)).outcome).toBe('HELD');
    expect(work.take({ kind: 'CANCEL', orderId: 'a' }).outcome).toBe('RELEASED');
    expect(work.take(hold('b', 3)).outcome).toBe('HELD');
    expect(work.changedVariants).toEqual([{ variantId: 'bed', available: 0 }]);
  });

  test('a stock that is as before is not told of', () => {
    const work = new WorkingSet([row], [], now, 1);
    work.take(hold('a'));
    work.take({ kind: 'RELEASE', orderId: 'a' });
    expect(work.changedVariants).toEqual([]);
  });

  test('whatever is asked in whatever order, nothing goes below zero and what is reserved is what is held', () => {
    const command = fc.record({
      kind: fc.constantFrom(...(Object.keys(commands) as ReservationCommand['kind'][])),
      orderId: fc.constantFrom('a', 'b', 'c'),
      warehouseId: fc.constantFrom('msk', 'kzn'),
      lines: fc.constantFrom(
        [{ variantId: 'bed', quantity: 1 }],
        [
          { variantId: 'bed', quantity: 2 },
          { variantId: 'pillow', quantity: 1 },
        ],
      ),
    }) as fc.Arbitrary<ReservationCommand>;
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (sequence) => {
        const rows = [row, { ...row, warehouseId: 'kzn', onHand: 1 }, { ...row, variantId: 'pillow', onHand: 2 }];
        const work = new WorkingSet(rows, [], now, -1);
        for (const one of sequence) work.take(one);
        const held = work.changedReservations.fresh
          .filter(({ status }) => status === 'HELD')
          .flatMap((one) => one.allocations)
          .reduce((sum, { quantity }) => sum + quantity, 0);
        const sold = work.changedReservations.fresh
          .filter(({ status }) => status === 'SOLD')
          .flatMap((one) => one.allocations)
          .filter(({ takenBack }) => !takenBack)
          .reduce((sum, { quantity }) => sum + quantity, 0);
        expect(work.movements.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(held);
        expect(work.movements.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(0 - sold);
        const level = new Map(
          rows.map((one) => [`${one.variantId} ${one.warehouseId}`, { onHand: one.onHand, reserved: 0 }]),
        );
        for (const move of work.movements) {
          const at = level.get(`${move.variantId} ${move.warehouseId}`)!;
          at.onHand += move.onHand;
          at.reserved += move.reserved;
          expect(at.reserved).toBeGreaterThanOrEqual(0);
          expect(at.onHand).toBeGreaterThanOrEqual(at.reserved);
        }
      }),
    );
  });
});
