import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { brokenLaws, expectTheLaws, type InventoryHouse, startInventory } from '../testing/inventory-house.ts';
import { retention } from './retention.ts';

const DAY_MS = 86_400_000;

describe('what is old', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  const forget = (inDays: number) => {
    const clock = () => new Date(Date.now() + inDays * DAY_MS);
    return retention(house.subgraph.db, clock, 90)();
  };
  const rows = async (table: string) => {
    const [row] = await house.subgraph.db.sql<
      { count: number }[]
    >`select count(*) from ${house.subgraph.db.sql(table)}`;
    return row!.count;
  };

  test('is summed up or forgotten, by any number of processes at once, and the laws hold; what is young stays', async () => {
    const { db } = house.subgraph;
    const [sold, held] = [await house.variantWith(9), await house.variantWith(9)];
    const orderId = newId();
    await house.reserve(orderId, [{ variantId: sold, quantity: 2 }]);
    await db.sql`update reservations set expires_at = now() - interval '1 second' where order_id = ${orderId}`;
    await expect.poll(() => house.statusOf(orderId)).toBe('EXPIRED');
    await house.reserve(newId(), [{ variantId: held, quantity: 4 }]);
    await forget(60);
    expect([await rows('movements'), await rows('reservations')]).toEqual([5, 2]);
    await Promise.all([forget(91), forget(91), forget(91)]);
    expect([await rows('movements'), await rows('reservations'), await rows('stock_requests')]).toEqual([0, 1, 0]);
    expect(await house.levelOf(sold)).toMatchObject({ onHand: 9, reserved: 0 });
    await expectTheLaws(db);
    await house.reserve(newId(), [{ variantId: held, quantity: 1 }]);
    await forget(91);
    expect(await rows('opening_balances')).toBe(2);
    await expectTheLaws(db);
  });

  test('law-breaking is found and named', async () => {
    const { db } = house.subgraph;
    const variantId = await house.variantWith(3);
    await db.sql`update stock set on_hand = 4 where variant_id = ${variantId}`;
    const subject = `${variantId} in ${house.msk}`;
    expect(await brokenLaws(db)).toEqual({
      'stock is the sum of its movements': [
        { subject, expected: 'on hand 3, reserved 0', found: 'on hand 4, reserved 0' },
      ],
    });
    await db.sql`update stock set on_hand = 3, reserved = 1 where variant_id = ${variantId}`;
    await db.sql`update movements set reserved_change = 1 where variant_id = ${variantId}`;
    expect(await brokenLaws(db)).toEqual({ 'reserved is what orders hold': [{ subject, expected: '0', found: '1' }] });
    await db.sql`update movements set reserved_change = 0 where variant_id = ${variantId}`;
    await db.sql`update stock set reserved = 0 where variant_id = ${variantId}`;
  });
});
