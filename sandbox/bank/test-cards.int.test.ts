import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { about, startBankAndShop } from '../testing/bank-and-shop.ts';
import { testCards } from './test-cards.ts';

const LATE_MS = 300;
const { bank, shop, call, order, pay, press, authorised, state, stop } = await startBankAndShop({
  hangMs: 60_000,
  lateCallbackMs: LATE_MS,
});
afterAll(stop);

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
