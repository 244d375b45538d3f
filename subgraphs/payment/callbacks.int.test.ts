import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { bankDefaults } from '#sandbox/bank/bank-options.ts';
import { paymentAuthorized, paymentDeclined } from '#schema/events.ts';
import { type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  // The bank is asked soon, since here its callbacks are kept back or lost, and given up at once when it does not answer.
  stand = await startStand({ PAYMENT_WATCH_MS: '100', PAYMENT_GIVE_UP_MS: '1', BANK_TIMEOUT_MS: '10000' });
});
afterAll(() => stand.stop());

const bodyOf = (type: string, reference: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    id: `evt_${newId()}`,
    type,
    createdAt: new Date().toISOString(),
    data: { paymentId: 'pay_1', reference, amount: 129900, currency: 'RUB', status: 'authorized', ...more },
  });

/** A payment that the buyer is asked about, and what the bank calls it. */
async function started(card: string) {
  const payment = await stand.start(card);
  const [row] = await stand.subgraph.db.sql`select provider_id as "paymentId" from payment where id = ${payment.id}`;
  return { ...payment, atBank: row as { paymentId: string } };
}

function signed(body: string, { secret = bankDefaults.webhookSecret as string, at = new Date(), id = newId() } = {}) {
  const signature = new Webhook(secret).sign(id, at, body);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signature,
  };
}

