import { sameMoney } from '#schema/money.ts';
import {
  BANK_UNREACHABLE,
  type BankNews,
  change,
  type Decision,
  ignore,
  isOpen,
  isOver,
  isTaken,
  isUnheard,
  type Payment,
  type PaymentEvent,
  type PaymentInput,
  type PaymentRefusal,
} from './payment.ts';
import { giveBackIfUnwanted, refund, refunded, refundRefused, refundRequested } from './refunds.ts';

/**
 * What an input does to a payment. Pure.
 * @param refundId the id of the refund that this decision may make
 */
export function decide(payment: Payment, input: PaymentInput, refundId: string): Decision {
  switch (input.type) {
    case 'bank-told':
      return giveBackIfUnwanted(hear(payment, input.news), refundId);
    case 'bank-refused-start':
      return payment.status === 'STARTING' ? decline(payment, input.reason) : ignore('OLD_NEWS');
    case 'bank-knows-nothing':
      return forget(payment);
    case 'bank-unreachable':
      // Should the bank have heard of it all the same, what it holds is given back when that comes to light.
      return payment.status === 'STARTING'
        ? decline({ ...payment, wish: 'GIVE_BACK' }, BANK_UNREACHABLE)
        : ignore('OLD_NEWS');
    case 'bank-refused-capture':
      if (!payment.held || isOver(payment)) return ignore('OLD_NEWS');
      // The hold remains at the bank: the wish makes it be voided.
      return payment.wish === 'GIVE_BACK'
        ? ignore('ORDER_CANCELLED')
        : decline({ ...payment, wish: 'GIVE_BACK' }, input.reason);
    case 'bank-refunded':
      return refunded(payment, input.refundId, input.amount);
    case 'bank-refused-refund':
      return giveBackIfUnwanted(refundRefused(payment, input.refundId, input.reason), refundId);
    case 'order-paid':
      if (payment.wish === 'GIVE_BACK') return ignore('ORDER_CANCELLED');
      if (isOver(payment)) return ignore('OLD_NEWS');
      return payment.wish === 'TAKE' ? ignore('KNOWN') : change({ ...payment, wish: 'TAKE' });
    case 'order-cancelled':
      if (payment.wish === 'GIVE_BACK') return ignore('KNOWN');
      if (isOver(payment)) return ignore('NOTHING_TO_GIVE_BACK');
      return giveBackIfUnwanted(change({ ...payment, wish: 'GIVE_BACK', redirectUrl: null }), refundId);
    case 'refund-requested':
      return refundRequested(payment, input, refundId);
    case 'refund':
      return refund(payment, input.minor, input.reason, refundId);
    case 'capture':
      return capture(payment, input.minor);
  }
}

function decline(payment: Payment, reason: string): Decision {
  return change(
    { ...payment, status: 'DECLINED', reason, redirectUrl: null, cardToken: null },
    { type: 'declined', reason },
  );
}

function hear(before: Payment, news: BankNews): Decision {
  // Another payment there under our reference: what becomes of it says nothing of this one's money.
  if (before.providerId !== null && before.providerId !== news.providerId) return ignore('CONTRADICTION');
  const payment = { ...before, providerId: news.providerId };
  // It holds nothing and will not, and need not be asked any more.
  if (isUnheard(before) && ['declined', 'voided', 'expired'].includes(news.status)) return change(payment);
  switch (news.status) {
    case 'requires_action':
      if (payment.status !== 'STARTING') return ignore(payment.status === 'REQUIRES_ACTION' ? 'KNOWN' : 'OLD_NEWS');
      return change({
        ...payment,
        status: 'REQUIRES_ACTION',
        redirectUrl: payment.wish === 'GIVE_BACK' ? null : (news.redirectUrl ?? null),
        cardToken: null,
      });
    case 'authorized':
      if (!isOurMoney(payment, news)) return ignore('CONTRADICTION');
      if (isOpen(payment)) {
        const next: Payment = { ...payment, status: 'AUTHORIZED', held: true, redirectUrl: null, cardToken: null };
        return payment.wish === 'GIVE_BACK' ? change(next) : change(next, { type: 'authorized' });
      }
      // Given up before the bank ever answered: nobody waits for this money any more.
      if (isOver(payment) && before.providerId === null) return change({ ...payment, held: true, wish: 'GIVE_BACK' });
      return ignore(payment.status === 'AUTHORIZED' ? 'KNOWN' : 'OLD_NEWS');
    case 'declined':
      if (isOpen(payment)) return decline(payment, news.reason ?? 'declined');
      return ignore(payment.status === 'DECLINED' ? 'KNOWN' : 'CONTRADICTION');
    case 'captured':
      if (!isOurMoney(payment, news)) return ignore('CONTRADICTION');
      return captured(payment, news.captured?.minor ?? payment.amount.minor);
    case 'voided':
    case 'expired':
      return released(payment, news);
  }
}

