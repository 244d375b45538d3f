import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Buyer } from '#stack/demo/buyer.ts';
import { buyerWith, newGoods, product } from '#test/harness/shop.ts';

const base = product.graph.replace('/graphql', '');
const BANK = `${base}/payment/callbacks/bank`;
const CARRIER = `${base}/logistics/callbacks/carrier`;

let buyer: Buyer;
let orderId: string;
let paymentId: string;

beforeAll(async () => {
  buyer = await buyerWith(await newGoods());
  const { order, payment } = await buyer.checkOut();
  orderId = order.id;
  paymentId = payment!.id;
});

/** Sends a callback, signed with a secret as if at some time. @returns the answer's status */
async function callBack(url: string, secret: string, body: string, at = new Date()): Promise<number> {
  const id = `msg_${randomUUID()}`;
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  const response = await fetch(url, { method: 'POST', headers, body });
  await response.body?.cancel();
  return response.status;
}

const authorized = (reference: string, other: object = {}): string =>
  JSON.stringify({
    id: `evt_${randomUUID()}`,
    type: 'payment.authorized',
    createdAt: new Date().toISOString(),
    data: { paymentId: 'pay_x', reference, amount: 99_000, currency: 'RUB', status: 'authorized', ...other },
  });

const FOREIGN = `whsec_${Buffer.from('somebody who would like it for free').toString('base64')}`;

describe("the bank's callback is not believed", () => {
  test('without a signature, with another key, long after it was signed, or changed on the way', async () => {
    const { bank } = product.webhookSecrets;
    const body = authorized(paymentId);
    const unsigned = await fetch(BANK, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(unsigned.status).toBe(401);
    expect(await callBack(BANK, FOREIGN, body)).toBe(401);
    expect(await callBack(BANK, bank, body, new Date(Date.now() - 3_600_000))).toBe(401);
    expect(await callBack(BANK, bank, body, new Date(Date.now() + 3_600_000))).toBe(401);
    const signed = new Webhook(bank).sign('msg_1', new Date(), body);
    const changed = await fetch(BANK, {
      method: 'POST',
      body: body.replace('99000', '1'),
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': signed,
      },
    });
    expect(changed.status).toBe(401);
    expect(await buyer.order(orderId)).toMatchObject({
      status: 'PENDING_PAYMENT',
      payment: { status: 'REQUIRES_ACTION' },
    });
  });

  test.each<[string, () => string, number]>([
    ['about an unknown payment', () => authorized(randomUUID()), 404],
    ['about a payment whose id is none', () => authorized("' or 1=1"), 404],
    ['that is no JSON', () => '{', 400],
    ['that is empty', () => '', 400],
    ['that is null', () => 'null', 400],
    ['of an unknown form', () => '{"hello":"world"}', 400],
    ['with a text for an amount', () => authorized(paymentId, { amount: 'much' }), 400],
  ])('%s', async (_what, body, status) => {
    expect(await callBack(BANK, product.webhookSecrets.bank, body())).toBe(status);
    expect((await buyer.order(orderId))?.status).toBe('PENDING_PAYMENT');
  });

  test('when it is very large', async () => {
    const body = authorized(paymentId, { note: 'x'.repeat(1_000_000) });
    expect(await callBack(BANK, product.webhookSecrets.bank, body)).toBe(413);
  });

  test('when it authorizes another amount than was asked for', async () => {
    const status = await callBack(BANK, product.webhookSecrets.bank, authorized(paymentId, { amount: 1 }));
    expect(status).toBeLessThan(500);
    expect((await buyer.order(orderId))?.history.map((entry) => entry.status)).not.toContain('PAID');
  });
});

describe("the carrier's callback is not believed", () => {
  const moved = (other: object = {}): string =>
    JSON.stringify({
      id: `evt_${randomUUID()}`,
      type: 'parcel.moved',
      createdAt: new Date().toISOString(),
      data: {
        parcelId: 'parcel_x',
        trackingNumber: 'SC000000000000',
        reference: randomUUID(),
        sequence: 2,
        status: 'delivered',
        at: new Date().toISOString(),
        place: { name: 'Москва', latitude: 55.7, longitude: 37.6 },
        estimatedDelivery: new Date().toISOString(),
        ...other,
      },
    });

  test('without a signature or with another key', async () => {
    const unsigned = await fetch(CARRIER, {
      method: 'POST',
      body: moved(),
      headers: { 'content-type': 'application/json' },
    });
    expect(unsigned.status).toBe(401);
    expect(await callBack(CARRIER, FOREIGN, moved())).toBe(401);
  });

  test.each<[string, () => string]>([
    ['about an unknown parcel', () => moved()],
    ['about a parcel whose reference is none', () => moved({ reference: '💥' })],
    ['that is no JSON', () => '{'],
    ['of an unknown form', () => '{"hello":"world"}'],
    ['with a status there is not', () => moved({ status: 'teleported' })],
  ])('%s', async (_what, body) => {
    const status = await callBack(CARRIER, product.webhookSecrets.carrier, body());
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
  });
});
