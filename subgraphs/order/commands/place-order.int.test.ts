import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { orderPlaced } from '#schema/events.ts';
import { Checkouts } from '../store/checkouts.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import type { Placement } from './place-order.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterEach(() => {
  house.peers.before = () => {};
});
afterAll(() => house?.subgraph.stop());

const orderIdOf = (placement: Placement): string | undefined =>
  placement.kind === 'placed' ? placement.order.id : placement.kind;

describe('placing an order', () => {
  it('answers with the order, its hold and its payment, and tells the house', async () => {
    const { userId, input, cartId } = house.peers.buyer();
    const answer = await house.checkout(userId, input);
    expect(answer).toMatchObject({
      __typename: 'PlacedOrder',
      order: { status: 'PENDING_PAYMENT', total: { amount: '20.00', currency: 'EUR' } },
    });
    expect(answer.order!.number).toMatch(/^\d{6}(-[0-9A-Z]{4}){3}$/);
    const { id, redirectUrl, goodsHeldUntil } = house.peers.payments.get(answer.order!.id)!;
    expect(answer.payment).toEqual({ id, status: 'REQUIRES_ACTION', redirectUrl });
    expect(house.peers.payments.get(answer.order!.id)!.amount).toBe('20.00');
    const event = await eventually(() =>
      house.subgraph.published(orderPlaced).find(({ data }) => data.orderId === answer.order!.id),
    );
    expect(event.data.holdExpiresAt).toBe(goodsHeldUntil);
    expect(event.data).toMatchObject({ cartId, userId, totalMinor: 2000, currency: 'EUR', status: 'PENDING_PAYMENT' });
    expect(event.data.lines.map(({ quantity, unitPriceMinor }) => [quantity, unitPriceMinor])).toEqual([
      [1, 1000],
      [2, 500],
    ]);
  });

  it('books the delivery slot that was asked for', async () => {
    const { userId, input } = house.peers.buyer();
    const deliverySlotId = newId();
    house.peers.slots.set(deliverySlotId, 1);
    const { order } = await house.checkout(userId, { ...input, deliverySlotId });
    expect(house.peers.bookings.get(order!.id)).toBe(deliverySlotId);
  });

  it('places the orders of many buyers at once, each its own', async () => {
    const buyers = Array.from({ length: 40 }, () => house.peers.buyer());
    const answers = await Promise.all(buyers.map(({ userId, input }) => house.checkout(userId, input)));
    expect(new Set(answers.map(({ order }) => order!.id)).size).toBe(40);
    for (const { userId } of buyers) expect(await house.ordersOf(userId)).toHaveLength(1);
  });

  it('asks the catalogue once for buyers who come at the same time', async () => {
    const buyers = Array.from({ length: 20 }, () => house.peers.buyer());
    house.peers.asked.length = 0;
    await Promise.all(buyers.map(({ userId, input }) => house.checkout(userId, input)));
    expect(house.peers.asked.filter((question) => question.startsWith('catalog.')).length).toBeLessThan(10);
  });
});