/** Whether the bank talks of the money that was asked for: all of it held, and taken no more than that. */
const isOurMoney = ({ amount }: Payment, { authorized = amount, captured = amount }: BankNews): boolean =>
  sameMoney(authorized, amount) &&
  captured.currency === amount.currency &&
  captured.minor > 0 &&
  captured.minor <= amount.minor;

function captured(payment: Payment, minor: number): Decision {
  if (isTaken(payment)) return ignore('KNOWN');
  const closed = { held: false, redirectUrl: null, cardToken: null };
  const taken: Payment = { ...payment, ...closed, status: 'CAPTURED', capturedMinor: minor };
  const event: PaymentEvent = { type: 'captured', minor };
  // Taken although we had told that it was not: it goes back.
  if (isOver(payment)) return change({ ...taken, wish: 'GIVE_BACK' }, event);
  // The order must hear of the authorization first, even when the bank's word of it was lost.
  if (isOpen(payment) && payment.wish !== 'GIVE_BACK') return change(taken, { type: 'authorized' }, event);
  return change(taken, event);
}

/** The bank holds the money no more, whether we asked for that or not. */
function released(payment: Payment, news: BankNews): Decision {
  if (isTaken(payment)) return ignore('CONTRADICTION');
  if (!payment.held && isOver(payment)) return ignore('KNOWN');
  const reason = news.reason ?? (news.status === 'expired' ? 'hold_expired' : 'voided');
  if (!payment.held && payment.wish !== 'GIVE_BACK') return decline(payment, reason);
  const unasked = payment.wish !== 'GIVE_BACK';
  const free: Payment = { ...payment, held: false, cardToken: null, reason: unasked ? reason : payment.reason };
  const next: Payment = { ...free, status: payment.status === 'DECLINED' ? 'DECLINED' : 'VOIDED' };
  return payment.held ? change(next, { type: 'voided' }) : change(next);
}

const UNKNOWN_TO_BANK = 'unknown_to_bank';

/** The bank has no such payment: it never came there, or the bank lost it. */
function forget(payment: Payment): Decision {
  if (isUnheard(payment)) return change({ ...payment, reason: UNKNOWN_TO_BANK });
  if (payment.held) return released(payment, { providerId: '', status: 'voided', reason: UNKNOWN_TO_BANK });
  if (payment.status === 'STARTING' && payment.wish === 'GIVE_BACK')
    return change({ ...payment, status: 'VOIDED', cardToken: null });
  // As if it had never been heard of: should it turn up there after all, its money goes back.
  if (payment.status === 'REQUIRES_ACTION')
    return decline({ ...payment, wish: 'GIVE_BACK', providerId: null }, UNKNOWN_TO_BANK);
  return ignore('OLD_NEWS');
}

/** Takes a part of what is held, or all of it. The bank takes once: the rest of the hold is released with it. */
function capture(payment: Payment, asked: number | null): Decision {
  const refuse = (refusal: PaymentRefusal): Decision => ({ outcome: 'refused', refusal });
  if (!payment.held || payment.wish !== 'HOLD') return refuse({ type: 'not-possible', status: payment.status });
  const minor = asked ?? payment.amount.minor;
  if (minor > payment.amount.minor || minor <= 0)
    return refuse({ type: 'too-large', availableMinor: payment.amount.minor });
  return change({ ...payment, wish: 'TAKE', captureMinor: minor }, { type: 'capture-accepted', minor });
}
