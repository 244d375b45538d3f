import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { buyerWith, newGoods, orderBecomes, stockOf } from '#test/harness/shop.ts';

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

test('a checkout pressed ten times at once is one order, one payment and one hold', async () => {
  const goods = await newGoods({ stock: 50 });
  const buyer = await buyerWith(goods, 2);
  const { id: cartId } = await buyer.cart();
  const addressId = await buyer.home();
  const idempotencyKey = randomUUID();
  const answers = await Promise.all(times(10, () => buyer.checkOut({ cartId, addressId, idempotencyKey })));
  expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1);
  expect(new Set(answers.map(({ payment }) => payment?.id)).size).toBe(1);
  expect(new Set(answers.map(({ payment }) => payment?.redirectUrl)).size).toBe(1);
  expect(answers[0]!.payment!.redirectUrl).toMatch(/^http/);
  expect(await stockOf(goods.variantId)).toEqual({ onHand: 50, reserved: 2, available: 48 });
  expect(await buyer.orders()).toHaveLength(1);

  const [{ order, payment }] = answers as [(typeof answers)[0]];
  // The second press may find a page that asks for nothing any more.
  await Promise.allSettled(times(3, () => pressOnBankPage(payment!.redirectUrl!, 'confirm')));
  await orderBecomes(buyer, order.id, 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
  // The same request long after is answered with the same order, as it is now.
  const again = await buyer.checkOut({ cartId, addressId, idempotencyKey });
  expect(again.order.id).toBe(order.id);
  expect(await buyer.tryToCheckOut({ cartId, addressId, idempotencyKey, card: 'tok_mir' })).toMatchObject({
    __typename: 'IdempotencyConflict',
  });
  await eventually(async () =>
    expect(await stockOf(goods.variantId)).toEqual({ onHand: 48, reserved: 0, available: 48 }),
  );
});

test('one cart checked out with two keys at once becomes one order', async () => {
  const goods = await newGoods({ stock: 50 });
  const buyer = await buyerWith(goods);
  const { id: cartId } = await buyer.cart();
  const addressId = await buyer.home();
  const answers = await Promise.all(times(6, () => buyer.tryToCheckOut({ cartId, addressId })));
  const kinds = answers.map(({ __typename }) => __typename);
  expect(kinds.filter((kind) => kind === 'PlacedOrder')).toHaveLength(1);
  expect(kinds.filter((kind) => !['PlacedOrder', 'CartClosed', 'CartEmpty'].includes(kind))).toEqual([]);
  expect(await buyer.orders()).toHaveLength(1);
  await eventually(async () => expect(await stockOf(goods.variantId)).toMatchObject({ reserved: 1 }));
});

test('of the last five, fifteen buyers at once get exactly five; the others are told how many are left', async () => {
  const goods = await newGoods({ stock: 5 });
  const buyers = await Promise.all(times(15, () => buyerWith(goods)));
  await Promise.all(buyers.map((buyer) => buyer.home()));
  const answers = await Promise.all(buyers.map(async (buyer) => ({ buyer, answer: await buyer.tryToCheckOut() })));
  const refused = answers.filter(({ answer }) => answer.__typename === 'OutOfStock');
  expect(refused).toHaveLength(10);
  for (const { answer } of refused)
    expect(answer).toMatchObject({
      code: 'OUT_OF_STOCK',
      lines: [{ variant: { id: goods.variantId, sku: goods.sku }, requested: 1, available: 0 }],
    });

  const orderIds = await Promise.all(
    answers.map(async ({ buyer, answer }) => {
      if (answer.__typename !== 'PlacedOrder') return [];
      await pressOnBankPage(answer.payment!.redirectUrl!, 'confirm');
      await orderBecomes(buyer, answer.order.id, 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
      return [answer.order.id];
    }),
  );
  expect(new Set(orderIds.flat()).size).toBe(5);
  await eventually(async () =>
    expect(await stockOf(goods.variantId)).toEqual({ onHand: 0, reserved: 0, available: 0 }),
  );
  for (const { buyer } of refused) expect(await buyer.orders()).toEqual([]);
});

test('a cart of which one line is short is refused as a whole and holds nothing', async () => {
  const [plenty, scarce] = await Promise.all([newGoods({ stock: 10 }), newGoods({ stock: 3 })]);
  const buyer = await buyerWith(plenty, 2);
  await buyer.add(scarce.variantId, 3);
  const other = await buyerWith(scarce, 2);
  await other.checkOut();
  expect(await buyer.tryToCheckOut()).toMatchObject({
    __typename: 'OutOfStock',
    lines: [{ variant: { id: scarce.variantId }, requested: 3, available: 1 }],
  });
  expect(await stockOf(plenty.variantId)).toEqual({ onHand: 10, reserved: 0, available: 10 });
  expect((await buyer.cart()).lines).toHaveLength(2);
});
