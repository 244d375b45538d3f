import { type CancelReason, isCancellable, ORDER_STATUSES, type OrderStatus } from './order-status.ts';
import { SHIPMENT_STEPS, type ShipmentStep, statusOf } from './shipment-steps.ts';

/** What the order process knows of one order. */
export interface ProcessState {
  readonly status: OrderStatus;
  /** HELD: inventory holds the goods until `holdExpiresAt`. ASKED: the hold lapsed and a new one was asked for. */
  readonly hold: 'HELD' | 'ASKED';
  readonly holdExpiresAt: Date;
  readonly money: 'AWAITED' | 'AUTHORIZED' | 'DECLINED' | 'RETURNED';
  readonly paymentId: string | null;
  /** Why it was undone; of a paid order, why it is about to be: its parcels are being stopped. */
  readonly cancelReason: CancelReason | null;
  /** The last step of each shipment, by its id. */
  readonly shipments: Readonly<Record<string, ShipmentStep>>;
  /** When the process acts by itself. */
  readonly deadline: Date | null;
  readonly deliveredAt: Date | null;
}

/** What may reach an order: events of payment, inventory and logistics, the clock, and people who cancel. */
export type ProcessEvent =
  | { readonly type: 'PaymentAuthorized'; readonly paymentId: string }
  | { readonly type: 'PaymentDeclined'; readonly paymentId: string }
  | { readonly type: 'PaymentVoided'; readonly paymentId: string }
  | { readonly type: 'PaymentRefunded'; readonly paymentId: string; readonly whole: boolean }
  | { readonly type: 'StockReserved'; readonly expiresAt: Date }
  | { readonly type: 'StockRefused' }
  | { readonly type: 'ShipmentsPlanned'; readonly shipmentIds: readonly string[] }
  /** Not a parcel left the house, and none will. */
  | { readonly type: 'ShipmentsStopped' }
  /** A carrier had a parcel already. */
  | { readonly type: 'StopRefused' }
  | { readonly type: 'ShipmentMoved'; readonly shipmentId: string; readonly step: ShipmentStep }
  /** Goods of a return came back; `whole`: with them all that was bought has. */
  | { readonly type: 'GoodsReturned'; readonly whole: boolean }
  | { readonly type: 'DeadlinePassed' }
  | { readonly type: 'CancelRequested'; readonly by: 'BUYER' | 'STAFF' };

/** What the order tells the house; the commands of the saga, since each of them makes a peer act. */
export type Announcement =
  | 'HoldRequested'
  | 'OrderPaid'
  | 'CancellationRequested'
  | 'OrderCancelled'
  | 'OrderStatusChanged';

/** Why an event changed nothing. */
export type IgnoredBecause =
  | 'ALREADY_AUTHORIZED'
  | 'ALREADY_PLANNED'
  | 'BEING_CANCELLED'
  | 'DEADLINE_NOT_REACHED'
  | 'GOODS_ARE_ON_THEIR_WAY'
  | 'GOODS_STAY_WITH_BUYER'
  | 'HOLD_NOT_ASKED_FOR'
  | 'MONEY_ALREADY_RETURNED'
  | 'NOT_BEING_CANCELLED'
  | 'NOT_PAID'
  | 'NO_DEADLINE'
  | 'ORDER_ENDED'
  | 'PARTIAL_REFUND'
  | 'STALE_STEP';

/** `announce` is null for what is only noted: the state knows more, nobody need be told. */
export type Decision =
  | { readonly kind: 'moved'; readonly state: ProcessState; readonly announce: Announcement | null }
  | { readonly kind: 'ignored'; readonly because: IgnoredBecause };

/** How long inventory may take to answer a hold that was asked for again, before the money is sent back. */
export const HOLD_ANSWER_MS = 10 * 60_000;

/** How long logistics may take to say whether the parcels could be stopped, before it is asked again. */
export const STOP_ANSWER_MS = 60_000;

/**
 * The state of an order whose goods are held and whose payment is about to start.
 * @param graceMs how long after the hold lapsed a payment is still waited for: the buyer may be on the bank's page, and
 *   the goods can often be had again
 */
export const placed = (holdExpiresAt: Date, graceMs: number): ProcessState => ({
  status: 'PENDING_PAYMENT',
  hold: 'HELD',
  holdExpiresAt,
  money: 'AWAITED',
  paymentId: null,
  cancelReason: null,
  shipments: {},
  deadline: new Date(holdExpiresAt.getTime() + graceMs),
  deliveredAt: null,
});

const moved = (state: ProcessState, announce: Announcement | null): Decision => ({ kind: 'moved', state, announce });
const ignored = (because: IgnoredBecause): Decision => ({ kind: 'ignored', because });

