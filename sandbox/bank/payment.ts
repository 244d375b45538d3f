import type { Card } from './test-cards.ts';

/**
 * requires_action → authorized → captured; declined, voided and expired are ends.
 * A captured payment stays captured, `refundedAmount` tells how much went back.
 */
export type PaymentStatus = 'requires_action' | 'authorized' | 'declined' | 'captured' | 'voided' | 'expired';

export type Refund = { readonly id: string; readonly reference: string; readonly amount: number; readonly at: number };

/** Amounts are minor units, times are ms since 1970. */
export type Payment = {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly card: Card;
  readonly returnUrl: string;
  readonly callbackUrl: string;
  readonly status: PaymentStatus;
  readonly reason?: string;
  readonly createdAt: number;
  /** When an unfinished payment ends by itself: an unpressed 3-D Secure page, an uncaptured hold. */
  readonly deadline: number;
  readonly wrongCodes: number;
  readonly capturedAmount: number;
  readonly capturedAt?: number;
  readonly refundedAmount: number;
  readonly refunds: readonly Refund[];
};

export type NewPayment = Pick<
  Payment,
  'id' | 'reference' | 'amount' | 'currency' | 'card' | 'returnUrl' | 'callbackUrl'
>;

/** How long the bank waits, in ms. */
export type Terms = { readonly actionMs: number; readonly holdMs: number };

export type Command =
  | { readonly type: 'confirm'; readonly code?: string; readonly expectedCode: string }
  | { readonly type: 'reject' }
  | { readonly type: 'capture'; readonly amount: number }
  | { readonly type: 'void' }
  | { readonly type: 'refund'; readonly id: string; readonly reference: string; readonly amount: number }
  | { readonly type: 'let_time_pass' };

export type PaymentEventType =
  | 'payment.authorized'
  | 'payment.declined'
  | 'payment.captured'
  | 'payment.voided'
  | 'payment.expired'
  | 'refund.succeeded';

export type Refusal = {
  readonly code: 'wrong_code' | 'invalid_state' | 'capture_declined' | 'amount_too_large' | 'refund_reference_reused';
  readonly message: string;
};

/** The payment after a command, with what happened; or the payment after a command that was refused. */
export type Decision = { readonly payment: Payment; readonly event?: PaymentEventType; readonly refusal?: Refusal };

const WRONG_CODES_ALLOWED = 3;
const NO_REFUNDS: readonly Refund[] = Object.freeze([]);

/** A new payment: waits for the buyer, or is authorised or declined at once, as its card says. */
export function createPayment(asked: NewPayment, terms: Terms, now: number): Decision {
  const fresh: Payment = {
    ...asked,
    status: 'requires_action',
    createdAt: now,
    deadline: now + terms.actionMs,
    wrongCodes: 0,
    capturedAmount: 0,
    refundedAmount: 0,
    refunds: NO_REFUNDS,
  };
  if (asked.card.declines?.when === 'create') return declined(fresh, asked.card.declines.reason);
  return asked.card.threeDSecure ? { payment: fresh } : authorized(fresh, terms, now);
}

/** Nothing more will happen to it, save refunds. */
export function isFinished(payment: Payment): boolean {
  return payment.status !== 'requires_action' && payment.status !== 'authorized';
}

/**
 * What a command does to a payment. Pure; commands that come again are harmless: a second press of the 3-D Secure
 * page, a second capture of the same amount, a second void and a repeated refund reference change nothing.
 * Only `let_time_pass` looks at the deadline: give it first.
 */
export function decide(payment: Payment, command: Command, terms: Terms, now: number): Decision {
  switch (command.type) {
    case 'let_time_pass':
      return !isFinished(payment) && now >= payment.deadline ? expire(payment) : { payment };
    case 'confirm':
      return confirm(payment, command, terms, now);
    case 'reject':
      return payment.status === 'requires_action' ? declined(payment, 'authentication_rejected') : { payment };
    case 'capture':
      return capture(payment, command.amount, now);
    case 'void':
      if (payment.status === 'voided') return { payment };
      if (isFinished(payment)) return refuseState(payment, 'voided');
      return { payment: { ...payment, status: 'voided' }, event: 'payment.voided' };
    case 'refund':
      return refund(payment, command, now);
  }
}

function confirm(
  payment: Payment,
  command: { readonly code?: string; readonly expectedCode: string },
  terms: Terms,
  now: number,
): Decision {
  if (payment.status !== 'requires_action') return { payment };
  if (command.code !== undefined && command.code !== command.expectedCode) {
    const wrongCodes = payment.wrongCodes + 1;
    if (wrongCodes >= WRONG_CODES_ALLOWED) return declined({ ...payment, wrongCodes }, 'authentication_failed');
    const left = WRONG_CODES_ALLOWED - wrongCodes;
    return {
      payment: { ...payment, wrongCodes },
      refusal: { code: 'wrong_code', message: `Wrong code; attempts left: ${left}.` },
    };
  }
  if (payment.card.declines?.when === 'confirm') return declined(payment, payment.card.declines.reason);
  return authorized(payment, terms, now);
}

function capture(payment: Payment, amount: number, now: number): Decision {
  if (payment.status === 'captured' && payment.capturedAmount === amount) return { payment };
  if (payment.status !== 'authorized') return refuseState(payment, 'captured');
  if (amount > payment.amount) {
    return refuse(payment, 'amount_too_large', `At most ${payment.amount} can be captured.`);
  }
  if (payment.card.captureDeclined) return refuse(payment, 'capture_declined', 'The card issuer refused the capture.');
  return {
    payment: { ...payment, status: 'captured', capturedAmount: amount, capturedAt: now },
    event: 'payment.captured',
  };
}

function refund(
  payment: Payment,
  asked: { readonly id: string; readonly reference: string; readonly amount: number },
  now: number,
): Decision {
  if (payment.status !== 'captured') return refuseState(payment, 'refunded');
  const same = payment.refunds.find((made) => made.reference === asked.reference);
  if (same && same.amount === asked.amount) return { payment };
  if (same) return refuse(payment, 'refund_reference_reused', `Refund ${asked.reference} was of ${same.amount}.`);
  const left = payment.capturedAmount - payment.refundedAmount;
  if (asked.amount > left) return refuse(payment, 'amount_too_large', `At most ${left} can be refunded.`);
  const { id, reference, amount } = asked;
  return {
    payment: {
      ...payment,
      refundedAmount: payment.refundedAmount + amount,
      refunds: [...payment.refunds, { id, reference, amount, at: now }],
    },
    event: 'refund.succeeded',
  };
}

function expire(payment: Payment): Decision {
  if (payment.status === 'requires_action') return declined(payment, 'authentication_expired');
  return { payment: { ...payment, status: 'expired', reason: 'hold_expired' }, event: 'payment.expired' };
}

function authorized(payment: Payment, terms: Terms, now: number): Decision {
  return {
    payment: { ...payment, status: 'authorized', deadline: now + terms.holdMs },
    event: 'payment.authorized',
  };
}

function declined(payment: Payment, reason: string): Decision {
  return { payment: { ...payment, status: 'declined', reason }, event: 'payment.declined' };
}

function refuse(payment: Payment, code: Refusal['code'], message: string): Decision {
  return { payment, refusal: { code, message } };
}

function refuseState(payment: Payment, wanted: string): Decision {
  return refuse(payment, 'invalid_state', `A payment that is ${payment.status} cannot be ${wanted}.`);
}
