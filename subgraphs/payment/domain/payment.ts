import { type Money, sameMoney } from '#schema/money.ts';

export type PaymentStatus =
  | 'STARTING'
  | 'REQUIRES_ACTION'
  | 'AUTHORIZED'
  | 'CAPTURED'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'DECLINED'
  | 'VOIDED';

/** What the order wants of its money: not decided yet, take it, or give it back. GIVE_BACK is for good. */
export type Wish = 'HOLD' | 'TAKE' | 'GIVE_BACK';

export interface Refund {
  readonly id: string;
  readonly minor: number;
  /** PENDING counts against what can still be refunded, so that concurrent refunds never exceed the capture. */
  readonly status: 'PENDING' | 'SUCCEEDED' | 'REFUSED';
  readonly reason: string;
  /** Made by the house itself because the order was cancelled, not by a person. */
  readonly automatic: boolean;
}

export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly userId: string;
  readonly amount: Money;
  readonly status: PaymentStatus;
  readonly wish: Wish;
  /** Whether the bank holds the buyer's money for this payment now, authorized and not taken. */
  readonly held: boolean;
  readonly capturedMinor: number;
  /** The bank's own id; null until the bank has told of the payment for the first time. */
  readonly providerId: string | null;
  /** Where the buyer confirms, while REQUIRES_ACTION and the order still wants the money. */
  readonly redirectUrl: string | null;
  /** Why the payment ended without the money, as the bank's code. */
  readonly reason: string | null;
  /** Needed to ask the bank again while STARTING; erased as soon as the payment leaves that state. */
  readonly cardToken: string | null;
  readonly refunds: readonly Refund[];
}

/** What the bank says of a payment, by whatever way: its answer, a callback, or when asked. */
export interface BankNews {
  readonly providerId: string;
  readonly status: 'requires_action' | 'authorized' | 'declined' | 'captured' | 'voided' | 'expired';
  readonly redirectUrl?: string | null;
  readonly reason?: string | null;
  /** What the bank holds; nothing but the whole amount counts, which absent means. */
  readonly authorized?: Money;
  /** Minor units; absent means the whole amount. */
  readonly capturedMinor?: number;
}

export type PaymentInput =
  | { readonly type: 'bank-told'; readonly news: BankNews }
  /** The bank refused to begin: a token it does not know, for one. */
  | { readonly type: 'bank-refused-start'; readonly reason: string }
  /** Asked by our reference, the bank has no such payment. */
  | { readonly type: 'bank-knows-nothing' }
  /** The bank could not be reached for so long that waiting has no use. */
  | { readonly type: 'bank-unreachable' }
  | { readonly type: 'bank-refused-capture'; readonly reason: string }
  | { readonly type: 'bank-refunded'; readonly refundId: string }
  | { readonly type: 'bank-refused-refund'; readonly refundId: string; readonly reason: string }
  | { readonly type: 'order-paid' }
  | { readonly type: 'order-cancelled' }
  /** `minor` null asks for all that is left. */
  | { readonly type: 'refund'; readonly minor: number | null; readonly reason: string };

export type PaymentEvent =
  | { readonly type: 'authorized' }
  | { readonly type: 'declined'; readonly reason: string }
  | { readonly type: 'captured'; readonly minor: number }
  | { readonly type: 'voided' }
  | { readonly type: 'refunded'; readonly refundId: string; readonly minor: number };

/** Why an input changes nothing. None is an error: inputs come in any order, any number of times, early and late. */
export type Ignored =
  /** The payment is in that state already. */
  | 'KNOWN'
  /** The payment has moved past it. */
  | 'OLD_NEWS'
  /** It cannot be true together with what the bank said before. */
  | 'CONTRADICTION'
  | 'ORDER_CANCELLED'
  | 'NOTHING_TO_GIVE_BACK'
  | 'UNKNOWN_REFUND';

export type RefundRefusal =
  | { readonly type: 'not-refundable'; readonly status: PaymentStatus }
  | { readonly type: 'too-large'; readonly availableMinor: number };

export type Decision =
  | { readonly outcome: 'changed'; readonly payment: Payment; readonly events: readonly PaymentEvent[] }
  | { readonly outcome: 'ignored'; readonly because: Ignored }
  | { readonly outcome: 'refused'; readonly refusal: RefundRefusal };

/** What remains to be done at the bank, derived from the state alone: a crash forgets nothing. */
export type BankWork =
  | { readonly type: 'start' }
  /** Ask how it stands: the callback may be lost. */
  | { readonly type: 'watch' }
  | { readonly type: 'capture' }
  | { readonly type: 'void' }
  | { readonly type: 'refund'; readonly refundId: string; readonly minor: number };

const sum = (refunds: readonly Refund[], ...statuses: Refund['status'][]): number =>
  refunds.reduce((total, { status, minor }) => (statuses.includes(status) ? total + minor : total), 0);

/** Minor units that have gone back to the buyer. */
export const refundedMinor = ({ refunds }: Payment): number => sum(refunds, 'SUCCEEDED');

/** Minor units that went back or are on their way: never above what was captured. */
export const returnedMinor = ({ refunds }: Payment): number => sum(refunds, 'SUCCEEDED', 'PENDING');

/** Minor units that can still be refunded. */
export const refundableMinor = (payment: Payment): number => payment.capturedMinor - returnedMinor(payment);

