import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { type LogisticsHouse, ORDER, startLogistics } from '../testing/logistics-house.ts';
import { retention } from './retention.ts';

const DAY_MS = 86_400_000;

describe('what is old', () => {
  let house: LogisticsHouse;
  beforeAll(async () => {
    house = await startLogistics();
  });
  afterAll(() => house.stop());

  test('is forgotten by any number of processes at once; what is young, and every shipment, stays', async () => {
    const { db } = house.subgraph;
    const forget = (inDays: number) => retention(db, () => new Date(Date.now() + inDays * DAY_MS), 90)();
    const count = async (table: string): Promise<number> => {
      const [row] = await db.sql<{ count: number }[]>`select count(*) from ${db.sql(table)}`;
      return row!.count;
    };
    const [sent, nothing] = [await house.planned(), newId()];
    await house.cancelled(nothing);
    const [slot] = await house.ask<{ id: string }[]>('query { deliverySlots(city: "Omsk") { id } }');
    const book = 'mutation B($orderId: ID!, $slotId: ID!) { bookDeliverySlot(orderId: $orderId, slotId: $slotId) }';
    await house.ask(book, { orderId: sent.orderId, slotId: slot!.id }, ORDER);
    await eventually(async () => (await count('deliveries')) === 2);
    const slots = await count('delivery_slots');
    await forget(60);
    expect([await count('deliveries'), await count('delivery_slots')]).toEqual([2, slots]);
    await Promise.all([forget(200), forget(200), forget(200)]);
    expect([await count('deliveries'), await count('delivery_slots'), await count('slot_bookings')]).toEqual([1, 0, 0]);
    expect(await house.shipmentsOf(sent.orderId)).toHaveLength(1);
  });
});
