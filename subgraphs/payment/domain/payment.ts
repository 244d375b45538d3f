import type { Money } from '#schema/money.ts';

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
  /** The order's request it answers; null for a refund that nobody asked for by event. One request is one refund. */
  readonly requestId: string | null;
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
  /** What is to be taken of what is held; null for all of it. */
  readonly captureMinor: number | null;
  readonly capturedMinor: number;
  /** What the house keeps of a sale, in basis points, as it was when the payment was begun. */
  readonly feeBps: number;
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
  /** What the bank has taken of it; absent means the whole amount. */
  readonly captured?: Money;
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
  /** `amount` absent means what was asked for. */
  | { readonly type: 'bank-refunded'; readonly refundId: string; readonly amount?: Money }
  | { readonly type: 'bank-refused-refund'; readonly refundId: string; readonly reason: string }
  | { readonly type: 'order-paid' }
  | { readonly type: 'order-cancelled' }
  /** The order asks for money to go back: again and again, until it hears what came of it. */
  | { readonly type: 'refund-requested'; readonly requestId: string; readonly amount: Money; readonly reason: string }
  /** Staff. `minor` null asks for all that is left. */
  | { readonly type: 'refund'; readonly minor: number | null; readonly reason: string }
  /** Staff. `minor` null takes all that is held; what is not taken is released. */
  | { readonly type: 'capture'; readonly minor: number | null };

export type PaymentEvent =
  | { readonly type: 'authorized' }
  | { readonly type: 'declined'; readonly reason: string }
  | { readonly type: 'captured'; readonly minor: number }
  | { readonly type: 'voided' }
  /** Staff's requests, before the bank is asked. */
  | { readonly type: 'capture-accepted'; readonly minor: number }
  | { readonly type: 'refund-accepted'; readonly refund: Refund }
  | { readonly type: 'refunded'; readonly refund: Refund }
  | { readonly type: 'refund-refused'; readonly requestId: string; readonly minor: number; readonly reason: string };

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
  | 'NOT_TAKEN_YET'
  | 'UNKNOWN_REFUND';

/** Why staff's refund or capture is not done. */
export type PaymentRefusal =
  | { readonly type: 'not-possible'; readonly status: PaymentStatus }
  | { readonly type: 'too-large'; readonly availableMinor: number };

export type Decision =
  | { readonly outcome: 'changed'; readonly payment: Payment; readonly events: readonly PaymentEvent[] }
  | { readonly outcome: 'ignored'; readonly because: Ignored }
  | { readonly outcome: 'refused'; readonly refusal: PaymentRefusal };

/** What remains to be done at the bank, derived from the state alone: a crash forgets nothing. */
export type BankWork =
  | { readonly type: 'start' }
  /** Ask how it stands: the callback may be lost. */
  | { readonly type: 'watch' }
  | { readonly type: 'capture'; readonly minor: number }
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
  if (isUnheard(payment)) return [{ type: 'watch' }];
  if (payment.status === 'STARTING') return [{ type: 'start' }];
  // A page that nobody is waited for at is closed, so that nobody pays there any more.
  if (payment.status === 'REQUIRES_ACTION') return [{ type: payment.wish === 'GIVE_BACK' ? 'void' : 'watch' }];
  if (payment.held && payment.wish === 'GIVE_BACK') return [{ type: 'void' }];
  if (payment.held && payment.wish === 'TAKE')
    return [{ type: 'capture', minor: payment.captureMinor ?? payment.amount.minor }];
  return payment.refunds
    .filter(({ status }) => status === 'PENDING')
    .map(({ id, minor }) => ({ type: 'refund', refundId: id, minor }));
}

export const change = (payment: Payment, ...events: PaymentEvent[]): Decision => ({
  outcome: 'changed',
  payment,
  events,
});
export const ignore = (because: Ignored): Decision => ({ outcome: 'ignored', because });

/** Why a payment is declined whose bank could not be reached. */
export const BANK_UNREACHABLE = 'bank_unreachable';
/** Given up without a word of the bank, which may hold the money all the same: it is asked until it has answered. */
export const isUnheard = ({ status, providerId, reason }: Payment): boolean =>
  status === 'DECLINED' && providerId === null && reason === BANK_UNREACHABLE;
/** Nothing is known of the money yet. */
export const isOpen = ({ status }: Payment): boolean => status === 'STARTING' || status === 'REQUIRES_ACTION';
export const isTaken = ({ capturedMinor }: Payment): boolean => capturedMinor > 0;
export const isOver = ({ status }: Payment): boolean =>
  status === 'DECLINED' || status === 'VOIDED' || status === 'REFUNDED';