export function workOf(payment: Payment): BankWork[] {
  if (payment.status === 'STARTING') return [{ type: 'start' }];
  if (payment.status === 'REQUIRES_ACTION') return [{ type: 'watch' }];
  if (payment.held && payment.wish === 'GIVE_BACK') return [{ type: 'void' }];
  if (payment.held && payment.wish === 'TAKE') return [{ type: 'capture' }];
  return payment.refunds
    .filter(({ status }) => status === 'PENDING')
    .map(({ id, minor }) => ({ type: 'refund', refundId: id, minor }));
}

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
        ? decline({ ...payment, wish: 'GIVE_BACK' }, 'bank_unreachable')
        : ignore('OLD_NEWS');
    case 'bank-refused-capture':
      if (!payment.held || isOver(payment)) return ignore('OLD_NEWS');
      // The hold remains at the bank: the wish makes it be voided.
      return payment.wish === 'GIVE_BACK'
        ? ignore('ORDER_CANCELLED')
        : decline({ ...payment, wish: 'GIVE_BACK' }, input.reason);
    case 'bank-refunded':
      return refunded(payment, input.refundId);
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
    case 'refund':
      return refund(payment, input.minor, input.reason, refundId);
  }
}

const change = (payment: Payment, ...events: PaymentEvent[]): Decision => ({ outcome: 'changed', payment, events });
const ignore = (because: Ignored): Decision => ({ outcome: 'ignored', because });

const isOpen = ({ status }: Payment): boolean => status === 'STARTING' || status === 'REQUIRES_ACTION';
const isTaken = ({ capturedMinor }: Payment): boolean => capturedMinor > 0;
const isOver = ({ status }: Payment): boolean => status === 'DECLINED' || status === 'VOIDED' || status === 'REFUNDED';

function decline(payment: Payment, reason: string): Decision {
  return change(
    { ...payment, status: 'DECLINED', reason, redirectUrl: null, cardToken: null },
    { type: 'declined', reason },
  );
}

function hear(before: Payment, news: BankNews): Decision {
  const payment = { ...before, providerId: news.providerId };
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
      if (news.authorized && !sameMoney(news.authorized, payment.amount)) return ignore('CONTRADICTION');
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
      return captured(payment, news.capturedMinor ?? payment.amount.minor);
    case 'voided':
    case 'expired':
      return released(payment, news);
  }
}

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
  return change({ ...free, status: payment.status === 'DECLINED' ? 'DECLINED' : 'VOIDED' }, { type: 'voided' });
}

/** The bank has no such payment: it never came there, or the bank lost it. */
function forget(payment: Payment): Decision {
  if (payment.held) return released(payment, { providerId: '', status: 'voided', reason: 'unknown_to_bank' });
  if (payment.status === 'STARTING' && payment.wish === 'GIVE_BACK')
    return change({ ...payment, status: 'VOIDED', cardToken: null });
  // As if it had never been heard of: should it turn up there after all, its money goes back.
  if (payment.status === 'REQUIRES_ACTION')
    return decline({ ...payment, wish: 'GIVE_BACK', providerId: null }, 'unknown_to_bank');
  return ignore('OLD_NEWS');
}

/** Money taken for an order that is cancelled goes back whole, unless the bank refused that once: then a person must look. */
function giveBackIfUnwanted(decision: Decision, refundId: string): Decision {
  if (decision.outcome !== 'changed') return decision;
  const { payment, events } = decision;
  const minor = refundableMinor(payment);
  const refusedOnce = payment.refunds.some(({ automatic, status }) => automatic && status === 'REFUSED');
  if (payment.wish !== 'GIVE_BACK' || minor <= 0 || refusedOnce) return decision;
  const made: Refund = { id: refundId, minor, status: 'PENDING', reason: 'ORDER_CANCELLED', automatic: true };
  return { ...decision, payment: { ...payment, refunds: [...payment.refunds, made] }, events };
}

function refund(payment: Payment, asked: number | null, reason: string, refundId: string): Decision {
  const refuse = (refusal: RefundRefusal): Decision => ({ outcome: 'refused', refusal });
  if (payment.status !== 'CAPTURED' && payment.status !== 'PARTIALLY_REFUNDED')
    return refuse({ type: 'not-refundable', status: payment.status });
  const available = refundableMinor(payment);
  const minor = asked ?? available;
  if (minor > available || minor <= 0) return refuse({ type: 'too-large', availableMinor: available });
  const made: Refund = { id: refundId, minor, status: 'PENDING', reason, automatic: false };
  return change({ ...payment, refunds: [...payment.refunds, made] });
}

function refunded(payment: Payment, refundId: string): Decision {
  const found = payment.refunds.find(({ id }) => id === refundId);
  if (!found) return ignore('UNKNOWN_REFUND');
  if (found.status !== 'PENDING') return ignore(found.status === 'SUCCEEDED' ? 'KNOWN' : 'CONTRADICTION');
  const next = withRefund(payment, { ...found, status: 'SUCCEEDED' });
  const whole = refundedMinor(next) >= next.capturedMinor;
  return change(
    { ...next, status: whole ? 'REFUNDED' : 'PARTIALLY_REFUNDED' },
    { type: 'refunded', refundId, minor: found.minor },
  );
}

function refundRefused(payment: Payment, refundId: string, reason: string): Decision {
  const found = payment.refunds.find(({ id }) => id === refundId);
  if (!found) return ignore('UNKNOWN_REFUND');
  if (found.status !== 'PENDING') return ignore('OLD_NEWS');
  return change(withRefund(payment, { ...found, status: 'REFUSED', reason: `${found.reason} (${reason})` }));
}

const withRefund = (payment: Payment, changed: Refund): Payment => ({
  ...payment,
  refunds: payment.refunds.map((one) => (one.id === changed.id ? changed : one)),
});
