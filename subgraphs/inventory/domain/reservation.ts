import { type Allocation, allocate, type Coordinates, type Line, type Shelf, type Shortage } from './allocation.ts';

/**
 * The state of an order's stock:
 * - HELD: promised until `expiresAt`;
 * - SOLD: paid for, out of the warehouse's count;
 * - RELEASED, EXPIRED: was held and is no longer; may be held again, since the order may still live;
 * - CANCELLED: the order is over and holds nothing;
 * - RETURNED: it was sold and all of it was taken back; the order is over.
 */
export type ReservationStatus = 'HELD' | 'SOLD' | 'RELEASED' | 'EXPIRED' | 'CANCELLED' | 'RETURNED';

export interface Reservation {
  readonly orderId: string;
  readonly status: ReservationStatus;
  readonly expiresAt: Date;
  readonly allocations: readonly SoldAllocation[];
}

/** What an order holds or bought of a warehouse; of what was sold, it may have been taken back. */
export interface SoldAllocation extends Allocation {
  readonly takenBack?: true;
}

/** What can be asked of an order's stock. */
export type ReservationCommand =
  /** Checkout holds all lines; repeating it gives the first answer. */
  | { kind: 'HOLD'; orderId: string; lines: readonly Line[]; destination?: Coordinates }
  /** The money came after the hold had run out. */
  | { kind: 'HOLD_AGAIN'; orderId: string; lines: readonly Line[] }
  /** The order is paid. */
  | { kind: 'SELL'; orderId: string; lines: readonly Line[]; destination?: Coordinates }
  /** Checkout went no further. */
  | { kind: 'RELEASE'; orderId: string }
  /** The order is over. */
  | { kind: 'CANCEL'; orderId: string }
  /** What a warehouse sent came back: nobody took it. */
  | { kind: 'TAKE_BACK'; orderId: string; warehouseId: string }
  /** The hold's time is up. */
  | { kind: 'EXPIRE'; orderId: string };

export type IgnoredReason =
  | 'ALREADY_SOLD'
  | 'ALREADY_ENDED'
  | 'ORDER_IS_OVER'
  | 'NOTHING_HELD'
  | 'HELD_LONGER'
  | 'NOTHING_SOLD_THERE';

export type Answer =
  | { readonly outcome: 'HELD'; readonly expiresAt: Date }
  | { readonly outcome: 'SOLD'; readonly allocations: readonly Allocation[] }
  | { readonly outcome: 'RELEASED'; readonly reason: 'CANCELLED' | 'EXPIRED' | 'RETURNED' }
  | { readonly outcome: 'TAKEN_BACK_IN_PART' }
  | { readonly outcome: 'REFUSED'; readonly reason: 'OUT_OF_STOCK'; readonly shortages: readonly Shortage[] }
  | { readonly outcome: 'REFUSED'; readonly reason: 'ORDER_IS_OVER'; readonly shortages: readonly [] }
  | { readonly outcome: 'IGNORED'; readonly reason: IgnoredReason };

export type MovementKind = 'RESERVED' | 'RELEASED' | 'SOLD' | 'TAKEN_BACK';

/** A change of one warehouse's stock of one variant. */
export interface StockChange {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly kind: MovementKind;
  readonly onHand: number;
  readonly reserved: number;
}

export interface Decision {
  readonly answer: Answer;
  /** The reservation from now on; absent when it stays as it is. */
  readonly next?: Reservation;
  readonly changes: readonly StockChange[];
}

export interface Circumstances {
  /** By the database's clock. */
  readonly now: Date;
  readonly holdMs: number;
  readonly shelvesOf: (variantId: string) => readonly Shelf[];
}

const changesOf = (
  allocations: readonly Allocation[],
  kind: MovementKind,
  onHand: -1 | 0 | 1,
  reserved: -1 | 0 | 1,
): StockChange[] =>
  allocations.map(({ variantId, warehouseId, quantity }) => ({
    variantId,
    warehouseId,
    kind,
    onHand: onHand * quantity,
    reserved: reserved * quantity,
  }));

const ignored = (reason: IgnoredReason): Decision => ({ answer: { outcome: 'IGNORED', reason }, changes: [] });

/** Decides one command on an order's reservation, undefined when it has none. Late and repeated commands are ordinary. */
export function decide(
  command: ReservationCommand,
  current: Reservation | undefined,
  circumstances: Circumstances,
): Decision {
  switch (command.kind) {
    case 'HOLD':
      return hold(command, current, circumstances);
    case 'HOLD_AGAIN':
      return holdAgain(command, current, circumstances);
    case 'SELL':
      return sell(command, current, circumstances);
    case 'RELEASE':
      return release(current);
    case 'CANCEL':
      return cancel(command.orderId, current, circumstances.now);
    case 'TAKE_BACK':
      return takeBack(current, ({ warehouseId }) => warehouseId === command.warehouseId);
    case 'EXPIRE':
      return expire(current, circumstances.now);
  }
}

