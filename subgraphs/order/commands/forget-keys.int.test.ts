import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { forgetKeysJob } from './sweep.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder({ ORDER_SWEEP_MS: '600000' });
});
afterAll(() => house?.subgraph.stop());

it('keys are forgotten after 30 days, and the orders stay', async () => {
  const { db } = house.subgraph;
  const { userId, input } = house.peers.buyer();
  expect(await house.checkout(userId, input)).toMatchObject({ __typename: 'PlacedOrder' });
  // More than one statement takes.
  await db.sql`insert into command_keys (user_id, key, input_hash, subject_id)
    select ${userId}, n::text, '', ${newId()} from generate_series(1, 1200) n`;
  const rows = async () => [
    (await db.sql`select from command_keys`).count,
    (await db.sql`select from checkouts`).count,
    (await db.sql`select from orders`).count,
  ];
  const forget = (inDays: number) =>
    forgetKeysJob({ db, clock: () => new Date(Date.now() + inDays * 86_400_000) }, 1).run();
  await forget(29);
  expect(await rows()).toEqual([1200, 1, 1]);
  await Promise.all([forget(31), forget(31)]);
  expect(await rows()).toEqual([0, 0, 1]);
});