/**
 * The order process: what an order becomes when something reaches it, and what is announced. Pure, total and safe
 * against duplicates, late and foreign events: what does not apply is ignored by name. Four laws hold in every order:
 * goods are sold only with the money authorized, money of an order that ended is always asked back, a status never goes
 * back on its way to the door, and what was done is undone in reverse: parcels are stopped first, money and goods go back
 * only once none can leave.
 */
export function decide(state: ProcessState, event: ProcessEvent, now: Date): Decision {
  switch (event.type) {
    case 'PaymentAuthorized':
      return whenAuthorized(state, event.paymentId, now);
    case 'PaymentDeclined':
      return whenDeclined(state, event.paymentId, now);
    case 'PaymentVoided':
      return whenMoneyReturned(state, event.paymentId, 'PAYMENT_DECLINED', now);
    case 'PaymentRefunded':
      return event.whole ? whenMoneyReturned(state, event.paymentId, 'STAFF', now) : ignored('PARTIAL_REFUND');
    case 'StockReserved':
      return whenReserved(state, event.expiresAt);
    case 'StockRefused':
      return whenRefused(state);
    case 'ShipmentsPlanned':
      return whenPlanned(state, event.shipmentIds, now);
    case 'ShipmentsStopped':
      return whenStopped(state);
    case 'StopRefused':
      return whenStopRefused(state);
    case 'ShipmentMoved':
      return whenShipmentMoved(state, event.shipmentId, event.step, now);
    case 'GoodsReturned':
      return whenGoodsReturned(state, event.whole);
    case 'DeadlinePassed':
      return whenDeadlinePassed(state, now);
    case 'CancelRequested':
      return whenCancelRequested(state, event.by, now);
  }
}

function whenAuthorized(state: ProcessState, paymentId: string, now: Date): Decision {
  if (state.money === 'RETURNED') return ignored('MONEY_ALREADY_RETURNED');
  if (state.money === 'AUTHORIZED') return ignored('ALREADY_AUTHORIZED');
  const authorized: ProcessState = { ...state, money: 'AUTHORIZED', paymentId };
  // The order ended before its money came. Saying so again, now with the payment's id, sends the money back.
  if (state.status !== 'PENDING_PAYMENT') return moved(authorized, 'OrderCancelled');
  if (now.getTime() < state.holdExpiresAt.getTime()) return pay(authorized);
  const deadline = new Date(now.getTime() + HOLD_ANSWER_MS);
  return moved({ ...authorized, hold: 'ASKED', deadline }, 'HoldRequested');
}

function whenDeclined(state: ProcessState, paymentId: string, now: Date): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  // A bank that declines after it authorized has refused the capture; goods still in the house stay there.
  if (!isCancellable(state.status)) return ignored('GOODS_ARE_ON_THEIR_WAY');
  if (isBeingCancelled(state)) return ignored('BEING_CANCELLED');
  const money = state.money === 'AUTHORIZED' ? state.money : 'DECLINED';
  return callOff({ ...state, money, paymentId }, 'PAYMENT_DECLINED', now);
}

function whenMoneyReturned(state: ProcessState, paymentId: string, reason: CancelReason, now: Date): Decision {
  if (state.money === 'RETURNED') return ignored('MONEY_ALREADY_RETURNED');
  const returned: ProcessState = { ...state, money: 'RETURNED', paymentId };
  // Money went back without our asking: what has not left the house is not sent for free.
  if (isBeingCancelled(state)) return moved(returned, null);
  if (isCancellable(state.status)) return callOff(returned, reason, now);
  return moved({ ...returned, status: 'REFUNDED', deadline: null }, 'OrderStatusChanged');
}

function whenReserved(state: ProcessState, holdExpiresAt: Date): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  if (state.status !== 'PENDING_PAYMENT' || state.hold !== 'ASKED') return ignored('HOLD_NOT_ASKED_FOR');
  return pay({ ...state, hold: 'HELD', holdExpiresAt });
}

function whenRefused(state: ProcessState): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  const asked = state.status === 'PENDING_PAYMENT' && state.hold === 'ASKED';
  // By inventory's clock the hold had lapsed when we thought it had not, and the sale could not be made any more.
  const soldTooLate = state.status === 'PAID';
  return asked || soldTooLate ? cancel(state, 'OUT_OF_STOCK') : ignored('HOLD_NOT_ASKED_FOR');
}

function whenPlanned(state: ProcessState, shipmentIds: readonly string[], now: Date): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  if (state.status === 'PENDING_PAYMENT') return ignored('NOT_PAID');
  const unknown = shipmentIds.filter((id) => !(id in state.shipments));
  if (unknown.length === 0) return ignored('ALREADY_PLANNED');
  const shipments = { ...state.shipments, ...Object.fromEntries(unknown.map((id) => [id, 'PLANNED' as const])) };
  return advance(state, shipments, now);
}

