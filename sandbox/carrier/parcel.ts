import { type MoveStatus, type Place, placeAt, routeOf, type Step } from './route.ts';

export type ParcelStatus = MoveStatus | 'cancelled';

/** Times in ms since 1970, except `startSeconds`: the carrier's clock. */
export type Parcel = {
  readonly id: string;
  readonly trackingNumber: string;
  readonly reference: string;
  readonly from: Place;
  readonly to: Place;
  readonly weightGrams: number;
  /** Where moves are told; none, nowhere. */
  readonly callbackUrl?: string;
  readonly cancelledAt?: number;
  /** When each step of the route was taken; its length is the sequence number of the last one. */
  readonly takenAt: readonly number[];
  /** When, on the carrier's clock, the route began: later steps are counted from here. */
  readonly startSeconds: number;
  readonly estimatedDelivery: number;
};

export type NewParcel = Pick<
  Parcel,
  'id' | 'trackingNumber' | 'reference' | 'from' | 'to' | 'weightGrams' | 'callbackUrl'
>;

/** Both clocks, read together: real ms, and the carrier's seconds, of which `speed` pass in a real one. */
export type Moment = { readonly now: number; readonly clockSeconds: number; readonly speed: number };

/** A step taken, as it is told. `sequence` counts from 1, the acceptance. */
export type ParcelMove = {
  readonly sequence: number;
  readonly status: ParcelStatus;
  readonly at: number;
  readonly place: Place;
};

export function acceptParcel(asked: NewParcel, moment: Moment): Parcel {
  const route = routeOf(asked.from, asked.to);
  const { now, clockSeconds } = moment;
  const estimatedDelivery = now + realMs(route.at(-1)!.afterSeconds, moment);
  return { ...asked, takenAt: [now], startSeconds: clockSeconds, estimatedDelivery };
}

/** The parcel as a carrier goes on with it whose clock began anew: as far on its way as it was. */
export function resumeParcel(parcel: Parcel, { clockSeconds }: Moment): Parcel {
  const last = routeOf(parcel.from, parcel.to)[parcel.takenAt.length - 1]!;
  return { ...parcel, startSeconds: clockSeconds - last.afterSeconds };
}

export function statusOf(parcel: Parcel): ParcelStatus {
  return parcel.cancelledAt === undefined ? lastStep(parcel).status : 'cancelled';
}

/** Whether it has been in that status, now or before. */
export function hasReached(parcel: Parcel, status: MoveStatus): boolean {
  return movesOf(parcel).some((move) => move.status === status);
}

/** Nothing more will happen to it. */
export function isDone(parcel: Parcel): boolean {
  return nextDue(parcel) === undefined;
}

/** When, on the carrier's clock, the next step is due; undefined when there is none. */
export function nextDue(parcel: Parcel): number | undefined {
  if (parcel.cancelledAt !== undefined) return undefined;
  const next = routeOf(parcel.from, parcel.to)[parcel.takenAt.length];
  return next && parcel.startSeconds + next.afterSeconds;
}

/**
 * Takes the next step. Taken before it is due, the rest of the route moves forward with it.
 *
 * @returns undefined when there is no next step
 */
export function takeStep(parcel: Parcel, moment: Moment): Parcel | undefined {
  const due = nextDue(parcel);
  if (due === undefined) return undefined;
  const early = Math.max(0, due - moment.clockSeconds);
  const startSeconds = parcel.startSeconds - early;
  const goal = startSeconds + routeOf(parcel.from, parcel.to).at(-1)!.afterSeconds;
  const estimatedDelivery = moment.now + Math.max(0, realMs(goal - moment.clockSeconds, moment));
  return { ...parcel, takenAt: [...parcel.takenAt, moment.now], startSeconds, estimatedDelivery };
}

/** Before pick-up only; a second time changes nothing. Undefined is a refusal: the parcel is on its way. */
export function cancelParcel(parcel: Parcel, now: number): Parcel | undefined {
  if (parcel.cancelledAt !== undefined) return parcel;
  return parcel.takenAt.length === 1 ? { ...parcel, cancelledAt: now } : undefined;
}

/** Every step taken so far, and the cancellation, oldest first. */
export function movesOf(parcel: Parcel): ParcelMove[] {
  const route = routeOf(parcel.from, parcel.to);
  const moves = parcel.takenAt.map((at, index) => moveOf(parcel, route[index]!, index, at));
  if (parcel.cancelledAt !== undefined) {
    moves.push({ sequence: moves.length + 1, status: 'cancelled', at: parcel.cancelledAt, place: parcel.from });
  }
  return moves;
}

/** The last step taken. */
export function lastMove(parcel: Parcel): ParcelMove {
  const index = parcel.takenAt.length - 1;
  return moveOf(parcel, lastStep(parcel), index, parcel.takenAt[index]!);
}

function moveOf(parcel: Parcel, step: Step, index: number, at: number): ParcelMove {
  return { sequence: index + 1, status: step.status, at, place: placeAt(parcel.from, parcel.to, step.progress) };
}

function lastStep(parcel: Parcel): Step {
  return routeOf(parcel.from, parcel.to)[parcel.takenAt.length - 1]!;
}

function realMs(seconds: number, moment: Moment): number {
  return Math.round((seconds / moment.speed) * 1000);
}
