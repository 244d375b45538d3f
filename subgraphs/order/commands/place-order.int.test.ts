import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { orderPlaced } from '#schema/events.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterAll(() => house?.subgraph.stop());

describe('placing an order', () => {
  it('answers with the order, its payment and its hold, and tells the house', async () => {
    const { userId, input, cartId } = house.peers.buyer();
    const answer = await house.checkout(userId, input);
    expect(answer).toMatchObject({
      __typename: 'PlacedOrder',
      order: { status: 'PENDING_PAYMENT', total: { amount: '20.00', currency: 'EUR' } },
    });
    expect(answer.order!.number).toMatch(/^\d{6}(-[0-9A-Z]{4}){3}$/);
    expect(answer.payment!.id).toBe(house.peers.payments.get(answer.order!.id)!.id);
    const event = await eventually(() =>
      house.subgraph.published(orderPlaced).find(({ data }) => data.orderId === answer.order!.id),
    );
    expect(event.data).toMatchObject({ cartId, userId, totalMinor: 2000, currency: 'EUR', status: 'PENDING_PAYMENT' });
    expect(event.data.lines.map(({ quantity, unitPriceMinor }) => [quantity, unitPriceMinor])).toEqual([
      [1, 1000],
      [2, 500],
    ]);
  });
});
