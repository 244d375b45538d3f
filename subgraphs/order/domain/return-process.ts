/** Why a buyer sends goods back. */
export type ReturnReason = 'DEFECTIVE' | 'DAMAGED' | 'WRONG_ITEM' | 'NOT_AS_DESCRIBED' | 'CHANGED_MIND';

/** Where a return is; REFUSED, REFUNDED and CLOSED end it. */
export type ReturnStatus = 'REQUESTED' | 'APPROVED' | 'LABELLED' | 'RECEIVED' | 'REFUNDED' | 'REFUSED' | 'CLOSED';

/** One line of an order that comes back, and what became of it. */
export interface ReturnLine {
  readonly orderLineId: string;
  readonly variantId: string;
  readonly sku: string;
  /** How many may come back. */
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** How many came back and can be sold again. */
  readonly restocked: number;
  /** How many came back and cannot. */
  readonly writtenOff: number;
}

/** What the buyer puts on the parcel. */
export interface ReturnLabel {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly url: string;
}

/** What the return process knows of one return. */
export interface ReturnState {
  readonly status: ReturnStatus;
  readonly reason: ReturnReason;
  readonly lines: readonly ReturnLine[];
  readonly label: ReturnLabel | null;
  /** What goes back to the buyer, in minor units; null until the goods were looked at. */
  readonly refundMinor: number | null;
  /** What staff told the buyer when they refused. */
  readonly explanation: string | null;
  /** When the process acts by itself. */
  readonly deadline: Date | null;
}

/** How many of a line came back in one arrival. */
export interface ReceivedLine {
  readonly orderLineId: string;
  readonly restock: number;
  readonly writeOff: number;
}

/** What may reach a return: staff, the carrier's label, goods, money and the clock. */
export type ReturnEvent =
  | { readonly type: 'Approved' }
  | { readonly type: 'Refused'; readonly explanation: string }
  | { readonly type: 'LabelIssued'; readonly label: ReturnLabel }
  | { readonly type: 'GoodsReceived'; readonly lines: readonly ReceivedLine[] }
  | { readonly type: 'MoneyReturned' }
  /** The money cannot go back by itself; `reason` as payment gives it. */
  | { readonly type: 'RefundRefused'; readonly reason: string }
  | { readonly type: 'DeadlinePassed' };

/** What a decision depends on beside the return itself. */
export interface Circumstances {
  readonly now: Date;
  /** Whether the whole order's money is back already: nothing is left to refund. */
  readonly paidBack: boolean;
}

/** What a return tells the house; `RefundRequested` may be said more than once, and is one refund. */
export type ReturnAnnouncement = 'ReturnApproved' | 'ReturnRefused' | 'RefundRequested' | 'ReturnClosed';

export type ReturnIgnored =
  | 'ALREADY_DECIDED'
  | 'ALREADY_LABELLED'
  | 'DEADLINE_NOT_REACHED'
  | 'NOT_APPROVED'
  | 'NO_DEADLINE'
  | 'NO_MONEY_ASKED_FOR'
  | 'RETURN_ENDED'
  | 'UNKNOWN_LINES';

export type ReturnDecision =
  | { readonly kind: 'moved'; readonly state: ReturnState; readonly announce: ReturnAnnouncement | null }
  | { readonly kind: 'ignored'; readonly because: ReturnIgnored };

const DAY_MS = 24 * 60 * 60_000;
/** How long approved goods are awaited. */
export const GOODS_AWAITED_MS = 30 * DAY_MS;
/** How long the rest of goods that came in part is awaited. */
export const REST_AWAITED_MS = 7 * DAY_MS;
/** After how long an unanswered request for a refund is made again. */
export const REFUND_AWAITED_MS = 60 * 60_000;

/** The state of a return a buyer has just asked for. */
export const requested = (
  reason: ReturnReason,
  lines: readonly Omit<ReturnLine, 'restocked' | 'writtenOff'>[],
): ReturnState => ({
  status: 'REQUESTED',
  reason,
  lines: lines.map((line) => ({ ...line, restocked: 0, writtenOff: 0 })),
  label: null,
  refundMinor: null,
  explanation: null,
  deadline: null,
});

const moved = (state: ReturnState, announce: ReturnAnnouncement | null): ReturnDecision => ({
  kind: 'moved',
  state,
  announce,
});
const ignored = (because: ReturnIgnored): ReturnDecision => ({ kind: 'ignored', because });

/** How many of a line came back. */
const cameBack = ({ restocked, writtenOff }: ReturnLine): number => restocked + writtenOff;

/** How many of a line a return holds on to, so that no other can have them: what may still come, or what came. */
export function heldOf(status: ReturnStatus, line: ReturnLine): number {
  if (status === 'REFUSED') return 0;
  return status === 'REQUESTED' || status === 'APPROVED' || status === 'LABELLED' ? line.quantity : cameBack(line);
}

/**
 * What goes back to the buyer for what came back: the price it was bought for, never for more than was approved. Goods that
 * came back spoiled are paid for, unless the buyer has merely changed their mind.
 */
