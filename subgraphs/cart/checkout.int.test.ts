import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GUEST } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { orderPlaced } from '#schema/events.ts';
import { CHECKOUT_MS } from './domain/cart.ts';
import { BEGIN, buyer, CLEAR, END, orderFor, REMOVE, SET, Shop } from './testing/shop.ts';

const shop = new Shop();
beforeAll(() => shop.open());
afterEach(() => {
  shop.aheadMs = 0;
});
afterAll(() => shop.subgraph.stop());

interface Begun {
  __typename: string;
  code?: string;
  lines?: { variantId: string; quantity: number; seenPrice: { amount: string; currency: string } }[];
}

const begin = (me: ReturnType<typeof buyer>, cartId: string, key: string = newId()): Promise<Begun> =>
  shop.ask<Begun>(BEGIN, { cartId, key }, orderFor(me));

const placed = (
  me: ReturnType<typeof buyer>,
  cartId: string,
  lines: { variantId: string; quantity: number }[],
  orderId = newId(),
) => ({
  orderId,
  userId: me.id,
  cartId,
  status: 'PENDING_PAYMENT',
  number: 'A-1',
  lines: lines.map((line) => ({ ...line, sku: 'SKU', unitPriceMinor: 1000 })),
  totalMinor: 1000,
  currency: 'RUB',
  holdExpiresAt: new Date().toISOString(),
  at: new Date().toISOString(),
});