describe('the same idempotency key', () => {
  it('answers with the same order and payment again', async () => {
    const { userId, input } = house.peers.buyer();
    const first = await house.checkout(userId, input);
    expect(await house.checkout(userId, input)).toEqual(first);
  });

  it('makes one order, one hold and one payment of twenty requests at once', async () => {
    const { userId, input, variantIds } = house.peers.buyer();
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.checkout(userId, input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]!.__typename).toBe('PlacedOrder');
    const orders = await house.ordersOf(userId);
    expect(orders).toEqual([answers[0]!.order!.id]);
    expect(house.peers.stock.get(variantIds[0])).toBe(99);
    expect(house.peers.payments.has(orders[0]!)).toBe(true);
  });

  it('makes one order of requests that reach two processes at once', async () => {
    const { userId, input, variantIds } = house.peers.buyer();
    const other = house.anotherProcess();
    const [here, there] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => house.checkout(userId, input))),
      Promise.all(Array.from({ length: 6 }, () => other.run(userId, input as never))),
    ]);
    const ids = [...here.map(({ order }) => order!.id), ...there.map((placement) => orderIdOf(placement))];
    expect(await house.ordersOf(userId)).toEqual([...new Set(ids)]);
    expect(house.peers.stock.get(variantIds[0])).toBe(99);
  });

  it.each([
    ['another cart', () => ({ cartId: newId() })],
    ['another address', () => ({ addressId: newId() })],
    ['another card', () => ({ paymentMethod: { cardToken: 'tok_other' } })],
    ['another total', () => ({ expectedTotal: { amount: '20.00', currency: 'EUR' } })],
    ['a delivery slot', () => ({ deliverySlotId: newId() })],
  ])('is refused with %s, once an order was placed with it', async (_, change) => {
    const { userId, input } = house.peers.buyer();
    await house.checkout(userId, input);
    expect(await house.checkout(userId, { ...input, ...change() })).toMatchObject({
      __typename: 'IdempotencyConflict',
      code: 'IDEMPOTENCY_CONFLICT',
    });
    expect(await house.ordersOf(userId)).toHaveLength(1);
  });

  it.each([
    ['free', '11.00', 'PriceChanged', 'PlacedOrder'],
    ['refused', '10.00', 'PlacedOrder', 'IdempotencyConflict'],
  ])('is %s with other input that came while it ran, at a price of %s: %s', async (_, price, outcome, then) => {
    const { userId, input, variantIds } = house.peers.buyer();
    const { promise: resumed, resolve: resume } = Promise.withResolvers<void>();
    house.peers.prices.set(variantIds[0], price);
    house.peers.before = (question) => (question === 'accounts._entities' ? resumed : undefined);
    const first = house.checkout(userId, input);
    await eventually(async () => (await house.claimsOf(userId)).length === 1);
    const claim = vi.spyOn(Checkouts.prototype, 'claim');
    const second = house.checkout(userId, { ...input, expectedTotal: { amount: '21.00', currency: 'EUR' } });
    await eventually(() => claim.mock.settledResults[0]?.type === 'fulfilled');
    claim.mockRestore();
    resume();
    expect((await first).__typename).toBe(outcome);
    expect((await second).__typename).toBe(then);
    expect(await house.ordersOf(userId)).toHaveLength(1);
  });

  it('is another key when another buyer uses it', async () => {
    const [one, other] = [house.peers.buyer(), house.peers.buyer()];
    const [first, second] = [
      await house.checkout(one.userId, one.input),
      await house.checkout(other.userId, { ...other.input, idempotencyKey: one.input.idempotencyKey }),
    ];
    expect(second.__typename).toBe('PlacedOrder');
    expect(second.order!.id).not.toBe(first.order!.id);
  });

  it('is free after a refusal, also for other input', async () => {
    const { userId, input, variantIds } = house.peers.buyer();
    house.peers.prices.set(variantIds[0], '11.00');
    expect(await house.checkout(userId, input)).toMatchObject({ __typename: 'PriceChanged' });
    const expectedTotal = { amount: '21.00', currency: 'EUR' };
    expect(await house.checkout(userId, { ...input, expectedTotal })).toMatchObject({ __typename: 'PlacedOrder' });
  });
});