export const refundOf = ({ reason, lines }: Pick<ReturnState, 'reason' | 'lines'>): number =>
  lines.reduce((sum, line) => {
    const owed = reason === 'CHANGED_MIND' ? line.restocked : cameBack(line);
    return sum + line.unitPriceMinor * Math.min(owed, line.quantity);
  }, 0);

/**
 * The return process: what a return becomes when something reaches it, and what is announced. Pure and total, as the order
 * process is. Its laws: no refund without goods, one refund at most, never above the price of what came back.
 */
export function decideReturn(state: ReturnState, event: ReturnEvent, circumstances: Circumstances): ReturnDecision {
  const { now } = circumstances;
  switch (event.type) {
    case 'Approved':
      if (state.status !== 'REQUESTED') return ignored('ALREADY_DECIDED');
      return moved({ ...state, status: 'APPROVED', deadline: after(now, GOODS_AWAITED_MS) }, 'ReturnApproved');
    case 'Refused':
      if (state.status !== 'REQUESTED') return ignored('ALREADY_DECIDED');
      return moved({ ...state, status: 'REFUSED', explanation: event.explanation }, 'ReturnRefused');
    case 'LabelIssued':
      return whenLabelled(state, event.label);
    case 'GoodsReceived':
      return whenReceived(state, event.lines, circumstances);
    case 'MoneyReturned':
      if (state.status !== 'RECEIVED') return ignored('NO_MONEY_ASKED_FOR');
      return moved({ ...state, status: 'REFUNDED', deadline: null }, 'ReturnClosed');
    case 'RefundRefused':
      if (state.status !== 'RECEIVED') return ignored('NO_MONEY_ASKED_FOR');
      // Asking again would be refused again: it stays RECEIVED until staff have given the money back.
      return moved({ ...state, deadline: null }, null);
    case 'DeadlinePassed':
      return whenDeadlinePassed(state, circumstances);
  }
}

function whenLabelled(state: ReturnState, label: ReturnLabel): ReturnDecision {
  if (state.status === 'REQUESTED') return ignored('NOT_APPROVED');
  if (state.label) return ignored('ALREADY_LABELLED');
  return moved({ ...state, label, status: state.status === 'APPROVED' ? 'LABELLED' : state.status }, null);
}

function whenReceived(
  state: ReturnState,
  arrived: readonly ReceivedLine[],
  circumstances: Circumstances,
): ReturnDecision {
  if (state.status === 'REQUESTED') return ignored('NOT_APPROVED');
  // A parcel that comes after the time for it has run out is still taken.
  const awaited = state.status === 'APPROVED' || state.status === 'LABELLED' || neverCame(state);
  if (!awaited) return ignored('RETURN_ENDED');
  const known = arrived.filter(({ orderLineId }) => state.lines.some((line) => line.orderLineId === orderLineId));
  if (known.length === 0) return ignored('UNKNOWN_LINES');
  const lines = state.lines.map((line) => {
    const those = known.filter(({ orderLineId }) => orderLineId === line.orderLineId);
    return {
      ...line,
      restocked: those.reduce((sum, { restock }) => sum + restock, line.restocked),
      writtenOff: those.reduce((sum, { writeOff }) => sum + writeOff, line.writtenOff),
    };
  });
  const received = { ...state, lines };
  if (lines.some((line) => cameBack(line) < line.quantity))
    return moved({ ...received, status: resumed(state), deadline: after(circumstances.now, REST_AWAITED_MS) }, null);
  return settle(received, circumstances);
}

function whenDeadlinePassed(state: ReturnState, circumstances: Circumstances): ReturnDecision {
  if (!state.deadline) return ignored('NO_DEADLINE');
  if (circumstances.now.getTime() < state.deadline.getTime()) return ignored('DEADLINE_NOT_REACHED');
  return settle(state, circumstances);
}

/** Asks for the money of what came back; a return of which nothing is refunded is over. */
function settle(state: ReturnState, { now, paidBack }: Circumstances): ReturnDecision {
  const refundMinor = paidBack ? 0 : refundOf(state);
  if (refundMinor === 0) return close(state);
  return moved(
    { ...state, status: 'RECEIVED', refundMinor, deadline: after(now, REFUND_AWAITED_MS) },
    'RefundRequested',
  );
}

const close = (state: ReturnState): ReturnDecision =>
  moved({ ...state, status: 'CLOSED', refundMinor: 0, deadline: null }, 'ReturnClosed');

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

const neverCame = ({ status, lines }: ReturnState): boolean =>
  status === 'CLOSED' && lines.every((line) => cameBack(line) === 0);

const resumed = ({ status, label }: ReturnState): ReturnStatus =>
  status !== 'CLOSED' ? status : label ? 'LABELLED' : 'APPROVED';

/** How a return ended, for those who hear of it. */
export function outcomeOf(state: ReturnState): 'REFUNDED' | 'NOT_REFUNDED' | 'EXPIRED' {
  if (state.status === 'REFUNDED') return 'REFUNDED';
  return neverCame(state) ? 'EXPIRED' : 'NOT_REFUNDED';
}
