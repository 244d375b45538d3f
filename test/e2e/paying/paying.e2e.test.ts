import { describe, expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { buyerWith, type Goods, newGoods, orderBecomes, pay, stockOf } from '#test/harness/shop.ts';

/** How many times each status stands in an order's history. */
const timesOf = (history: readonly { status: string }[], status: string): number =>
  history.filter((entry) => entry.status === status).length;

async function backInStock({ variantId }: Goods, onHand: number): Promise<void> {
  await eventually(async () => expect(await stockOf(variantId)).toEqual({ onHand, reserved: 0, available: onHand }));
}

describe('a payment that is refused ends the order and frees the goods:', () => {
  test.each([
    { card: 'tok_declined', reason: 'card_declined' },
    { card: 'tok_insufficient_funds', reason: 'insufficient_funds' },
  ])('the bank declines $card at once', async ({ card, reason }) => {
    const goods = await newGoods({ stock: 2 });
    const buyer = await buyerWith(goods, 2);
    const { order, payment } = await buyer.checkOut({ card });
    expect(payment).toMatchObject({ status: 'DECLINED', redirectUrl: null });
    const ended = await orderBecomes(buyer, order.id, 'CANCELLED');
    expect(ended).toMatchObject({
      cancelReason: 'PAYMENT_DECLINED',
      cancellable: false,
      payment: { declineReason: reason, captured: { amount: '0.00' } },
    });
    await backInStock(goods, 2);
  });

  test.each([
    { who: 'the buyer presses Decline', card: 'tok_visa', press: 'decline' },
    { who: 'the bank declines after the buyer confirmed', card: 'tok_declined_after_3ds', press: 'confirm' },
  ] as const)('$who on the 3-D Secure page', async ({ card, press }) => {
    const goods = await newGoods({ stock: 1 });
    const buyer = await buyerWith(goods);
    const { order, payment } = await buyer.checkOut({ card });
    await pressOnBankPage(payment!.redirectUrl!, press);
    const ended = await orderBecomes(buyer, order.id, 'CANCELLED');
    expect(ended).toMatchObject({ cancelReason: 'PAYMENT_DECLINED', payment: { status: 'DECLINED' } });
    await backInStock(goods, 1);
    expect(await buyer.tryToAdd(goods.variantId)).toMatchObject({ __typename: 'Cart' });
  });

  test('the bank refuses to take the money it has authorized', async () => {
    const goods = await newGoods({ stock: 1 });
    const buyer = await buyerWith(goods);
    const orderId = await pay(buyer, 'tok_capture_declined');
    const ended = await orderBecomes(buyer, orderId, 'CANCELLED', 'REFUNDED');
    expect(ended).toMatchObject({ cancelReason: 'PAYMENT_DECLINED', payment: { captured: { amount: '0.00' } } });
    await backInStock(goods, 1);
  });
});

describe('an order is paid once and for the whole amount, however the bank behaves:', () => {
  test.each([
    { card: 'tok_frictionless', how: 'it asks the buyer nothing' },
    { card: 'tok_callback_first', how: 'its callback comes before its answer' },
    { card: 'tok_duplicate_callback', how: 'it calls back three times at once' },
    { card: 'tok_late_callback', how: 'its callback is late' },
    { card: 'tok_bad_signature', how: 'somebody forges its callback first' },
    { card: 'tok_no_callback', how: 'it never calls back' },
    { card: 'tok_error', how: 'it fails at the first try' },
    { card: 'tok_timeout', how: 'it does not answer the first try' },
  ])('$how ($card)', async ({ card }) => {
    const goods = await newGoods({ stock: 3, price: '1234.56' });
    const buyer = await buyerWith(goods, 2);
    const { order, payment } = await buyer.checkOut({ card });
    const redirectUrl =
      payment?.redirectUrl ??
      (await eventually(
        async () => {
          const page = await buyer.order(order.id);
          return page!.status === 'PENDING_PAYMENT' ? (page!.payment?.redirectUrl ?? false) : 'none';
        },
        { timeoutMs: 20_000 },
      ));
    if (redirectUrl !== 'none') await pressOnBankPage(redirectUrl, 'confirm');
    const paid = await orderBecomes(buyer, order.id, 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
    expect(timesOf(paid.history, 'PAID')).toBe(1);
    await eventually(async () =>
      expect((await buyer.order(order.id))?.payment).toMatchObject({
        status: 'CAPTURED',
        captured: { amount: '2469.12', currency: 'RUB' },
      }),
    );
    await eventually(async () =>
      expect(await stockOf(goods.variantId)).toEqual({ onHand: 1, reserved: 0, available: 1 }),
    );
    expect(await buyer.orders()).toHaveLength(1);
  });
});