const secretOf = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`;

describe('a callback', () => {
  it.each([
    ['without a signature', (_body: string) => ({}), 401, 'BAD_SIGNATURE'],
    [
      'signed by a stranger',
      (body: string) => signed(body, { secret: secretOf('a stranger, a thief') }),
      401,
      'BAD_SIGNATURE',
    ],
    [
      'that is an hour old',
      (body: string) => signed(body, { at: new Date(Date.now() - 3_600_000) }),
      401,
      'BAD_SIGNATURE',
    ],
    ['from the future', (body: string) => signed(body, { at: new Date(Date.now() + 3_600_000) }), 401, 'BAD_SIGNATURE'],
    ['whose body was changed', (body: string) => signed(body.replace('129900', '1')), 401, 'BAD_SIGNATURE'],
    ['of no known payment', (body: string) => signed(body), 404, 'UNKNOWN_PAYMENT'],
  ])('%s is refused and changes nothing', async (_what, headersOf, status, code) => {
    const body = bodyOf('payment.authorized', newId());
    expect(await stand.callBack(body, headersOf(body))).toEqual({ status, code });
  });

  it.each(['', 'not json', '[]', '{}', '{"id":1}'])('signed but of no known form is refused: %s', async (body) => {
    expect(await stand.callBack(body, signed(body))).toEqual({ status: 400, code: 'MALFORMED' });
  });

  it('whose reference is no id of ours is of an unknown payment', async () => {
    const body = bodyOf('payment.authorized', "'; drop table payment");
    expect(await stand.callBack(body, signed(body))).toEqual({ status: 404, code: 'UNKNOWN_PAYMENT' });
  });

  it('of more bytes than any of the bank’s is refused before it is read', async () => {
    const body = 'x'.repeat(100_000);
    expect((await stand.callBack(body, signed(body))).status).toBe(413);
  });

  it('of a kind we have no use for is taken, so that the bank stops repeating it', async () => {
    const body = bodyOf('payout.sent', newId());
    expect((await stand.callBack(body, signed(body))).status).toBe(204);
  });

  it('forged for a payment that waits leaves it waiting; the good one, thrice at once, authorizes it once', async () => {
    const { id, order, atBank } = await started('tok_no_callback');
    const body = bodyOf('payment.authorized', id, atBank);
    expect((await stand.callBack(body, signed(body, { secret: secretOf('a stranger, a thief') }))).status).toBe(401);
    expect(await stand.see(order.orderId)).toMatchObject({ status: 'REQUIRES_ACTION' });
    const answers = await Promise.all([1, 2, 3].map(() => stand.callBack(body, signed(body))));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect(await stand.see(order.orderId)).toMatchObject({ status: 'AUTHORIZED' });
    const told = () => stand.subgraph.published(paymentAuthorized).filter(({ data }) => data.paymentId === id);
    await eventually(() => told().length > 0);
    expect(told()).toHaveLength(1);
    expect(await stand.subgraph.db.sql`select outcome from provider_event where payment_id = ${id}`).toHaveLength(1);
  });

  it.each([
    ['nothing', { amount: 0 }],
    ['less than nothing', { amount: -129900 }],
    ['more than was authorized', { amount: 129901 }],
    ['more than any number counts', { amount: Number.MAX_SAFE_INTEGER }],
    ['another currency', { currency: 'USD' }],
    ['another payment there', { paymentId: 'pay_other' }],
  ])('that tells of a capture of %s is taken and not believed', async (_what, more) => {
    const { id, order, atBank } = await started('tok_frictionless');
    const body = bodyOf('payment.captured', id, { ...atBank, ...more });
    expect((await stand.callBack(body, signed(body))).status).toBe(204);
    expect(await stand.see(order.orderId)).toMatchObject({ status: 'AUTHORIZED', captured: { amount: '0.00' } });
    expect(
      await stand.subgraph.db.sql`
      select outcome from provider_event where payment_id = ${id} and kind = 'payment.captured'`,
    ).toEqual([{ outcome: 'CONTRADICTION' }]);
  });

  it('that was overtaken by a later one changes nothing any more', async () => {
    const { id, order, atBank } = await started('tok_no_callback');
    const authorized = bodyOf('payment.authorized', id, atBank);
    const captured = bodyOf('payment.captured', id, atBank);
    await stand.callBack(captured, signed(captured));
    expect((await stand.callBack(authorized, signed(authorized))).status).toBe(204);
    expect(await stand.see(order.orderId)).toMatchObject({ status: 'CAPTURED' });
    const notes = await stand.subgraph.db.sql`
      select kind, outcome from provider_event where payment_id = ${id} order by received_at`;
    expect(notes).toMatchObject([
      { kind: 'payment.captured', outcome: 'changed' },
      { kind: 'payment.authorized', outcome: 'OLD_NEWS' },
    ]);
  });
});

describe('the page after the bank’s', () => {
  it.each([
    ['authorized', 'en', 'Payment confirmed'],
    ['declined', 'ru-RU,ru;q=0.9', 'Оплата отклонена'],
    ['<script>alert(1)</script>', 'en', 'Back from the bank'],
    ['constructor', 'en', 'Back from the bank'],
  ])('tells of %s in %s: %s', async (result, language, title) => {
    const url = `${await stand.subgraph.listen()}/payment/return?payment=1&result=${encodeURIComponent(result)}`;
    const answer = await fetch(url, { headers: { 'accept-language': language } });
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page).not.toContain('<script>');
  });
});

describe('a callback that never comes', () => {
  it('is made up for by asking the bank', async () => {
    const started = await stand.start('tok_no_callback');
    await stand.press(started);
    await stand.reaches(started.order.orderId, 'AUTHORIZED');
    const told = () => stand.subgraph.published(paymentAuthorized).filter(({ data }) => data.paymentId === started.id);
    await eventually(() => told().length === 1);
  });

  it('is made up for also when the buyer declined', async () => {
    const started = await stand.start('tok_no_callback');
    await stand.press(started, 'decline');
    await stand.reaches(started.order.orderId, 'DECLINED');
    const told = () => stand.subgraph.published(paymentDeclined).filter(({ data }) => data.paymentId === started.id);
    await eventually(() => told().length === 1);
  });

  it('leaves alone a buyer who is still at the bank', async () => {
    const started = await stand.start('tok_no_callback');
    await eventually(async () => {
      const [row] = await stand.subgraph.db.sql`select attempts from payment where id = ${started.id}`;
      return row!.attempts >= 2;
    });
    expect(await stand.see(started.order.orderId)).toMatchObject({ status: 'REQUIRES_ACTION' });
  });
});

describe('the bank, of which a callback has long been awaited', () => {
  /** A payment that was looked at in vain twenty times before, and is again. */
  async function awaited(goodsHeldUntil: Date): Promise<() => Promise<{ looks: number; pause: number }>> {
    const { id } = await stand.start('tok_no_callback', { goodsHeldUntil: goodsHeldUntil.toISOString() });
    const { sql } = stand.subgraph.db;
    await sql`update payment set attempts = 20, due_at = now() where id = ${id}`;
    return async () => {
      const [row] = await sql`
        select attempts - 20 as looks, extract(epoch from due_at - now())::float8 as pause from payment where id = ${id}`;
      return row as { looks: number; pause: number };
    };
  }

  it('is asked often as long as the order’s goods are held, and seldom afterwards', async () => {
    const [held, free] = await Promise.all([
      awaited(new Date(Date.now() + 3_600_000)),
      awaited(new Date(Date.now() - 1_000)),
    ]);
    await eventually(async () => (await held()).looks >= 3);
    await eventually(async () => (await free()).pause > 60);
  });
});

describe('a bank that is given up', () => {
  it('leaves the payment declined', async () => {
    await stand.setFaults({ errorRate: 1 });
    const started = await stand.start('tok_frictionless').finally(() => stand.setFaults({ errorRate: 0 }));
    expect(started).toMatchObject({ status: 'DECLINED', declineReason: 'bank_unreachable' });
  });

  it('and holds the money all the same is made to give it back, though no callback tells of it', async () => {
    await stand.setFaults({ lostAnswerRate: 1, lostCallbackRate: 1 });
    const started = await stand.start('tok_frictionless').finally(() => stand.setFaults({ lostAnswerRate: 0 }));
    expect(started.status).toBe('DECLINED');
    await eventually(async () => expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]));
    await stand.setFaults({ lostCallbackRate: 0 });
    expect(await stand.see(started.order.orderId)).toMatchObject({ status: 'DECLINED' });
  });

  it('and holds the money all the same is made to give it back when its callback comes', async () => {
    await stand.setFaults({ lostAnswerRate: 1, callbacksPaused: true });
    const started = await stand.start('tok_frictionless').finally(() => stand.setFaults({ lostAnswerRate: 0 }));
    expect(started.status).toBe('DECLINED');
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'authorized' }]);
    await stand.setFaults({ callbacksPaused: false });
    await eventually(async () => expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]));
    expect(await stand.see(started.order.orderId)).toMatchObject({ status: 'DECLINED' });
    expect(stand.subgraph.published(paymentAuthorized).filter(({ data }) => data.paymentId === started.id)).toEqual([]);
  });
});

describe('128 payments at once', () => {
  it('share their statements, and so do their callbacks', async () => {
    const count = async () =>
      Number(/sql_statements_total\{owner="payment"\} (\d+)/.exec(await metrics.metrics())?.[1] ?? 0);
    const before = await count();
    const payments = await Promise.all(Array.from({ length: 128 }, () => stand.start('tok_callback_first')));
    expect(payments.every(({ status }) => status === 'AUTHORIZED')).toBe(true);
    const statements = (await count()) - before;
    expect(statements / payments.length).toBeLessThan(1);
  });
});