function hold(
  command: { orderId: string; lines: readonly Line[]; destination?: Coordinates },
  current: Reservation | undefined,
  { now, holdMs, shelvesOf }: Circumstances,
): Decision {
  switch (current?.status) {
    case 'HELD':
    case 'SOLD':
      return { answer: { outcome: 'HELD', expiresAt: current.expiresAt }, changes: [] };
    case 'CANCELLED':
    case 'RETURNED':
      return { answer: { outcome: 'REFUSED', reason: 'ORDER_IS_OVER', shortages: [] }, changes: [] };
  }
  const result = allocate(command.lines, shelvesOf, command.destination);
  if (result.kind === 'SHORT')
    return { answer: { outcome: 'REFUSED', reason: 'OUT_OF_STOCK', shortages: result.shortages }, changes: [] };
  const expiresAt = new Date(now.getTime() + holdMs);
  const { allocations } = result;
  return {
    answer: { outcome: 'HELD', expiresAt },
    next: { orderId: command.orderId, status: 'HELD', expiresAt, allocations },
    changes: changesOf(allocations, 'RESERVED', 0, 1),
  };
}

/** As `hold`, but a hold that is still there is given its whole time again: the money is here now. */
function holdAgain(
  command: { orderId: string; lines: readonly Line[] },
  current: Reservation | undefined,
  circumstances: Circumstances,
): Decision {
  switch (current?.status) {
    case 'SOLD':
      return ignored('ALREADY_SOLD');
    case 'CANCELLED':
    case 'RETURNED':
      return ignored('ORDER_IS_OVER');
    case 'HELD': {
      const expiresAt = new Date(circumstances.now.getTime() + circumstances.holdMs);
      return { answer: { outcome: 'HELD', expiresAt }, next: { ...current, expiresAt }, changes: [] };
    }
    default:
      return hold(command, current, circumstances);
  }
}

/**
 * Turns a hold into a sale. A hold that ran out between the order's decision and its event is no reason to lose a paid
 * order: what is still there is sold at once, and only when it is gone the sale is refused.
 */
function sell(
  command: { orderId: string; lines: readonly Line[]; destination?: Coordinates },
  current: Reservation | undefined,
  { now, shelvesOf }: Circumstances,
): Decision {
  switch (current?.status) {
    case 'SOLD':
      return ignored('ALREADY_SOLD');
    case 'CANCELLED':
    case 'RETURNED':
      return ignored('ORDER_IS_OVER');
    case 'HELD':
      return {
        answer: { outcome: 'SOLD', allocations: current.allocations },
        next: { ...current, status: 'SOLD' },
        changes: changesOf(current.allocations, 'SOLD', -1, -1),
      };
  }
  const result = allocate(command.lines, shelvesOf, command.destination);
  if (result.kind === 'SHORT')
    return { answer: { outcome: 'REFUSED', reason: 'OUT_OF_STOCK', shortages: result.shortages }, changes: [] };
  const { allocations } = result;
  return {
    answer: { outcome: 'SOLD', allocations },
    next: { orderId: command.orderId, status: 'SOLD', expiresAt: now, allocations },
    changes: changesOf(allocations, 'SOLD', -1, 0),
  };
}

function release(current: Reservation | undefined): Decision {
  if (!current) return ignored('NOTHING_HELD');
  if (current.status === 'SOLD') return ignored('ALREADY_SOLD');
  if (current.status !== 'HELD') return ignored('ALREADY_ENDED');
  return {
    answer: { outcome: 'RELEASED', reason: 'CANCELLED' },
    next: { ...current, status: 'RELEASED' },
    changes: changesOf(current.allocations, 'RELEASED', 0, -1),
  };
}

/** Ends an order's claim for good. An order unknown here is remembered too, so that a hold that comes late is refused. */
function cancel(orderId: string, current: Reservation | undefined, now: Date): Decision {
  switch (current?.status) {
    case 'HELD':
      return {
        answer: { outcome: 'RELEASED', reason: 'CANCELLED' },
        next: { ...current, status: 'CANCELLED' },
        changes: changesOf(current.allocations, 'RELEASED', 0, -1),
      };
    case 'SOLD':
      return takeBack(current, () => true);
    case 'CANCELLED':
    case 'RETURNED':
      return ignored('ORDER_IS_OVER');
    case 'RELEASED':
    case 'EXPIRED':
      return { ...ignored('ALREADY_ENDED'), next: { ...current, status: 'CANCELLED' } };
    case undefined:
      return { ...ignored('NOTHING_HELD'), next: { orderId, status: 'CANCELLED', expiresAt: now, allocations: [] } };
  }
}

/** Undoes a sale where the goods are: each part once, and the order is over when all of it is back. */
function takeBack(current: Reservation | undefined, isBack: (part: Allocation) => boolean): Decision {
  if (current?.status !== 'SOLD') return ignored('NOTHING_SOLD_THERE');
  const back = current.allocations.filter((part) => !part.takenBack && isBack(part));
  if (back.length === 0) return ignored('NOTHING_SOLD_THERE');
  const allocations = current.allocations.map((part) => (isBack(part) ? { ...part, takenBack: true as const } : part));
  const whole = allocations.every(({ takenBack }) => takenBack);
  return {
    answer: whole ? { outcome: 'RELEASED', reason: 'RETURNED' } : { outcome: 'TAKEN_BACK_IN_PART' },
    next: { ...current, status: whole ? 'RETURNED' : 'SOLD', allocations },
    changes: changesOf(back, 'TAKEN_BACK', 1, 0),
  };
}

function expire(current: Reservation | undefined, now: Date): Decision {
  if (!current) return ignored('NOTHING_HELD');
  if (current.status !== 'HELD') return ignored('ALREADY_ENDED');
  if (current.expiresAt > now) return ignored('HELD_LONGER');
  return {
    answer: { outcome: 'RELEASED', reason: 'EXPIRED' },
    next: { ...current, status: 'EXPIRED' },
    changes: changesOf(current.allocations, 'RELEASED', 0, -1),
  };
}
