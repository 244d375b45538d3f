import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { orderPaid, orderPlaced, paymentAuthorized } from '#schema/events.ts';
import { anyOverdue } from './store/processes.ts';
import { asUser, type OrderUnderTest, startOrder, statements } from './testing/order-under-test.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder({ ORDER_SWEEP_MS: '600000' });
});
afterAll(() => house?.subgraph.stop());

/** Checks out and pays, and waits until the house was told of both. */
async function paidOrders(count: number): Promise<void> {
  const buyers = Array.from({ length: count }, () => house.peers.buyer());
  const answers = await Promise.all(buyers.map(({ userId, input }) => house.checkout(userId, input)));
  const ids = new Set(answers.map(({ order }) => order!.id));
  const told = (definition: typeof orderPlaced | typeof orderPaid) =>
    eventually(() => house.subgraph.published(definition).filter(({ data }) => ids.has(data.orderId)).length === count);
  await told(orderPlaced);
  const at = new Date().toISOString();
  await Promise.all(
    [...ids].map((orderId) =>
      house.subgraph.publish(paymentAuthorized, {
        paymentId: newId(),
        orderId,
        amountMinor: 2000,
        currency: 'EUR',
        at,
      }),
    ),
  );
  await told(orderPaid);
}

/** An order of so many lines, placed and looked at: the statements it cost, but for the relay's idle looks. */
async function costOf(lines: number): Promise<{ statements: number; shown: number }> {
  const { userId, input, cartId } = house.peers.buyer();
  const cart = house.peers.carts.get(cartId)!;
  while (cart.lines.length < lines) {
    const variantId = newId();
    house.peers.prices.set(variantId, '10.00');
    house.peers.stock.set(variantId, 100);
    cart.lines.push({ ...cart.lines[0]!, variantId });
  }
  const [before, began] = [await statements(), performance.now()];
  const { order } = await house.checkout(userId, input);
  await eventually(() => house.subgraph.published(orderPlaced).some(({ data }) => data.orderId === order!.id));
  const PAGE = 'query ($id: ID!) { order(id: $id) { number lines { title variant { id } } history { status } } }';
  const { order: page } = await house.ask<{ order: { lines: object[] } }>(asUser(userId, 'buyer'), PAGE, {
    id: order!.id,
  });
  const looks = Math.ceil((performance.now() - began) / 1000);
  return { statements: (await statements()) - before - looks, shown: page.lines.length };
}

describe('looking for orders whose time ran out', () => {
  it('reads none of those that wait for nothing, whatever the planner knows of the moment', async () => {
    const { db } = house.subgraph;
    await db.sql`
      insert into orders (id, number, user_id, cart_id, status, hold, money, hold_expires_at, total_minor, currency,
        address, placed_at)
      select gen_random_uuid(), 'finished ' || n, gen_random_uuid(), gen_random_uuid(), 'DELIVERED', 'HELD',
        'AUTHORIZED', now(), 0, 'EUR', '{}', now()
      from generate_series(1, 2000) as n`;
    const read = await db.transaction(async (tx) => {
      await tx.sql`set local plan_cache_mode = force_generic_plan`;
      expect(await anyOverdue(tx, new Date())).toBe(false);
      const [orders] = await tx.sql<{ read: number }[]>`
        select seq_tup_read as read from pg_stat_xact_user_tables where relname = 'orders'`;
      return orders!.read;
    });
    expect(read).toBe(0);
  });
});

describe('an order of sixty lines', () => {
  it('costs no more statements than one of two, from the checkout to its page', async () => {
    await costOf(2);
    const [short, long] = [await costOf(2), await costOf(60)];
    expect(long.shown).toBe(60);
    // The relay may find the same events in one turn or in several.
    expect(long.statements).toBeLessThanOrEqual(short.statements + 5);
  });
});

describe('a paid order', () => {
  it('costs five statements when it is alone, the relay’s among them but for its idle looks', async () => {
    await paidOrders(1);
    const [before, began] = [await statements(), performance.now()];
    await paidOrders(1);
    const looks = Math.ceil((performance.now() - began) / 1000);
    expect((await statements()) - before).toBeLessThanOrEqual(5 + looks);
  });

  it('costs less than one when a hundred come at once', async () => {
    const before = await statements();
    await paidOrders(100);
    expect((await statements()) - before).toBeLessThan(100);
  });
});