function whenShipmentMoved(state: ProcessState, id: string, step: ShipmentStep, now: Date): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  if (state.status === 'PENDING_PAYMENT') return ignored('NOT_PAID');
  const known = state.shipments[id];
  if (known && SHIPMENT_STEPS.indexOf(step) <= SHIPMENT_STEPS.indexOf(known)) return ignored('STALE_STEP');
  return advance(state, { ...state.shipments, [id]: step }, now);
}

function whenGoodsReturned(state: ProcessState, whole: boolean): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  if (!whole || state.status !== 'DELIVERED') return ignored('GOODS_STAY_WITH_BUYER');
  return moved({ ...state, status: 'RETURNED' }, 'OrderStatusChanged');
}

function whenStopped(state: ProcessState): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  return isBeingCancelled(state) ? cancel(state, state.cancelReason) : ignored('NOT_BEING_CANCELLED');
}

function whenStopRefused(state: ProcessState): Decision {
  if (hasEnded(state)) return ignored('ORDER_ENDED');
  if (!isBeingCancelled(state)) return ignored('NOT_BEING_CANCELLED');
  const goesOn = tooLateToStop(state);
  return goesOn.status === state.status ? moved(goesOn, null) : moved(goesOn, 'OrderStatusChanged');
}

function whenDeadlinePassed(state: ProcessState, now: Date): Decision {
  if (!state.deadline) return ignored('NO_DEADLINE');
  if (now.getTime() < state.deadline.getTime()) return ignored('DEADLINE_NOT_REACHED');
  if (isBeingCancelled(state)) return callOff(state, state.cancelReason, now);
  return cancel(state, state.hold === 'ASKED' ? 'OUT_OF_STOCK' : 'PAYMENT_TIMEOUT');
}

function whenCancelRequested(state: ProcessState, by: 'BUYER' | 'STAFF', now: Date): Decision {
  if (isBeingCancelled(state)) return ignored('BEING_CANCELLED');
  if (isCancellable(state.status)) return callOff(state, by, now);
  return ignored(hasEnded(state) ? 'ORDER_ENDED' : 'GOODS_ARE_ON_THEIR_WAY');
}

const hasEnded = ({ status }: ProcessState): boolean =>
  status === 'CANCELLED' || status === 'REFUNDED' || status === 'RETURNED';

const pay = (state: ProcessState): Decision => moved({ ...state, status: 'PAID', deadline: null }, 'OrderPaid');

/** A paid order whose parcels are being stopped. */
export const isBeingCancelled = (state: ProcessState): state is ProcessState & { cancelReason: CancelReason } =>
  state.cancelReason !== null && isCancellable(state.status);

/**
 * Begins to undo an order that no carrier has. Of one that was paid the last step is undone first: logistics is asked to
 * stop its parcels, all or none, and the rest follows its answer.
 */
function callOff(state: ProcessState, reason: CancelReason, now: Date): Decision {
  if (state.status === 'PENDING_PAYMENT') return cancel(state, reason);
  const deadline = new Date(now.getTime() + STOP_ANSWER_MS);
  return moved({ ...state, cancelReason: reason, deadline }, 'CancellationRequested');
}

/** A parcel was faster: the order goes on, or is over where the money went back without our asking. */
const tooLateToStop = (state: ProcessState): ProcessState => ({
  ...state,
  status: state.money === 'RETURNED' ? 'REFUNDED' : state.status,
  cancelReason: null,
  deadline: null,
});

/** Ends an order whose goods are in the house. It is refunded at once when its money is back already. */
const cancel = (state: ProcessState, cancelReason: CancelReason): Decision =>
  moved(
    { ...state, status: state.money === 'RETURNED' ? 'REFUNDED' : 'CANCELLED', cancelReason, deadline: null },
    'OrderCancelled',
  );

/** Undoes a sale of which no parcel found its way to the door. */
const cancelReturned = (state: ProcessState): Decision =>
  moved(
    {
      ...state,
      status: state.money === 'RETURNED' ? 'REFUNDED' : 'RETURNED',
      cancelReason: 'UNDELIVERABLE',
      deadline: null,
    },
    'OrderCancelled',
  );

/** A paid order with its shipments as they are now: the furthest status they justify, never one it has left. */
function advance(state: ProcessState, shipments: ProcessState['shipments'], now: Date): Decision {
  const reached = statusOf(Object.values(shipments));
  const further = ORDER_STATUSES.indexOf(reached) > ORDER_STATUSES.indexOf(state.status);
  if (!further) return moved({ ...state, shipments }, null);
  // Not one parcel found its way to the door: the sale is undone. What comes back after delivery is a return of its own.
  if (reached === 'RETURNED' && !state.deliveredAt) return cancelReturned({ ...state, shipments });
  const deliveredAt = reached === 'DELIVERED' ? now : state.deliveredAt;
  const next: ProcessState = { ...state, shipments, status: reached, deliveredAt };
  return moved(isBeingCancelled(state) && !isCancellable(reached) ? tooLateToStop(next) : next, 'OrderStatusChanged');
}