describe('a check-out', () => {
  it('takes the lines with the prices the buyer saw, in their order', async () => {
    const me = buyer();
    // Made in the other order: it is the order of adding that counts.
    const [second, first] = [shop.sell({ price: { minor: 5, currency: 'RUB' } }), shop.sell()];
    await shop.add(me, first, 2);
    const { id } = await shop.add(me, second, 3);
    expect(await begin(me, id)).toEqual({
      __typename: 'CheckoutCart',
      cartId: id,
      lines: [
        { variantId: first, quantity: 2, seenPrice: { amount: '10.00', currency: 'RUB' } },
        { variantId: second, quantity: 3, seenPrice: { amount: '0.05', currency: 'RUB' } },
      ],
    });
  });

  it('answers the same key with the same lines, whatever was added since', async () => {
    const me = buyer();
    const { id } = await shop.add(me, shop.sell());
    const key = newId();
    const begun = await begin(me, id, key);
    expect(await shop.add(me, shop.sell())).toMatchObject({ quantity: 2 });
    expect(await begin(me, id, key)).toEqual(begun);
  });

  it('is won by one of many keys', async () => {
    const me = buyer();
    const { id } = await shop.add(me, shop.sell());
    const answers = await Promise.all(Array.from({ length: 20 }, () => begin(me, id)));
    expect(answers.filter(({ __typename }) => __typename === 'CheckoutCart')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CART_CLOSED')).toHaveLength(19);
  });

  it('keeps the cart as it is but for additions', async () => {
    const me = buyer();
    const { id, lines } = await shop.add(me, shop.sell(), 2);
    const lineId = lines[0]!.id;
    await begin(me, id);
    expect(await shop.ask(SET, { input: { lineId, quantity: 1 } }, me)).toMatchObject({ code: 'CART_CLOSED' });
    expect(await shop.ask(REMOVE, { input: { lineId } }, me)).toMatchObject({ code: 'CART_CLOSED' });
    expect(await shop.ask(CLEAR, {}, me)).toMatchObject({ code: 'CART_CLOSED' });
    expect(await shop.add(me, shop.sell())).toMatchObject({ quantity: 3 });
  });

  it('opens the cart again when it is ended with its key, or after a minute', async () => {
    const me = buyer();
    const { id } = await shop.add(me, shop.sell());
    const key = newId();
    await begin(me, id, key);
    const end = (with_: string) => shop.ask<boolean>(END, { cartId: id, key: with_ }, orderFor(me));
    expect(await end(newId())).toBe(false);
    expect(await begin(me, id)).toMatchObject({ code: 'CART_CLOSED' });
    expect(await end(key)).toBe(true);
    expect(await begin(me, id)).toMatchObject({ __typename: 'CheckoutCart' });
    shop.aheadMs = CHECKOUT_MS + 1;
    expect(await begin(me, id)).toMatchObject({ __typename: 'CheckoutCart' });
  });

  it('is refused for an empty, unknown or another’s cart, and to clients', async () => {
    const me = buyer();
    const { id, lines } = await shop.add(me, shop.sell());
    const guests = await shop.add(GUEST, shop.sell());
    for (const unknown of [newId(), 'x', '', guests.id, (await shop.add(buyer(), shop.sell())).id])
      expect(await begin(me, unknown)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await begin(buyer(), id)).toMatchObject({ code: 'NOT_FOUND' });
    await shop.ask(REMOVE, { input: { lineId: lines[0]!.id } }, me);
    expect(await begin(me, id)).toMatchObject({ code: 'CART_EMPTY' });
    for (const document of [BEGIN, END])
      await expect(shop.ask(document, { cartId: id, key: 'k' }, me)).rejects.toThrow('FORBIDDEN');
  });
});

describe('a placed order', () => {
  it('takes what was ordered out of the cart, leaves what was added since, and ends the check-out', async () => {
    const me = buyer();
    const [ordered, kept] = [shop.sell(), shop.sell()];
    const { id } = await shop.add(me, ordered, 3);
    const orderId = newId();
    await begin(me, id, orderId);
    await shop.add(me, ordered, 1);
    await shop.add(me, kept, 1);
    await shop.subgraph.publish(orderPlaced, placed(me, id, [{ variantId: ordered, quantity: 3 }], orderId));
    await eventually(async () => (await shop.see(me)).quantity === 2);
    expect((await shop.see(me)).lines.map((line) => [line.variant.id, line.quantity])).toEqual([
      [ordered, 1],
      [kept, 1],
    ]);
    expect(await begin(me, id)).toMatchObject({ __typename: 'CheckoutCart' });
  });

  it('whose event comes late leaves the check-out after it what it took', async () => {
    const me = buyer();
    const [ordered, added] = [shop.sell(), shop.sell()];
    const { id } = await shop.add(me, ordered, 3);
    const [late, next] = [newId(), newId()];
    await begin(me, id, late);
    await shop.add(me, added, 1);
    shop.aheadMs = CHECKOUT_MS + 1;
    const begun = await begin(me, id, next);
    await shop.subgraph.publish(orderPlaced, placed(me, id, [{ variantId: ordered, quantity: 3 }], late));
    await eventually(async () => (await shop.see(me)).quantity === 1);
    // Its goods are held by these lines: whoever takes it up buys what is held.
    expect(await begin(me, id, next)).toEqual(begun);
    expect(await begin(me, id)).toMatchObject({ code: 'CART_CLOSED' });
  });

  it('is remembered for longer than Kafka keeps its event, however the cart is used', async () => {
    const me = buyer();
    const variant = shop.sell();
    const { id } = await shop.add(me, variant, 2);
    await shop.subgraph.publish(orderPlaced, placed(me, id, [{ variantId: variant, quantity: 1 }]));
    await eventually(async () => (await shop.see(me)).quantity === 1);
    const { redis } = shop.subgraph;
    const [orders] = await redis.keys(`*${me.id}*:orders`);
    expect(await redis.pttl(orders!)).toBeGreaterThan(13 * 86_400_000);
  });

  it('is taken out once, however often and under whatever message id its event comes', async () => {
    const me = buyer();
    const [variant, last] = [shop.sell(), shop.sell()];
    await shop.add(me, last);
    const { id } = await shop.add(me, variant, 9);
    const event = placed(me, id, [{ variantId: variant, quantity: 2 }]);
    for (let i = 0; i < 3; i += 1) await shop.subgraph.publish(orderPlaced, event);
    // Of the same user and so after the others.
    await shop.subgraph.publish(orderPlaced, { ...placed(me, id, [{ variantId: last, quantity: 1 }], event.orderId) });
    await eventually(async () => (await shop.see(me)).quantity < 10);
    const marker = buyer();
    const markers = await shop.add(marker, variant);
    await shop.subgraph.publish(
      orderPlaced,
      placed(marker, markers.id, [{ variantId: variant, quantity: 1 }], event.orderId),
    );
    await eventually(async () => (await shop.see(marker)).quantity === 0);
    expect((await shop.see(me)).lines.map(({ quantity }) => quantity)).toEqual([1, 7]);
  });

  it('of another cart, or a cart that is gone, changes nothing', async () => {
    const [me, stranger] = [buyer(), buyer()];
    const variant = shop.sell();
    const { id } = await shop.add(me, variant, 2);
    // One order id, so the events arrive in this order.
    const orderId = newId();
    await shop.subgraph.publish(orderPlaced, placed(me, newId(), [{ variantId: variant, quantity: 2 }], orderId));
    await shop.subgraph.publish(orderPlaced, placed(stranger, newId(), [{ variantId: variant, quantity: 1 }], orderId));
    await shop.subgraph.publish(orderPlaced, placed(me, id, [{ variantId: variant, quantity: 1 }], orderId));
    await eventually(async () => (await shop.see(me)).quantity < 2);
    expect((await shop.see(me)).quantity).toBe(1);
    expect(await shop.subgraph.redis.keys(`*${stranger.id}*`)).toEqual([]);
  });
});
