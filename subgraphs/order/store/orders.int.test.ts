import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { crossing } from '#kernel/testing/crossing.ts';
import { placedAnnouncement } from '../commands/announcements.ts';
import { orderNumber } from '../domain/order.ts';
import { placed } from '../domain/order-process.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { Checkouts, type Claim } from './checkouts.ts';
import { insertOrders } from './orders.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterAll(() => house?.subgraph.stop());

/** An order that is about to be saved under its claim. */
async function claimed(checkouts: Checkouts) {
  const [userId, orderId, cartId, placedAt] = [newId(), newId(), newId(), new Date()];
  const wish = { userId, key: newId(), inputHash: '', cartId, orderId, runner: newId() };
  const { claim } = (await checkouts.claim(wish)) as { claim: Claim };
  const street = { recipient: 'A', phone: null, country: 'RU', region: null, city: 'Москва', street: 'Тверская, 1' };
  const order = {
    ...placed(placedAt, 0),
    ...{
      id: orderId,
      number: orderNumber(orderId, placedAt),
      userId,
      cartId,
      totalMinor: 100,
      currency: 'EUR',
      placedAt,
    },
    ...{ deliverySlotId: null, address: { ...street, postalCode: null, latitude: null, longitude: null } },
  };
  const placing = { claim, order, lines: [] };
  return { ...placing, event: placedAnnouncement(placing) };
}

it('orders whose requests are repeated at another process are saved in one order, so that nobody waits in a circle', async () => {
  const { db } = house.subgraph;
  const checkouts = new Checkouts(db);
  const [first, second] = [await claimed(checkouts), await claimed(checkouts)];
  // As a repeated request looks at the claim it would take over.
  const looks =
    ({ claim }: typeof first) =>
    (tx: Tx) =>
      tx.sql`select 1 from checkouts where user_id = ${claim.userId} for update`;
  const saved = await crossing(db, {
    first: looks(first),
    act: () => insertOrders(db, [second, first]),
    second: looks(second),
  });
  expect(saved).toEqual(new Set([first.order.id, second.order.id]));
});
