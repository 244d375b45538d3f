import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { RefundPaymentDocument } from '#schema/operations.generated.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { asAdmin, buyerWith, newGoods, orderBecomes, pay, stockOf } from '#test/harness/shop.ts';

test('an order that was not paid is called off: the goods are free and the bank page leads nowhere', async () => {
  const goods = await newGoods({ stock: 2 });
  const buyer = await buyerWith(goods, 2);
  const { order, payment } = await buyer.checkOut();
  expect(await stockOf(goods.variantId)).toMatchObject({ reserved: 2, available: 0 });
  expect(await buyer.cancel(order.id)).toMatchObject({
    __typename: 'CancelledOrder',
    order: { status: 'CANCELLED', cancelReason: 'BUYER', cancellable: false },
  });
  await eventually(async () => expect(await stockOf(goods.variantId)).toMatchObject({ reserved: 0, available: 2 }));
  // Somebody who still presses Confirm on a page left open gets the money back by itself.
  await pressOnBankPage(payment!.redirectUrl!, 'confirm').catch(() => undefined);
  const nothingKept = { ended: true, captured: '0.00' };
  await eventually(async () => {
    const { status, captured } = (await buyer.order(order.id))!.payment!;
    return expect({ ended: ['VOIDED', 'DECLINED'].includes(status), captured: captured.amount }).toEqual(nothingKept);
  });
});

test('a paid order is called off before the carrier has it: live CANCELLED, then REFUNDED, and the goods are back', async () => {
  const goods = await newGoods({ stock: 2 });
  const buyer = await buyerWith(goods);
  const orderId = await pay(buyer);
  const seen: string[] = [];
  let calledOff = false;
  for await (const { order } of buyer.follow(orderId)) {
    seen.push(order.status);
    // Picking may have begun by the time the news of the payment is read.
    if (!calledOff && ['PAID', 'PROCESSING'].includes(order.status)) {
      calledOff = true;
      expect(await buyer.cancel(orderId)).toMatchObject({
        __typename: 'CancelledOrder',
        order: { cancelReason: 'BUYER' },
      });
    }
    if (['REFUNDED', 'DELIVERED'].includes(order.status)) break;
  }
  expect(seen.slice(-2)).toEqual(['CANCELLED', 'REFUNDED']);
  const { payment } = (await buyer.order(orderId))!;
  // Void before capture, refund after it: either way nothing of the buyer's money is kept.
  expect(payment!.captured.amount).toBe(payment!.refunded.amount);
  await eventually(async () =>
    expect(await stockOf(goods.variantId)).toEqual({ onHand: 2, reserved: 0, available: 2 }),
  );
});

test('calling off twice with one key is one cancellation, and an order that ended cannot be called off again', async () => {
  const buyer = await buyerWith(await newGoods());
  const { order } = await buyer.checkOut();
  const key = randomUUID();
  const [once, again] = await Promise.all([buyer.cancel(order.id, key), buyer.cancel(order.id, key)]);
  expect(again).toEqual(once);
  expect(once).toMatchObject({ __typename: 'CancelledOrder' });
  expect(await buyer.cancel(order.id)).toMatchObject({ __typename: 'NotCancellable', code: 'NOT_CANCELLABLE' });
  const { history } = (await buyer.order(order.id))!;
  expect(history.filter(({ status }) => status === 'CANCELLED')).toHaveLength(1);
});

test('an order the carrier has cannot be called off; staff may give money back, in parts up to what was taken', async () => {
  const buyer = await buyerWith(await newGoods({ price: '100.00' }), 2);
  const orderId = await pay(buyer);
  await orderBecomes(buyer, orderId, 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
  expect(await buyer.cancel(orderId)).toMatchObject({ __typename: 'NotCancellable' });

  const { payment } = (await buyer.order(orderId))!;
  const admin = await asAdmin();
  const refund = async (amount: string | undefined, idempotencyKey = randomUUID()) => {
    const input = {
      paymentId: payment!.id,
      amount: amount ? { amount, currency: 'RUB' } : undefined,
      reason: 'scratched',
      idempotencyKey,
    };
    return (await admin.ask(RefundPaymentDocument, { input })).refundPayment;
  };
  const key = randomUUID();
  expect(await refund('50.00', key)).toMatchObject({
    __typename: 'RefundAccepted',
    refund: { amount: { amount: '50.00' } },
  });
  expect(await refund('50.00', key)).toMatchObject({ __typename: 'RefundAccepted' });
  expect(await refund('150.01')).toMatchObject({ __typename: 'RefundTooLarge', available: { amount: '150.00' } });
  await eventually(async () =>
    expect((await buyer.order(orderId))!.payment).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      refunded: { amount: '50.00' },
    }),
  );
  expect(await refund(undefined)).toMatchObject({ __typename: 'RefundAccepted' });
  const refunded = await orderBecomes(buyer, orderId, 'REFUNDED');
  expect(refunded.payment).toMatchObject({ status: 'REFUNDED', refunded: { amount: '200.00' } });
});
