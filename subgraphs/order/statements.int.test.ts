import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { orderPaid, orderPlaced, paymentAuthorized } from '#schema/events.ts';
import { type OrderUnderTest, startOrder, statements } from './testing/order-under-test.ts';

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
