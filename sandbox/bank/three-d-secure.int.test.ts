import { afterAll, describe, expect, it } from 'vitest';
import { about, startBankAndShop } from '../testing/bank-and-shop.ts';
import { bankDefaults } from './bank-options.ts';

let now: number | undefined;
const { bank, shop, call, pay, press, authorised, state, stop } = await startBankAndShop({
  now: () => now ?? Date.now(),
});
afterAll(stop);

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
    now = Date.now() + bankDefaults.actionMs;
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
