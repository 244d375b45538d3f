import { type Money, sameMoney } from '#schema/money.ts';
import {
  change,
  type Decision,
  ignore,
  isOver,
  isTaken,
  type Payment,
  type PaymentInput,
  type PaymentRefusal,
  type Refund,
  refundableMinor,
  refundedMinor,
} from './payment.ts';

/** Money taken for an order that is cancelled goes back whole, unless the bank refused that once: then a person must look. */
export function giveBackIfUnwanted(decision: Decision, refundId: string): Decision {
  if (decision.outcome !== 'changed') return decision;
  const { payment, events } = decision;
  const minor = refundableMinor(payment);
  const refusedOnce = payment.refunds.some(({ automatic, status }) => automatic && status === 'REFUSED');
  if (payment.wish !== 'GIVE_BACK' || minor <= 0 || refusedOnce) return decision;
  const made = { ...pendingRefund(refundId, minor, 'ORDER_CANCELLED'), automatic: true };
  return { ...decision, payment: { ...payment, refunds: [...payment.refunds, made] }, events };
}

const pendingRefund = (id: string, minor: number, reason: string): Refund => ({
  ...{ id, minor, reason },
  status: 'PENDING',
  automatic: false,
  requestId: null,
});

/** What hinders that this much goes back. */
function hindrance(payment: Payment, minor: number): PaymentRefusal | undefined {
  if (payment.status !== 'CAPTURED' && payment.status !== 'PARTIALLY_REFUNDED')
    return { type: 'not-possible', status: payment.status };
  const available = refundableMinor(payment);
  return minor > available || minor <= 0 ? { type: 'too-large', availableMinor: available } : undefined;
}

export function refund(payment: Payment, asked: number | null, reason: string, refundId: string): Decision {
  const minor = asked ?? refundableMinor(payment);
  const refusal = hindrance(payment, minor);
  if (refusal) return { outcome: 'refused', refusal };
  const made = pendingRefund(refundId, minor, reason);
  return change({ ...payment, refunds: [...payment.refunds, made] }, { type: 'refund-accepted', refund: made });
}

/** Whoever asks again is told again. */
export function refundRequested(
  payment: Payment,
  { requestId, amount, reason }: Extract<PaymentInput, { type: 'refund-requested' }>,
  refundId: string,
): Decision {
  const refuse = (because: string) =>
    change(payment, { type: 'refund-refused', requestId, minor: amount.minor, reason: because });
  const made = payment.refunds.find((one) => one.requestId === requestId);
  if (made?.status === 'PENDING') return ignore('KNOWN');
  if (made?.status === 'SUCCEEDED') return change(payment, { type: 'refunded', refund: made });
  if (made) return refuse('refused_by_bank');
  if (!isTaken(payment) && !isOver(payment)) return ignore('NOT_TAKEN_YET');
  if (amount.currency !== payment.amount.currency) return refuse('other_currency');
  const hindered = hindrance(payment, amount.minor);
  if (hindered) return refuse(hindered.type === 'too-large' ? 'more_than_captured' : 'nothing_to_refund');
  return change({
    ...payment,
    refunds: [...payment.refunds, { ...pendingRefund(refundId, amount.minor, reason), requestId }],
  });
}

export function refunded(payment: Payment, refundId: string, amount?: Money): Decision {
  const found = payment.refunds.find(({ id }) => id === refundId);
  if (!found) return ignore('UNKNOWN_REFUND');
  if (found.status !== 'PENDING') return ignore(found.status === 'SUCCEEDED' ? 'KNOWN' : 'CONTRADICTION');
  if (amount && !sameMoney(amount, { ...payment.amount, minor: found.minor })) return ignore('CONTRADICTION');
  const refund: Refund = { ...found, status: 'SUCCEEDED' };
  const next = withRefund(payment, refund);
  const whole = refundedMinor(next) >= next.capturedMinor;
  return change({ ...next, status: whole ? 'REFUNDED' : 'PARTIALLY_REFUNDED' }, { type: 'refunded', refund });
}

export function refundRefused(payment: Payment, refundId: string, reason: string): Decision {
  const found = payment.refunds.find(({ id }) => id === refundId);
  if (!found) return ignore('UNKNOWN_REFUND');
  if (found.status !== 'PENDING') return ignore('OLD_NEWS');
  const { requestId, minor } = found;
  const next = withRefund(payment, { ...found, status: 'REFUSED', reason: `${found.reason} (${reason})` });
  return requestId ? change(next, { type: 'refund-refused', requestId, minor, reason }) : change(next);
}

const withRefund = (payment: Payment, changed: Refund): Payment => ({
  ...payment,
  refunds: payment.refunds.map((one) => (one.id === changed.id ? changed : one)),
});
