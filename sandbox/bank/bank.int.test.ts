import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../http/server.ts';
import { type CallbackReceiver, startCallbackReceiver } from '../testing/callback-receiver.ts';
import { startBank } from './bank.ts';
import { bankDefaults } from './bank-options.ts';
import { testCards } from './test-cards.ts';

const LATE_MS = 300;

let bank: RunningServer;
let shop: CallbackReceiver;
let now = Date.now();

beforeAll(async () => {
  shop = await startCallbackReceiver(bankDefaults.webhookSecret);
  bank = await startBank({
    controls: true,
    hangMs: 60_000,
    lateCallbackMs: LATE_MS,
    webhooks: { retryBaseMs: 20 },
    now: () => now,
  });
});
afterAll(async () => {
  await bank.stop();
  await shop.stop();
});
beforeEach(() => {
  now = Date.now();
  shop.answerWith(() => 204);
});

type Options = { key?: string; authorization?: string; signal?: AbortSignal };

async function call(method: string, path: string, body?: unknown, options: Options = {}) {
  const { key = randomUUID(), authorization = `Bearer ${bankDefaults.apiKey}`, signal } = options;
  const response = await fetch(`${bank.url}${path}`, {
    method,
    signal,
    headers: { authorization, 'idempotency-key': key, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read by the assertions
  const value: any = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  return { status: response.status, value, headers: response.headers };
}

function order(token: string, changes: Record<string, unknown> = {}) {
  return {
    amount: 129_900,
    currency: 'RUB',
    token,
    reference: randomUUID(),
    returnUrl: 'https://shop.example/paid?order=7',
    callbackUrl: shop.url,
    ...changes,
  };
}

async function pay(token: string, changes: Record<string, unknown> = {}) {
  const asked = order(token, changes);
  const { status, value } = await call('POST', '/payments', asked);
  expect(status).toBe(201);
  return { ...value, reference: asked.reference };
}

function press(payment: { redirectUrl: string }, form: Record<string, string> = { action: 'confirm' }) {
  return fetch(payment.redirectUrl, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
}

async function authorised(token = 'tok_visa', changes: Record<string, unknown> = {}) {
  const payment = await pay(token, changes);
  await press(payment);
  return payment;
}

const about =
  (reference: string) =>
  ({ event }: { event: { data: { reference: string } } }) =>
    event.data.reference === reference;

const state = async (id: string) => (await call('GET', `/payments/${id}`)).value;

describe('a payment with 3-D Secure', () => {
  it('waits for the buyer, is authorised by the press, sends the buyer back and calls the shop with a signed event', async () => {
    const payment = await pay('tok_visa');
    expect(payment).toMatchObject({ status: 'requires_action', redirectUrl: `${bank.url}/3ds/${payment.id}` });

    const pressed = await press(payment);
    expect(pressed.status).toBe(303);
    expect(pressed.headers.get('location')).toBe(
      `https://shop.example/paid?order=7&payment=${payment.id}&result=authorized`,
    );
    const [callback] = await shop.genuine(1, about(payment.reference));
    expect(callback!.event).toEqual({
      id: callback!.id,
      type: 'payment.authorized',
      createdAt: expect.stringMatching(/Z$/),
      data: {
        paymentId: payment.id,
        reference: payment.reference,
        amount: 129_900,
        currency: 'RUB',
        status: 'authorized',
      },
    });
    expect(await state(payment.id)).toMatchObject({ status: 'authorized', card: { brand: 'visa', last4: '4242' } });
  });

  it('is harmless to press twice: one callback, the same way back', async () => {
    const payment = await pay('tok_visa');
    const answers = await Promise.all([press(payment), press(payment), press(payment, { action: 'decline' })]);
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    const later = await authorised();
    await shop.genuine(1, about(later.reference));
    expect(shop.received.filter(about(payment.reference))).toHaveLength(1);
  });

  it('is declined when the buyer declines', async () => {
    const payment = await pay('tok_visa');
    const pressed = await press(payment, { action: 'decline' });
    expect(pressed.headers.get('location')).toContain('result=declined');
    const [callback] = await shop.genuine(1, about(payment.reference));
    expect(callback!.event).toMatchObject({
      type: 'payment.declined',
      data: { status: 'declined', reason: 'authentication_rejected' },
    });
  });

  it('takes the code the page shows, asks again after a wrong one, declines after three', async () => {
    const payment = await pay('tok_visa');
    const wrong = await press(payment, { action: 'confirm', code: 'abc' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('role="alert"');
    const code = (await (await fetch(payment.redirectUrl)).text()).match(/value="(\d{6})"/)![1]!;
    expect((await press(payment, { action: 'confirm', code })).headers.get('location')).toContain('result=authorized');

    const guessed = await pay('tok_visa');
    for (const guess of ['a', 'b']) await press(guessed, { action: 'confirm', code: guess });
    expect((await press(guessed, { action: 'confirm', code: 'c' })).headers.get('location')).toContain('declined');
    expect(await state(guessed.id)).toMatchObject({ status: 'declined', reason: 'authentication_failed' });
  });

  it('is a page in the language of the buyer that loads and runs nothing', async () => {
    const payment = await pay('tok_visa', { reference: '<b>"7"</b>' });
    const response = await fetch(payment.redirectUrl, { headers: { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' } });
    const html = await response.text();
    expect(html).toContain('lang="ru"');
    expect(html).toContain('Подтвердить');
    expect(html.replaceAll('\u00a0', ' ')).toContain('1 299,00 ₽');
    expect(html).toContain('&lt;b&gt;&quot;7&quot;&lt;/b&gt;');
    expect(html).not.toMatch(/<script|src=|https?:\/\//);
    expect(response.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' https://shop.example`);
    const english = await fetch(payment.redirectUrl, { headers: { 'accept-language': 'de, en;q=0.5, ru;q=0.2' } });
    expect(await english.text()).toContain('Confirm the payment');
  });

  it('is declined when nobody presses in time, and the hold is released when nobody captures in time', async () => {
    const left = await pay('tok_visa');
    const held = await authorised();
    now += bankDefaults.actionMs;
    const [callback] = await shop.genuine(1, about(left.reference));
    expect(callback!.event).toMatchObject({
      type: 'payment.declined',
      data: { reason: 'authentication_expired' },
    });
    expect((await press(left)).headers.get('location')).toContain('result=declined');
    expect(await state(held.id)).toMatchObject({ status: 'expired', reason: 'hold_expired' });
    const tooLate = await call('POST', `/payments/${held.id}/capture`, { amount: 1 });
    expect([tooLate.status, tooLate.value.error.code]).toEqual([409, 'invalid_state']);
  });
});

describe('cards that misbehave', () => {
  it.each([
    ['tok_declined', 'card_declined'],
    ['tok_insufficient_funds', 'insufficient_funds'],
  ])('%s is declined at once and called back', async (token, reason) => {
    const payment = await pay(token);
    expect(payment).toMatchObject({ status: 'declined', reason, redirectUrl: null });
    const [callback] = await shop.genuine(1, about(payment.reference));
    expect(callback!.event).toMatchObject({ type: 'payment.declined', data: { reason } });
  });

  it('tok_declined_after_3ds is declined although the buyer confirmed', async () => {
    const payment = await pay('tok_declined_after_3ds');
    expect(payment.status).toBe('requires_action');
    expect((await press(payment)).headers.get('location')).toContain('result=declined');
    const [callback] = await shop.genuine(1, about(payment.reference));
    expect(callback!.event).toMatchObject({ type: 'payment.declined', data: { reason: 'card_declined' } });
  });

  it('tok_frictionless is authorised without a page', async () => {
    const payment = await pay('tok_frictionless');
    expect(payment).toMatchObject({ status: 'authorized', redirectUrl: null });
    const [callback] = await shop.genuine(1, about(payment.reference));
    expect(callback!.event.type).toBe('payment.authorized');
  });

  it('tok_timeout does not answer the first time, and answers a repeat with the payment it made', async () => {
    const asked = order('tok_timeout');
    const key = randomUUID();
    const first = call('POST', '/payments', asked, { key, signal: AbortSignal.timeout(200) });
    await expect(first).rejects.toThrow();
    const again = await call('POST', '/payments', asked, { key });
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const known = await call('GET', `/payments?reference=${asked.reference}`);
    expect(known.value.payments.map((payment: { id: string }) => payment.id)).toEqual([again.value.id]);
  });

  it('tok_error fails once and makes nothing, then works with the same key', async () => {
    const asked = order('tok_error');
    const key = randomUUID();
    const first = await call('POST', '/payments', asked, { key });
    expect([first.status, first.value.error.code]).toEqual([500, 'internal']);
    expect((await call('GET', `/payments?reference=${asked.reference}`)).value.payments).toEqual([]);
    expect((await call('POST', '/payments', asked, { key })).status).toBe(201);
  });

  it('tok_duplicate_callback sends the same event three times', async () => {
    const payment = await authorised('tok_duplicate_callback');
    const callbacks = await shop.genuine(3, about(payment.reference));
    expect(callbacks).toHaveLength(3);
    expect(new Set(callbacks.map(({ id }) => id)).size).toBe(1);
  });

  it('tok_late_callback sends the event late', async () => {
    const payment = await pay('tok_late_callback');
    const pressedAt = Date.now();
    await press(payment);
    const [callback] = await shop.genuine(1, about(payment.reference));
    expect(callback!.at - pressedAt).toBeGreaterThanOrEqual(LATE_MS - 5);
    expect(callback!.event.type).toBe('payment.authorized');
  });

  it('tok_callback_first delivers the event before the answer', async () => {
    const payment = await pay('tok_callback_first');
    expect(shop.received.filter(about(payment.reference))).toHaveLength(1);
    expect(payment).toMatchObject({ status: 'authorized', redirectUrl: null });
  });

  it('tok_bad_signature sends a forgery, then the real event under the same id', async () => {
    const payment = await authorised('tok_bad_signature');
    await shop.genuine(1, about(payment.reference));
    const came = shop.received.filter(about(payment.reference));
    expect(came.map(({ genuine }) => genuine)).toEqual([false, true]);
    expect(came[0]!.id).toBe(came[1]!.id);
  });

  it('tok_no_callback stays silent but tells its state', async () => {
    const payment = await authorised('tok_no_callback');
    const later = await authorised();
    await shop.genuine(1, about(later.reference));
    expect(shop.received.filter(about(payment.reference))).toEqual([]);
    expect((await state(payment.id)).status).toBe('authorized');
  });

  it('tok_capture_declined is authorised, refuses every capture and can be voided', async () => {
    const payment = await authorised('tok_capture_declined');
    const refused = await call('POST', `/payments/${payment.id}/capture`, { amount: 129_900 });
    expect([refused.status, refused.value.error.code]).toEqual([402, 'capture_declined']);
    expect((await call('POST', `/payments/${payment.id}/void`)).value.status).toBe('voided');
  });
});

describe('a card number', () => {
  const valid = { expMonth: 12, expYear: 2099, cvc: '123' };

  it.each(testCards.map(({ number, token }) => [number, token]))('%s behaves as %s', async (number, token) => {
    const { value } = await call('POST', '/tokens', { ...valid, number });
    expect(value).toEqual({
      token: expect.stringMatching(/^tok_/),
      brand: expect.any(String),
      last4: number.slice(-4),
    });
    if (token === 'tok_declined') expect((await pay(value.token)).status).toBe('declined');
    if (token === 'tok_visa') expect((await pay(value.token)).status).toBe('requires_action');
  });

  it('may be tokenised by a page of any origin', async () => {
    const preflight = await fetch(`${bank.url}/tokens`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const { headers } = await call('POST', '/tokens', { ...valid, number: '4242 4242 4242 4242' });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['a wrong check digit', { number: '4242424242424241' }, 'invalid_number'],
    ['a number that is no test card', { number: '4111111111111111' }, 'not_a_test_card'],
    ['an expired card', { number: '4242424242424242', expYear: 2020 }, 'expired_card'],
    ['a short CVC', { number: '4242424242424242', cvc: '12' }, 'invalid_request'],
  ])('is refused for %s', async (_name, change, code) => {
    const { status, value } = await call('POST', '/tokens', { ...valid, ...change });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(value.error.code).toBe(code);
  });
});

describe('money', () => {
  it('is captured once, refunded in parts up to what was captured, and stands in the statement', async () => {
    const payment = await authorised('tok_visa', { currency: 'CHF' });
    const captured = await call('POST', `/payments/${payment.id}/capture`, { amount: 100_000 });
    expect(captured.value).toMatchObject({ status: 'captured', capturedAmount: 100_000 });
    const more = await call('POST', `/payments/${payment.id}/capture`, { amount: 1 });
    expect([more.status, more.value.error.code]).toEqual([409, 'invalid_state']);

    const part = await call('POST', `/payments/${payment.id}/refunds`, { amount: 40_000, reference: 'r-1' });
    expect(part).toMatchObject({ status: 201, value: { status: 'succeeded', amount: 40_000, reference: 'r-1' } });
    const sameAgain = await call('POST', `/payments/${payment.id}/refunds`, { amount: 40_000, reference: 'r-1' });
    expect(sameAgain.value.id).toBe(part.value.id);
    const tooMuch = await call('POST', `/payments/${payment.id}/refunds`, { amount: 60_001, reference: 'r-2' });
    expect([tooMuch.status, tooMuch.value.error.code]).toEqual([422, 'amount_too_large']);
    await call('POST', `/payments/${payment.id}/refunds`, { amount: 60_000, reference: 'r-2' });
    expect(await state(payment.id)).toMatchObject({ status: 'captured', refundedAmount: 100_000 });

    const { value: statement } = await call('GET', '/statement');
    expect(statement.totals.CHF).toBe(0);
    expect(
      statement.lines
        .filter((line: { paymentId: string }) => line.paymentId === payment.id)
        .map((line: { type: string; amount: number }) => [line.type, line.amount]),
    ).toEqual([
      ['capture', 100_000],
      ['refund', -40_000],
      ['refund', -60_000],
    ]);
    const { value: csv } = await call('GET', '/statement?format=csv');
    expect(csv).toMatch(/^at,type,paymentId,reference,refundId,amount,currency\r\n/);
    expect((await call('GET', '/statement?date=2001-01-01')).value.lines).toEqual([]);
  });

  it('that is voided is not captured, and a second void is harmless', async () => {
    const payment = await authorised();
    for (const _ of [1, 2]) expect((await call('POST', `/payments/${payment.id}/void`)).value.status).toBe('voided');
    const late = await call('POST', `/payments/${payment.id}/capture`, { amount: 1 });
    expect([late.status, late.value.error.code]).toEqual([409, 'invalid_state']);
  });
});

describe('the merchant', () => {
  it('gets the first answer again for the same key and body, and a conflict for another body', async () => {
    const asked = order('tok_visa');
    const key = randomUUID();
    const first = await call('POST', '/payments', asked, { key });
    const again = await call('POST', '/payments', asked, { key });
    expect(again).toMatchObject({ status: 201, value: first.value });
    const other = await call('POST', '/payments', { ...asked, amount: 1 }, { key });
    expect([other.status, other.value.error.code]).toEqual([409, 'idempotency_key_reused']);
    expect((await call('GET', `/payments?reference=${asked.reference}`)).value.payments).toHaveLength(1);
  });

  it('finds every payment of a reference, oldest first', async () => {
    const declined = await pay('tok_declined');
    const second = await pay('tok_visa', { reference: declined.reference });
    const { value } = await call('GET', `/payments?reference=${declined.reference}`);
    expect(value.payments.map(({ id }: { id: string }) => id)).toEqual([declined.id, second.id]);
  });

  it.each([
    ['a wrong API key', 'GET', '/payments/pay_1', undefined, { authorization: 'Bearer wrong' }, 401, 'unauthorized'],
    ['an unknown payment', 'GET', '/payments/pay_1', undefined, {}, 404, 'payment_not_found'],
    ['a capture of an unknown payment', 'POST', '/payments/pay_1/capture', { amount: 1 }, {}, 404, 'payment_not_found'],
    ['an unknown address', 'GET', '/nothing', undefined, {}, 404, 'not_found'],
    ['a wrong method', 'PUT', '/payments', {}, {}, 405, 'method_not_allowed'],
    ['no idempotency key', 'POST', '/payments', {}, { key: '' }, 400, 'idempotency_key_missing'],
    ['an unknown token', 'POST', '/payments', { token: 'tok_no' }, {}, 422, 'unknown_token'],
    ['an amount of zero', 'POST', '/payments', { amount: 0 }, {}, 400, 'invalid_request'],
    ['a fraction of a minor unit', 'POST', '/payments', { amount: 1.5 }, {}, 400, 'invalid_request'],
    ['a huge amount', 'POST', '/payments', { amount: 1e18 }, {}, 400, 'invalid_request'],
    ['a currency that is none', 'POST', '/payments', { currency: 'rubles' }, {}, 400, 'invalid_request'],
    [
      'a return address that runs code',
      'POST',
      '/payments',
      { returnUrl: 'javascript://%0aalert(1)' },
      {},
      400,
      'invalid_request',
    ],
    ['a callback to nowhere', 'POST', '/payments', { callbackUrl: 'shop' }, {}, 400, 'invalid_request'],
    ['a huge body', 'POST', '/payments', { reference: 'x'.repeat(70_000) }, {}, 413, 'body_too_large'],
    ['a query without reference', 'GET', '/payments', undefined, {}, 400, 'invalid_request'],
    ['a date that is none', 'GET', '/statement?date=yesterday', undefined, {}, 400, 'invalid_request'],
  ] as const)('is refused for %s', async (_name, method, path, change, options, status, code) => {
    const body = method === 'POST' && path === '/payments' ? order('tok_visa', change) : change;
    const answer = await call(method, path, body, options);
    expect([answer.status, answer.value.error.code]).toEqual([status, code]);
  });
});

describe('callbacks', () => {
  it('are repeated under one id until the shop accepts them', async () => {
    const payment = await pay('tok_visa');
    let answers = 0;
    shop.answerWith((one) => (about(payment.reference)(one) && ++answers < 4 ? 503 : 200));
    await press(payment);
    const callbacks = await shop.genuine(4, about(payment.reference));
    expect(new Set(callbacks.map(({ id }) => id)).size).toBe(1);
  });

  it('wait while they are paused and come afterwards', async () => {
    await call('POST', '/control', { callbacksPaused: true });
    const payment = await authorised();
    expect((await state(payment.id)).status).toBe('authorized');
    expect(shop.received.filter(about(payment.reference))).toEqual([]);
    await call('POST', '/control', { callbacksPaused: false });
    await shop.genuine(1, about(payment.reference));
  });
});

describe('the controls', () => {
  it('make the bank fail, lose answers after doing the work, and slow', async () => {
    await call('POST', '/control', { errorRate: 1 });
    const failed = await call('POST', '/payments', order('tok_visa'));
    expect([failed.status, failed.value.error.code]).toEqual([503, 'bank_unavailable']);

    await call('POST', '/control', { errorRate: 0, lostAnswerRate: 1 });
    const asked = order('tok_visa');
    const key = randomUUID();
    await expect(call('POST', '/payments', asked, { key })).rejects.toThrow();

    await call('POST', '/control', { lostAnswerRate: 0, latencyMs: 100 });
    const begun = Date.now();
    const again = await call('POST', '/payments', asked, { key });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(Date.now() - begun).toBeGreaterThanOrEqual(95);
    const { value } = await call('POST', '/control', { latencyMs: 0 });
    expect(value).toMatchObject({ errorRate: 0, lostAnswerRate: 0, latencyMs: 0 });
    expect((await call('POST', '/control', { errorRat: 1 })).status).toBe(400);
  });

  it('are closed unless asked for; all events are called back only when asked for', async () => {
    const strict = await startBank({ allEvents: true });
    try {
      const closed = await fetch(`${strict.url}/control`, { method: 'POST', body: '{}' });
      expect(closed.status).toBe(404);
      const headers = { authorization: `Bearer ${bankDefaults.apiKey}`, 'idempotency-key': 'once' };
      const asked = order('tok_frictionless');
      const created = await fetch(`${strict.url}/payments`, { method: 'POST', headers, body: JSON.stringify(asked) });
      const { id } = (await created.json()) as { id: string };
      const steps: [string, object][] = [
        ['capture', { amount: 500 }],
        ['refunds', { amount: 200, reference: 'r' }],
      ];
      for (const [step, body] of steps) {
        const key = { ...headers, 'idempotency-key': step };
        await fetch(`${strict.url}/payments/${id}/${step}`, {
          method: 'POST',
          headers: key,
          body: JSON.stringify(body),
        });
      }
      const events = await shop.genuine(3, about(asked.reference));
      expect(events.map(({ event }) => [event.type, event.data.amount]).sort()).toEqual([
        ['payment.authorized', 129_900],
        ['payment.captured', 500],
        ['refund.succeeded', 200],
      ]);
    } finally {
      await strict.stop();
    }
  });
});

describe('for people and machines that watch', () => {
  it('there is a page with every card, a health check and metrics', async () => {
    const home = await (await fetch(bank.url)).text();
    for (const { token } of testCards) expect(home).toContain(token);
    expect((await call('GET', '/health')).value).toEqual({ status: 'ok' });
    const metrics = await (await fetch(`${bank.url}/metrics`)).text();
    expect(metrics).toMatch(/bank_payments_total\{status="authorized"\} [1-9]/);
    expect(metrics).toMatch(/bank_callbacks_sent_total [1-9]/);
    expect(metrics).toMatch(/process_cpu_seconds_total 0?\.?\d/);
  });
});
