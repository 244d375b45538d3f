import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  ApproveReturnDocument,
  MyReturnsDocument,
  ReceiveReturnDocument,
  RequestReturnDocument,
  WarehousesDocument,
} from '#schema/operations.generated.ts';
import { granted } from '#stack/demo/buyer.ts';
import { asAdmin, buyerWith, newGoods, orderBecomes, pay, stockOf } from '#test/harness/shop.ts';

/** Goods at a buyer's door, and the way back. */
async function delivered(quantity: number, price: string) {
  const goods = await newGoods({ stock: 10, price });
  const buyer = await buyerWith(goods, quantity);
  const orderId = await pay(buyer);
  await orderBecomes(buyer, orderId, 'DELIVERED');
  const admin = await asAdmin();
  const order = async () => (await buyer.graph.ask(MyReturnsDocument, { orderId })).order!;
  const orderLineId = (await order()).lines[0]!.id;
  const ask = async (count: number, idempotencyKey = randomUUID()) => {
    const lines = [{ orderLineId, quantity: count }];
    const input = { orderId, lines, reason: 'DEFECTIVE' as const, idempotencyKey };
    return (await buyer.graph.ask(RequestReturnDocument, { input })).requestReturn;
  };
  const send = async (returnId: string, restock: number, writeOff: number) => {
    const approval = { returnId, idempotencyKey: randomUUID() };
    granted((await admin.ask(ApproveReturnDocument, { input: approval })).approveReturn, 'DecidedReturn');
    await eventually(async () => (await order()).returns.find(({ id, label }) => id === returnId && label), {
      timeoutMs: 20_000,
    });
    const { warehouses } = await admin.ask(WarehousesDocument, {});
    const input = {
      ...{ returnId, warehouseId: warehouses[0]!.id, idempotencyKey: randomUUID() },
      lines: [{ orderLineId, restock, writeOff }],
    };
    granted((await admin.ask(ReceiveReturnDocument, { input })).receiveReturn, 'ReturnParcel');
  };
  const returnBecomes = (returnId: string, status: string) =>
    eventually(async () => (await order()).returns.find((one) => one.id === returnId && one.status === status), {
      timeoutMs: 20_000,
    });
  return { goods, buyer, orderId, order, ask, send, returnBecomes };
}

test('goods that come back whole are on the shelf again, and their money with the buyer', async () => {
  const { goods, buyer, orderId, ask, send, returnBecomes } = await delivered(2, '100.00');
  const { return: asked } = granted(await ask(2), 'RequestedReturn');
  await send(asked.id, 2, 0);
  const refunded = await returnBecomes(asked.id, 'REFUNDED');
  expect(refunded).toMatchObject({ refund: { amount: '200.00' }, lines: [{ restocked: 2, writtenOff: 0 }] });
  expect(refunded.label!.url).toMatch(/^http/);
  const { payment } = await orderBecomes(buyer, orderId, 'REFUNDED');
  expect(payment).toMatchObject({ status: 'REFUNDED', refunded: { amount: '200.00' } });
  await eventually(async () => expect(await stockOf(goods.variantId)).toMatchObject({ onHand: 10, reserved: 0 }));
});

test('of goods that come back in part a part is refunded, and what is spoiled is written off', async () => {
  const { goods, buyer, orderId, ask, send, returnBecomes, order } = await delivered(3, '100.00');
  const { return: asked } = granted(await ask(2), 'RequestedReturn');
  await send(asked.id, 1, 1);
  expect(await returnBecomes(asked.id, 'REFUNDED')).toMatchObject({ refund: { amount: '200.00' } });
  expect((await buyer.order(orderId))!.payment).toMatchObject({
    status: 'PARTIALLY_REFUNDED',
    refunded: { amount: '200.00' },
  });
  expect((await order()).status).toBe('DELIVERED');
  await eventually(async () => expect(await stockOf(goods.variantId)).toMatchObject({ onHand: 8, reserved: 0 }));
  expect(await ask(2)).toMatchObject({ __typename: 'NotReturnable', lines: [{ requested: 2, returnable: 1 }] });
});

test('a request repeated with its key is one return, with other input a conflict', async () => {
  const { ask, order } = await delivered(2, '100.00');
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(1, key)));
  expect(new Set(answers.map((answer) => granted(answer, 'RequestedReturn').return.id)).size).toBe(1);
  expect(await ask(2, key)).toMatchObject({ __typename: 'IdempotencyConflict' });
  expect((await order()).returns).toHaveLength(1);
});
