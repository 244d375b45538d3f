import { describe, expect, it } from 'vitest';
import { type Command, createPayment, type Decision, decide, type Payment, type PaymentStatus } from './payment.ts';
import { testCards } from './test-cards.ts';

const terms = { actionMs: 1_000, holdMs: 5_000 };
const confirm: Command = { type: 'confirm', expectedCode: '123456' };

function created(token = 'tok_visa'): Decision {
  const card = testCards.find((candidate) => candidate.token === token)!;
  const returnUrl = 'https://shop.example/';
  const asked = { id: 'pay_1', reference: 'r', amount: 100, currency: 'RUB', card, returnUrl, callbackUrl: returnUrl };
  return createPayment(asked, terms, 0);
}

/** A payment after commands, each of which must be accepted. */
function paymentAfter(...commands: Command[]): Payment {
  let { payment } = created();
  for (const command of commands) {
    const decision = decide(payment, command, terms, 10);
    expect(decision.refusal).toBeUndefined();
    payment = decision.payment;
  }
  return payment;
}

const capture = (amount: number): Command => ({ type: 'capture', amount });
const refund = (reference: string, amount: number): Command => ({
  type: 'refund',
  id: `ref_${reference}`,
  reference,
  amount,
});

const states: Record<PaymentStatus, Payment> = {
  requires_action: paymentAfter(),
  authorized: paymentAfter(confirm),
  declined: paymentAfter({ type: 'reject' }),
  captured: paymentAfter(confirm, capture(100)),
  voided: paymentAfter(confirm, { type: 'void' }),
  expired: { ...paymentAfter(confirm), status: 'expired' },
};

describe('every command in every state', () => {
  type Outcome = PaymentStatus | 'unchanged' | 'refused';
  const table: [string, Command, Record<PaymentStatus, Outcome>][] = [
    [
      'confirm',
      confirm,
      {
        requires_action: 'authorized',
        authorized: 'unchanged',
        declined: 'unchanged',
        captured: 'unchanged',
        voided: 'unchanged',
        expired: 'unchanged',
      },
    ],
    [
      'reject',
      { type: 'reject' },
      {
        requires_action: 'declined',
        authorized: 'unchanged',
        declined: 'unchanged',
        captured: 'unchanged',
        voided: 'unchanged',
        expired: 'unchanged',
      },
    ],
    [
      'capture',
      capture(100),
      {
        requires_action: 'refused',
        authorized: 'captured',
        declined: 'refused',
        captured: 'unchanged',
        voided: 'refused',
        expired: 'refused',
      },
    ],
    [
      'void',
      { type: 'void' },
      {
        requires_action: 'voided',
        authorized: 'voided',
        declined: 'refused',
        captured: 'refused',
        voided: 'unchanged',
        expired: 'refused',
      },
    ],
    [
      'refund',
      refund('a', 100),
      {
        requires_action: 'refused',
        authorized: 'refused',
        declined: 'refused',
        captured: 'captured',
        voided: 'refused',
        expired: 'refused',
      },
    ],
  ];
  const cases = table.flatMap(([name, command, outcomes]) =>
    Object.entries(outcomes).map(([from, outcome]) => [name, from as PaymentStatus, outcome, command] as const),
  );

  it.each(cases)('%s of a payment that is %s: %s', (_name, from, outcome, command) => {
    const before = states[from];
    const decision = decide(before, command, terms, 20);
    if (outcome === 'refused') {
      expect(decision).toMatchObject({ payment: before, refusal: { code: 'invalid_state' } });
    } else if (outcome === 'unchanged') {
      expect(decision).toEqual({ payment: before });
    } else {
      expect(decision.payment.status).toBe(outcome);
      expect(decision.event).toBeDefined();
    }
  });
});

describe('time', () => {
  it('ends an unpressed page and an uncaptured hold exactly at their deadlines, and nothing that is finished', () => {
    const late: Command = { type: 'let_time_pass' };
    const waiting = paymentAfter();
    expect(decide(waiting, late, terms, 999)).toEqual({ payment: waiting });
    expect(decide(waiting, late, terms, 1_000)).toMatchObject({
      payment: { status: 'declined', reason: 'authentication_expired' },
      event: 'payment.declined',
    });
    const held = paymentAfter(confirm);
    expect(decide(held, late, terms, 5_009)).toEqual({ payment: held });
    expect(decide(held, late, terms, 5_010)).toMatchObject({
      payment: { status: 'expired' },
      event: 'payment.expired',
    });
    expect(decide(states.captured, late, terms, 1e9)).toEqual({ payment: states.captured });
  });
});

describe('amounts', () => {
  it('captured are at most the authorised one, and a second capture must be the same', () => {
    expect(decide(states.authorized, capture(101), terms, 20).refusal?.code).toBe('amount_too_large');
    const part = decide(states.authorized, capture(60), terms, 20).payment;
    expect(part.capturedAmount).toBe(60);
    expect(decide(part, capture(40), terms, 20).refusal?.code).toBe('invalid_state');
  });

  it('refunded add up to at most the captured one, once per reference', () => {
    const once = paymentAfter(confirm, capture(60), refund('a', 25));
    expect(decide(once, refund('a', 25), terms, 20)).toEqual({ payment: once });
    expect(decide(once, refund('a', 26), terms, 20).refusal?.code).toBe('refund_reference_reused');
    expect(decide(once, refund('b', 36), terms, 20).refusal?.code).toBe('amount_too_large');
    expect(decide(once, refund('b', 35), terms, 20).payment.refundedAmount).toBe(60);
  });
});

describe('codes', () => {
  it('may be left out, must be right when given, and the third wrong one declines', () => {
    const guess: Command = { type: 'confirm', code: '000000', expectedCode: '123456' };
    const first = decide(paymentAfter(), guess, terms, 20);
    expect(first).toMatchObject({
      payment: { wrongCodes: 1, status: 'requires_action' },
      refusal: { code: 'wrong_code' },
    });
    const second = decide(first.payment, guess, terms, 20);
    const third = decide(second.payment, guess, terms, 20);
    expect(third).toMatchObject({ payment: { reason: 'authentication_failed' }, event: 'payment.declined' });
    const right = decide(second.payment, { ...guess, code: '123456' }, terms, 20);
    expect(right.payment.status).toBe('authorized');
  });
});

describe('cards', () => {
  it.each([
    ['tok_visa', 'requires_action', undefined],
    ['tok_frictionless', 'authorized', 'payment.authorized'],
    ['tok_declined', 'declined', 'payment.declined'],
    ['tok_declined_after_3ds', 'requires_action', undefined],
  ])('%s is %s when created', (token, status, event) => {
    expect(created(token)).toMatchObject({ payment: { status } });
    expect(created(token).event).toBe(event);
  });

  it('that decline on confirmation, and captures that the issuer refuses', () => {
    const declined = decide(created('tok_declined_after_3ds').payment, confirm, terms, 20);
    expect(declined.payment).toMatchObject({ status: 'declined', reason: 'card_declined' });
    const held = decide(created('tok_capture_declined').payment, confirm, terms, 20).payment;
    expect(decide(held, capture(100), terms, 20)).toMatchObject({
      payment: { status: 'authorized' },
      refusal: { code: 'capture_declined' },
    });
  });
});
