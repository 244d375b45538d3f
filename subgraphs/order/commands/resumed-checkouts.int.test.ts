import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterEach(() => {
  house.peers.before = () => {};
});
afterAll(() => house?.subgraph.stop());

describe('a checkout that failed half-way', () => {
  it.each([
    ['cart.beginCheckout'],
    ['accounts._entities'],
    ['catalog._entities'],
    ['inventory.reserveStock'],
    ['logistics.bookDeliverySlot'],
  ])('at %s is finished by the same request, with one order and one hold', async (question) => {
    const { userId, input, variantIds } = house.peers.buyer();
    const deliverySlotId = newId();
    house.peers.slots.set(deliverySlotId, 1);
    house.peers.fail(question);
    await expect(house.checkout(userId, { ...input, deliverySlotId })).rejects.toThrow('UNAVAILABLE');
    const [claim] = await house.claimsOf(userId);
    const answer = await house.checkout(userId, { ...input, deliverySlotId });
    expect(answer).toMatchObject({ __typename: 'PlacedOrder', order: { id: claim!.orderId } });
    expect(await house.ordersOf(userId)).toHaveLength(1);
    expect(house.peers.stock.get(variantIds[0])).toBe(99);
  });

  it('and is refused when it is taken up again lets go what it held', async () => {
    const { userId, input, variantIds, cartId } = house.peers.buyer();
    const deliverySlotId = newId();
    house.peers.slots.set(deliverySlotId, 1);
    house.peers.fail('logistics.bookDeliverySlot');
    await expect(house.checkout(userId, { ...input, deliverySlotId })).rejects.toThrow('UNAVAILABLE');
    expect(house.peers.stock.get(variantIds[0])).toBe(99);
    house.peers.prices.set(variantIds[0], '11.00');
    expect(await house.checkout(userId, { ...input, deliverySlotId })).toMatchObject({ __typename: 'PriceChanged' });
    expect(house.peers.stock.get(variantIds[0])).toBe(100);
    expect(house.peers.carts.get(cartId)!.checkout).toBeUndefined();
  });

  it('at the payment leaves an order without one, and the same request starts it', async () => {
    const { userId, input } = house.peers.buyer();
    house.peers.fail('payment.startPayment');
    const first = await house.checkout(userId, input);
    expect(first).toMatchObject({ __typename: 'PlacedOrder', payment: null });
    const second = await house.checkout(userId, input);
    expect(second.order!.id).toBe(first.order!.id);
    expect(second.payment!.id).toBe(house.peers.payments.get(first.order!.id)!.id);
  });

  it('because its process died is taken over once its claim has run out', async () => {
    const { userId, input } = house.peers.buyer();
    let died = false;
    house.peers.before = async (question) => {
      if (question !== 'inventory.reserveStock' || died) return;
      died = true;
      // As if killed here: the claim is never given up, only its lease ends.
      await house.subgraph.db.sql`update checkouts set lease_until = '-infinity' where user_id = ${userId}`;
      await new Promise(() => {});
    };
    void house.checkout(userId, input);
    const claim = await eventually(async () => died && (await house.claimsOf(userId))[0]);
    expect(await house.checkout(userId, input)).toMatchObject({
      __typename: 'PlacedOrder',
      order: { id: claim.orderId },
    });
  });

  it('and was taken over changes nothing when it comes back to life', async () => {
    const { userId, input, variantIds } = house.peers.buyer();
    let wake = (): void => {};
    let asleep = false;
    house.peers.before = async (question) => {
      if (question !== 'inventory.reserveStock' || asleep) return;
      asleep = true;
      await house.subgraph.db.sql`update checkouts set lease_until = '-infinity' where user_id = ${userId}`;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    };
    const sleeper = house.checkout(userId, input);
    await eventually(() => asleep);
    const taken = await house.checkout(userId, input);
    wake();
    expect(await sleeper).toEqual(taken);
    expect(await house.ordersOf(userId)).toHaveLength(1);
    expect(house.peers.stock.get(variantIds[0])).toBe(99);
  });

  it('long ago is begun anew, with what it held let go first', async () => {
    const { userId, input, variantIds, cartId } = house.peers.buyer();
    house.peers.fail('catalog._entities');
    await expect(house.checkout(userId, input)).rejects.toThrow('UNAVAILABLE');
    const [old] = await house.claimsOf(userId);
    house.peers.holds.set(old!.orderId, [{ variantId: variantIds[0], quantity: 100 }]);
    house.peers.stock.set(variantIds[0], 0);
    await house.subgraph.db.sql`
      update checkouts set begun_at = now() - interval '2 minutes' where user_id = ${userId}`;
    const { order } = await house.checkout(userId, input);
    expect(order!.id).not.toBe(old!.orderId);
    expect(house.peers.holds.has(old!.orderId)).toBe(false);
    expect(house.peers.carts.get(cartId)!.checkout).toBe(order!.id);
  });

  it('and was never asked for again is cleared away', async () => {
    const { userId, input, variantIds, cartId } = house.peers.buyer();
    house.peers.fail('catalog._entities');
    await expect(house.checkout(userId, input)).rejects.toThrow('UNAVAILABLE');
    const [claim] = await house.claimsOf(userId);
    house.peers.holds.set(claim!.orderId, [{ variantId: variantIds[0], quantity: 1 }]);
    house.peers.bookings.set(claim!.orderId, newId());
    await house.subgraph.db.sql`
      update checkouts set begun_at = now() - interval '16 minutes' where user_id = ${userId}`;
    await eventually(async () => (await house.claimsOf(userId)).length === 0);
    expect(house.peers.holds.has(claim!.orderId)).toBe(false);
    expect(house.peers.bookings.has(claim!.orderId)).toBe(false);
    expect(house.peers.carts.get(cartId)!.checkout).toBeUndefined();
  });

  it('and cannot be cleared away keeps no other back', async () => {
    const buyers = Array.from({ length: 6 }, () => house.peers.buyer());
    house.peers.fail('catalog._entities', buyers.length);
    for (const { userId, input } of buyers) await expect(house.checkout(userId, input)).rejects.toThrow('UNAVAILABLE');
    const [stuck, ...others] = buyers.map(({ userId }) => userId) as [string, ...string[]];
    const [claim] = await house.claimsOf(stuck);
    house.peers.before = (question, { orderId }) => {
      if (question === 'inventory.releaseStock' && orderId === claim!.orderId) throw new Fault('INTERNAL', 'A bug.');
    };
    await house.subgraph.db.sql`
      update checkouts set begun_at = now() - interval '16 minutes' where user_id = any(${[stuck, ...others]}::uuid[])`;
    await eventually(
      async () => (await Promise.all(others.map((userId) => house.claimsOf(userId)))).flat().length === 0,
    );
    expect(await house.claimsOf(stuck)).toHaveLength(1);
  });
});
