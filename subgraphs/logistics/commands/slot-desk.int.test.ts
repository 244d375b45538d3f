import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { BUYER, GUEST, type LogisticsHouse, ORDER, startLogistics } from '../testing/logistics-house.ts';

const BOOK = 'mutation B($orderId: ID!, $slotId: ID!) { bookDeliverySlot(orderId: $orderId, slotId: $slotId) }';
const RELEASE = 'mutation R($orderId: ID!) { releaseDeliverySlot(orderId: $orderId) }';
const SLOTS = `query S($city: String!, $from: DateTime, $to: DateTime) {
  deliverySlots(city: $city, from: $from, to: $to) { id startsAt endsAt placesLeft } }`;

interface Slot {
  id: string;
  startsAt: string;
  endsAt: string;
  placesLeft: number;
}

describe('delivery slots', () => {
  let house: LogisticsHouse;
  beforeAll(async () => {
    house = await startLogistics({ DELIVERY_SLOT_CAPACITY: '20' });
  });
  afterAll(() => house.stop());

  const slots = (city: string, span: object = {}) => house.ask<Slot[]>(SLOTS, { city, ...span }, GUEST);
  const book = (orderId: string, slotId: string) => house.ask<boolean>(BOOK, { orderId, slotId }, ORDER);
  const release = (orderId: string) => house.ask<boolean>(RELEASE, { orderId }, ORDER);
  const left = async (city: string, id: string) => (await slots(city)).find((slot) => slot.id === id)!.placesLeft;

  test('are open for two weeks, to anybody, by the town’s name in two languages', async () => {
    const open = await slots('Казань');
    expect(open.length).toBeGreaterThanOrEqual(13 * 3);
    expect(await slots(' kazan ')).toEqual(open);
    for (const { startsAt, endsAt, placesLeft } of open) {
      expect(Date.parse(startsAt)).toBeGreaterThan(Date.now());
      expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(4 * 3_600_000);
      expect(placesLeft).toBe(20);
    }
    const [, second, third] = open;
    expect(await slots('Казань', { from: second!.startsAt, to: third!.startsAt })).toEqual([second]);
    expect(await slots('Урюпинск')).toEqual([]);
    expect(await slots('x'.repeat(1_000))).toEqual([]);
  });

  test('cannot be asked for longer than a month', async () => {
    expect(await house.codeOf(SLOTS, { city: 'Казань', to: '2999-01-01T00:00:00.000Z' }, GUEST)).toBe('BAD_USER_INPUT');
    expect(await house.codeOf(SLOTS, { city: 'Казань', to: 'tomorrow' }, GUEST)).toBe('BAD_USER_INPUT');
  });

  test('of 20 places are given to 20 of 200 orders at once, and to others when they are given back', async () => {
    const { id } = (await slots('Moscow'))[0]!;
    const orders = Array.from({ length: 200 }, () => newId());
    const answers = await Promise.all(orders.map((orderId) => book(orderId, id)));
    const winners = orders.filter((_, index) => answers[index]);
    expect(winners).toHaveLength(20);
    expect(await left('Moscow', id)).toBe(0);
    expect(await book(winners[0]!, id)).toBe(true);
    expect(await Promise.all(winners.map(release))).toEqual(winners.map(() => true));
    expect(await release(winners[0]!)).toBe(false);
    expect(await left('Moscow', id)).toBe(20);
    expect(await book(newId(), id)).toBe(true);
  });

  test('are changed for an order without losing a place, however often it changes its mind at once', async () => {
    const [one, other] = (await slots('Пермь')) as [Slot, Slot];
    const orderId = newId();
    await Promise.all(Array.from({ length: 30 }, (_, index) => book(orderId, index % 2 ? one.id : other.id)));
    const taken = [await left('Пермь', one.id), await left('Пермь', other.id)];
    expect(taken.toSorted()).toEqual([19, 20]);
    const counted = await house.subgraph.db.sql`
      select from delivery_slots s where booked <> (select count(*) from slot_bookings b where b.slot_id = s.id)`;
    expect(counted).toHaveLength(0);
  });

  test.each([newId(), 'slot', ''])('that do not exist cannot be booked: "%s"', async (slotId) => {
    expect(await book(newId(), slotId)).toBe(false);
    expect(await book('order', slotId)).toBe(false);
    expect(await release('order')).toBe(false);
  });

  test('are booked by subgraphs only', async () => {
    expect(await house.codeOf(BOOK, { orderId: newId(), slotId: newId() }, BUYER)).toBe('FORBIDDEN');
    expect(await house.codeOf(RELEASE, { orderId: newId() }, GUEST)).toBe('FORBIDDEN');
  });
});