describe('a refusal changes nothing', () => {
  type Buyer = ReturnType<OrderUnderTest['peers']['buyer']>;
  it.each<[string, string, (buyer: Buyer) => object, object]>([
    [
      'an empty cart',
      'CartEmpty',
      ({ cartId }) => {
        house.peers.carts.get(cartId)!.lines.length = 0;
        return {};
      },
      { code: 'CART_EMPTY' },
    ],
    ['an unknown cart', 'NotFound', () => ({ cartId: newId() }), { code: 'NOT_FOUND' }],
    ['a cart that is no id', 'NotFound', () => ({ cartId: '42; drop table orders' }), {}],
    ['somebody else’s cart', 'NotFound', () => ({ cartId: house.peers.buyer().cartId }), {}],
    ['an unknown address', 'NotFound', () => ({ addressId: newId() }), {}],
    ['an address that is no id', 'NotFound', () => ({ addressId: 'home' }), { id: 'home' }],
    ['somebody else’s address', 'NotFound', () => ({ addressId: house.peers.buyer().input.addressId }), {}],
    ['a slot that is no id', 'NotFound', () => ({ deliverySlotId: 'tomorrow' }), { id: 'tomorrow' }],
    ['a full slot', 'DeliverySlotFull', () => ({ deliverySlotId: newId() }), { code: 'DELIVERY_SLOT_FULL' }],
    [
      'a cart that is being checked out',
      'CartClosed',
      ({ cartId }) => {
        house.peers.carts.get(cartId)!.checkout = 'another checkout';
        return {};
      },
      { code: 'CART_CLOSED' },
    ],
    [
      'too few in stock',
      'OutOfStock',
      ({ variantIds }) => {
        house.peers.stock.set(variantIds[1], 1);
        return {};
      },
      { available: 1, lines: [{ requested: 2, available: 1 }] },
    ],
    [
      'a variant that is not sold any more',
      'OutOfStock',
      ({ variantIds }) => {
        house.peers.prices.delete(variantIds[0]);
        return {};
      },
      { available: 0, lines: [{ requested: 1, available: 0 }] },
    ],
    [
      'another price than was seen',
      'PriceChanged',
      ({ variantIds }) => {
        house.peers.prices.set(variantIds[0], '12.50');
        return {};
      },
      {
        was: { amount: '20.00' },
        now: { amount: '22.50' },
        lines: [{ was: { amount: '10.00' }, now: { amount: '12.50' } }],
      },
    ],
    [
      'another total than was seen',
      'PriceChanged',
      () => ({ expectedTotal: { amount: '19.99', currency: 'EUR' } }),
      { was: { amount: '19.99' }, now: { amount: '20.00' }, lines: [] },
    ],
    [
      'the right total in another currency',
      'PriceChanged',
      () => ({ expectedTotal: { amount: '20.00', currency: 'RUB' } }),
      {},
    ],
    [
      'a total with too many digits',
      'InvalidInput',
      () => ({ expectedTotal: { amount: '20.001', currency: 'EUR' } }),
      { field: 'input.expectedTotal' },
    ],
    ['a short key', 'InvalidInput', () => ({ idempotencyKey: 'a' }), { field: 'input.idempotencyKey' }],
    ['a long key', 'InvalidInput', () => ({ idempotencyKey: 'a'.repeat(101) }), { field: 'input.idempotencyKey' }],
    [
      'an empty card token',
      'InvalidInput',
      () => ({ paymentMethod: { cardToken: '' } }),
      { field: 'input.paymentMethod.cardToken' },
    ],
    ['a huge card token', 'InvalidInput', () => ({ paymentMethod: { cardToken: 'x'.repeat(201) } }), {}],
    ['a card number', 'InvalidInput', () => ({ paymentMethod: { cardToken: '4242 4242 4242 4242' } }), {}],
  ])('of %s: %s', async (_, typename, change, facts) => {
    const buyer = house.peers.buyer();
    const input = { ...buyer.input, ...change(buyer) };
    const stock = new Map(house.peers.stock);
    const checkout = house.peers.carts.get(buyer.cartId)!.checkout;
    expect(await house.checkout(buyer.userId, input)).toMatchObject({ __typename: typename, ...facts });
    expect(await house.ordersOf(buyer.userId)).toEqual([]);
    expect(await house.claimsOf(buyer.userId)).toEqual([]);
    expect(house.peers.stock).toEqual(stock);
    expect(house.peers.carts.get(buyer.cartId)!.checkout).toBe(checkout);
  });

  it('is a fault for a guest', async () => {
    const { input } = house.peers.buyer();
    await expect(
      house.ask({ kind: 'guest' }, 'mutation($i: PlaceOrderInput!) { placeOrder(input: $i) { __typename } }', {
        i: input,
      }),
    ).rejects.toThrow('UNAUTHENTICATED');
  });

  it('sells the last piece once', async () => {
    const buyers = Array.from({ length: 12 }, () => house.peers.buyer());
    const hot = newId();
    house.peers.prices.set(hot, '1.00');
    house.peers.stock.set(hot, 5);
    for (const { cartId } of buyers)
      house.peers.carts.get(cartId)!.lines = [
        { variantId: hot, quantity: 1, seenPrice: { amount: '1.00', currency: 'EUR' } },
      ];
    const answers = await Promise.all(buyers.map(({ userId, input }) => house.checkout(userId, input)));
    expect(answers.filter(({ __typename }) => __typename === 'PlacedOrder')).toHaveLength(5);
    expect(answers.filter(({ __typename }) => __typename === 'OutOfStock')).toHaveLength(7);
  });
});
