import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { orderLaws } from './laws.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterAll(() => house?.subgraph.stop());

it('an order that was placed breaks no law; a line without an order is told', async () => {
  const { sql } = house.subgraph.db;
  const told = async () => (await Promise.all(orderLaws.map(({ violations }) => sql.unsafe(violations)))).flat();
  const { userId, input } = house.peers.buyer();
  await house.checkout(userId, input);
  expect(await told()).toEqual([]);
  const orderId = newId();
  await sql`
    insert into order_lines (id, order_id, position, variant_id, sku, title, quantity, unit_price_minor)
    values (${newId()}, ${orderId}, 0, ${newId()}, 'sku', 'title', 2, 500)`;
  expect(await told()).toEqual([{ subject: orderId, expected: '1000', found: 'no order' }]);
});
