import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testCards } from '#sandbox/bank/test-cards.ts';
import { pressOnBankPage } from '#stack/demo/bank-page.ts';
import { runningInstallation } from '#stack/running-installation.ts';
import { asAdmin, buyerWith, newGoods, orderBecomes, product } from '#test/harness/shop.ts';
import { filesWith, keysWith, tablesWith, topicsWith } from './places.ts';

/** A card as a person writes it: with spaces, dashes or nothing between groups of four. */
const NUMBERS = new RegExp(testCards.map(({ number }) => number.replace(/(\d{4})(?=\d)/g, '$1[ -]?')).join('|'));

async function everywhere(pattern: RegExp): Promise<string[]> {
  const installation = await runningInstallation(product.dataDir);
  const found = await Promise.all([
    tablesWith(pattern, installation),
    topicsWith(pattern, installation, `no-card-data-${randomUUID()}`),
    keysWith(pattern, installation),
    filesWith(pattern, product.dataDir),
  ]);
  return found.flat();
}

/** The bank's own field for the card, filled in by the buyer. */
async function tokenFor(number: string): Promise<string> {
  const answer = await fetch(`${product.bank}/tokens`, {
    method: 'POST',
    body: JSON.stringify({ number, expMonth: 12, expYear: 2090, cvc: '123' }),
  });
  return ((await answer.json()) as { token: string }).token;
}

test('a card’s number is nowhere: no table, topic, key, log or file, whoever sends it where', async () => {
  const goods = await newGoods({ stock: 100 });
  const orderIds = await Promise.all(
    testCards
      .filter(({ declines, createHangs }) => !declines && !createHangs)
      .map(async ({ number }) => {
        const buyer = await buyerWith(goods);
        const { order, payment } = await buyer.checkOut({ card: await tokenFor(number) });
        if (payment?.redirectUrl) await pressOnBankPage(payment.redirectUrl, 'confirm');
        return order.id;
      }),
  );
  // As careless clients would.
  const buyer = await buyerWith(goods);
  for (const number of ['4242424242424242', '4242 4242 4242 4242', '5555-5555-5555-4444'])
    await expect(buyer.checkOut({ card: number })).rejects.toThrow();
  const paid = await buyer.checkOut({ card: 'tok_frictionless' });
  const { payment } = await orderBecomes(buyer, paid.order.id, 'PAID', 'PROCESSING', 'SHIPPED', 'DELIVERED');
  const { data } = await (await asAdmin()).post({
    query: 'mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename } }',
    variables: {
      input: { paymentId: payment!.id, reason: 'to card 4242 4242 4242 4242', idempotencyKey: randomUUID() },
    },
  });
  expect(data).toEqual({ refundPayment: { __typename: 'InvalidInput' } });

  // The search finds what is there.
  const control = await everywhere(new RegExp(orderIds[0]!));
  for (const place of ['table payment.payment', 'topic ', 'file '])
    expect(
      control.some((finding) => finding.startsWith(place)),
      place,
    ).toBe(true);
  expect(await everywhere(NUMBERS)).toEqual([]);
});
