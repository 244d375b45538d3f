import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { about, startBankAndShop } from '../testing/bank-and-shop.ts';
import { startBank } from './bank.ts';
import { bankDefaults } from './bank-options.ts';
import { testCards } from './test-cards.ts';

const { bank, shop, call, order, pay, press, authorised, state, stop } = await startBankAndShop();
afterAll(stop);

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
    const end = new RegExp(`,total,,,,0,CHF\\r\\n(.*\\r\\n)*.*,end,,,,${statement.lines.length},\\r\\n$`);
    expect(csv).toMatch(end);
    const empty = (await call('GET', '/statement?date=2001-01-01')).value;
    expect(empty).toEqual({ date: '2001-01-01', asOf: '2001-01-01T23:59:59.999Z', lines: [], totals: {} });
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
    [
      'an API key that is nearly right',
      'GET',
      '/payments/pay_1',
      undefined,
      { authorization: 'Bearer sandbox-bank-kez' },
      401,
      'unauthorized',
    ],
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

describe('callbacks that go wrong for everybody', () => {
  const control = (faults: Record<string, unknown>) => call('POST', '/control', faults);

  it('come late, and as often as is set, under one id', async () => {
    await control({ callbackCopies: 3, callbackDelayMs: 100 });
    const begun = Date.now();
    const payment = await authorised();
    await control({ callbackCopies: 1, callbackDelayMs: 0 });
    const copies = await shop.genuine(3, about(payment.reference));
    expect(copies[0]!.at - begun).toBeGreaterThanOrEqual(95);
    expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
  });

  it('have a forged one before them, which is not repeated', async () => {
    await control({ forgedCallbackRate: 1 });
    const payment = await authorised();
    await shop.genuine(1, about(payment.reference));
    await control({ forgedCallbackRate: 0 });
    const all = shop.received.filter(about(payment.reference));
    expect(all.map(({ genuine }) => genuine)).toEqual([false, true]);
  });

  it('never come; the next one does', async () => {
    await control({ lostCallbackRate: 1 });
    const lost = await authorised();
    await control({ lostCallbackRate: 0 });
    const next = await authorised();
    await shop.genuine(1, about(next.reference));
    expect(shop.received.filter(about(lost.reference))).toEqual([]);
    expect((await state(lost.id)).status).toBe('authorized');
  });

  it.each([{ callbackCopies: 0 }, { callbackCopies: 11 }, { lostCallbackRate: 1.1 }, { forgedCallbackRate: -0.1 }])(
    'are not set to %o',
    async (faults) => {
      expect((await control(faults)).status).toBe(400);
    },
  );
});

describe('the controls', () => {
  it('make the bank fail, lose answers after doing the work, and slow', async () => {
    await call('POST', '/control', { errorRate: 1 });
    const failed = await call('POST', '/payments', order('tok_visa'));
    expect([failed.status, failed.value.error.code]).toEqual([503, 'unavailable']);

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
