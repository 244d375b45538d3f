import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  ApproveReturnDocument,
  MyReturnsDocument,
  ReceiveInboundDocument,
  ReceiveReturnDocument,
  RequestReturnDocument,
  TransferStockDocument,
  WarehousesDocument,
} from '#schema/operations.generated.ts';
import { type Buyer, granted } from '#stack/demo/buyer.ts';
import { asAdmin, buyerWith, newGoods, orderBecomes, pay, stockOf, warehouseCodes } from '#test/harness/shop.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const returnsOf = async (buyer: Buyer, orderId: string) => {
  const { order } = await buyer.graph.ask(MyReturnsDocument, { orderId });
  return order!;
};

test('goods come back by the label, what can be sold is in stock again, and the money is with the buyer', async () => {
  const goods = await newGoods({ stock: 5, price: '100.00' });
  const buyer = await buyerWith(goods, 3);
  const orderId = await pay(buyer);
  await orderBecomes(buyer, orderId, 'DELIVERED');
  expect(await stockOf(goods.variantId)).toMatchObject({ onHand: 2 });
  const orderLineId = (await returnsOf(buyer, orderId)).lines[0]!.id;

  const wanted = { orderId, lines: [{ orderLineId, quantity: 2 }], reason: 'DAMAGED' as const };
  const { requestReturn } = await buyer.graph.ask(RequestReturnDocument, { input: { ...wanted, ...key() } });
  const returnId = granted(requestReturn, 'RequestedReturn').return.id;
  const admin = await asAdmin();
  const { approveReturn } = await admin.ask(ApproveReturnDocument, { input: { returnId, ...key() } });
  granted(approveReturn, 'DecidedReturn');

  const { url, trackingNumber } = await eventually(
    async () => (await returnsOf(buyer, orderId)).returns[0]!.label ?? undefined,
    { timeoutMs: 20_000 },
  );
  const label = await fetch(url);
  expect(label.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
  expect(await label.text()).toContain(trackingNumber);

  const { warehouses } = await admin.ask(WarehousesDocument, {});
  const found = { returnId, warehouseId: warehouses[0]!.id, lines: [{ orderLineId, restock: 1, writeOff: 1 }] };
  const input = { ...found, ...key() };
  const [first, again] = await Promise.all([1, 2].map(() => admin.ask(ReceiveReturnDocument, { input })));
  expect(granted(first!.receiveReturn, 'ReturnParcel').status).toBe('RECEIVED');
  expect(again).toEqual(first);
  expect((await admin.ask(ReceiveReturnDocument, { input: { ...found, ...key() } })).receiveReturn).toMatchObject({
    code: 'RETURN_ALREADY_RECEIVED',
  });

  await eventually(async () => expect(await stockOf(goods.variantId)).toMatchObject({ onHand: 3, available: 3 }));
  await eventually(
    async () => expect((await returnsOf(buyer, orderId)).returns[0]).toMatchObject({ status: 'REFUNDED' }),
    {
      timeoutMs: 20_000,
    },
  );
  const { payment } = (await buyer.order(orderId))!;
  expect(payment!.refunded.amount).toBe((await returnsOf(buyer, orderId)).returns[0]!.refund!.amount);
});

test('goods that are moved between warehouses are nowhere to be bought while they are under way', async () => {
  const goods = await newGoods({ stock: 4 });
  const [from, to] = await warehouseCodes();
  const admin = await asAdmin();
  const lines = [{ variantId: goods.variantId, quantity: 3 }];
  const { dispatchTransfer } = await admin.ask(TransferStockDocument, {
    input: { from: from!, to: to!, lines, ...key() },
  });
  const { id } = granted(dispatchTransfer, 'InboundShipment');
  expect(await stockOf(goods.variantId)).toMatchObject({ onHand: 1, available: 1 });
  const { receiveInbound } = await admin.ask(ReceiveInboundDocument, { input: { inboundShipmentId: id, ...key() } });
  expect(granted(receiveInbound, 'InboundShipment')).toMatchObject({ status: 'RECEIVED' });
  expect(await stockOf(goods.variantId)).toMatchObject({ onHand: 4, available: 4 });
});
