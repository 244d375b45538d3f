import { describe, expect, test } from 'vitest';
import { SlotBook, windowsFrom } from './slots.ts';

const now = new Date('2026-11-21T12:00:00Z');
const slot = (id: string, capacity: number, booked = 0, startsAt = new Date('2026-11-22T06:00:00Z')) => ({
  id,
  capacity,
  booked,
  startsAt,
});

describe('delivery windows', () => {
  test('begin at 9, 13 and 17 o’clock of the town’s own time, from the next on', () => {
    expect(windowsFrom(now, 2, 180).map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-11-21T14:00:00.000Z',
      '2026-11-22T06:00:00.000Z',
      '2026-11-22T10:00:00.000Z',
      '2026-11-22T14:00:00.000Z',
    ]);
    expect(windowsFrom(now, 1, 600)).toEqual([]);
    expect(
      windowsFrom(new Date('2026-11-21T14:30:00Z'), 1, 600).map(({ startsAt, endsAt }) => [
        startsAt.toISOString(),
        endsAt.toISOString(),
      ])[0],
    ).toEqual(['2026-11-21T23:00:00.000Z', '2026-11-22T03:00:00.000Z']);
  });
});

describe('a slot', () => {
  const book = (orderId: string, slotId = 's') => ({ kind: 'BOOK', orderId, slotId }) as const;
  const release = (orderId: string) => ({ kind: 'RELEASE', orderId }) as const;

  test('has room for as many as it has places, first come first served', () => {
    const slots = new SlotBook([slot('s', 2)], new Map(), now);
    expect(['a', 'b', 'c'].map((id) => slots.take(book(id)))).toEqual([true, true, false]);
    expect(slots.changes.slots).toEqual([{ id: 's', change: 2 }]);
  });

  test('gives an order one place however often it asks, and a place given back to the next', () => {
    const slots = new SlotBook([slot('s', 1)], new Map(), now);
    expect(
      [book('a'), book('a'), book('b'), release('a'), release('a'), book('b')].map((one) => slots.take(one)),
    ).toEqual([true, true, false, true, false, true]);
    expect(slots.changes).toEqual({ bookings: [{ orderId: 'b', slotId: 's' }], slots: [{ id: 's', change: 1 }] });
  });

  test('is left for another only when the other has room', () => {
    const slots = new SlotBook([slot('s', 1, 1), slot('t', 1, 1), slot('u', 1)], new Map([['a', 's']]), now);
    expect(slots.take(book('a', 't'))).toBe(false);
    expect(slots.changes.bookings).toEqual([]);
    expect(slots.take(book('a', 'u'))).toBe(true);
    expect(slots.changes).toEqual({
      bookings: [{ orderId: 'a', slotId: 'u' }],
      slots: [
        { id: 's', change: -1 },
        { id: 'u', change: 1 },
      ],
    });
  });

  test.each([
    ['is unknown', []],
    ['has begun', [slot('s', 5, 0, new Date('2026-11-21T11:00:00Z'))]],
    ['has no places', [slot('s', 0)]],
  ])('cannot be had when it %s', (_title, known) => {
    expect(new SlotBook(known, new Map(), now).take(book('a'))).toBe(false);
  });
});
