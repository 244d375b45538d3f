import { describe, expect, it } from 'vitest';
import {
  acceptParcel,
  cancelParcel,
  isDone,
  type Moment,
  movesOf,
  nextDue,
  type Parcel,
  statusOf,
  takeStep,
} from './parcel.ts';

const HOUR = 3600;
const place = (name: string) => ({ name, latitude: 55.75, longitude: 37.6 });
const asked = {
  id: 'par_1',
  trackingNumber: 'SC1',
  reference: 'shipment-1',
  from: place('Warehouse'),
  to: place('Door'),
  weightGrams: 900,
};

/** The carrier's clock runs 3600 times as fast: an hour there is a second here. */
const at = (hours: number): Moment => ({ now: hours * 1000, clockSeconds: hours * HOUR, speed: 3600 });

/** Takes each step exactly when it is due. */
function delivered(): Parcel {
  let parcel = acceptParcel(asked, at(0));
  for (let due = nextDue(parcel); due !== undefined; due = nextDue(parcel)) parcel = takeStep(parcel, at(due / HOUR))!;
  return parcel;
}

describe('a parcel', () => {
  it('is accepted with a promise, and delivered when it was promised', () => {
    const accepted = acceptParcel(asked, at(0));
    expect(statusOf(accepted)).toBe('accepted');
    expect(accepted.estimatedDelivery).toBe(24_000);
    const moves = movesOf(delivered());
    expect(moves.map(({ status }) => status)).toEqual([
      'accepted',
      'in_transit',
      'in_transit',
      'in_transit',
      'out_for_delivery',
      'delivered',
    ]);
    expect(moves.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(moves.at(-1)).toMatchObject({ at: 24_000, place: place('Door') });
  });

  it('has nothing due once delivered', () => {
    expect(isDone(delivered())).toBe(true);
    expect(takeStep(delivered(), at(99))).toBeUndefined();
  });

  it('that is hurried keeps the pace of the rest of its way', () => {
    const accepted = acceptParcel(asked, at(0));
    const pickedUp = takeStep(accepted, at(0.4))!;
    expect(nextDue(accepted)! / HOUR).toBeCloseTo(2.4);
    expect(nextDue(pickedUp)! / HOUR).toBeCloseTo(0.4 + 7.2);
    expect(pickedUp.estimatedDelivery).toBe(22_000);
  });

  it('that is moved late keeps its plan', () => {
    const accepted = acceptParcel(asked, at(0));
    const late = takeStep(accepted, at(5))!;
    expect(nextDue(late)! / HOUR).toBeCloseTo(9.6);
    expect(late.estimatedDelivery).toBe(24_000);
  });
});

describe('a cancellation', () => {
  it('is taken before pick-up, harmless the second time, and ends the way', () => {
    const cancelled = cancelParcel(acceptParcel(asked, at(0)), 5)!;
    expect(statusOf(cancelled)).toBe('cancelled');
    expect(cancelParcel(cancelled, 9)).toBe(cancelled);
    expect(takeStep(cancelled, at(50))).toBeUndefined();
    expect(movesOf(cancelled).at(-1)).toMatchObject({ sequence: 2, status: 'cancelled', at: 5 });
  });

  it('is refused from pick-up on', () => {
    expect(cancelParcel(takeStep(acceptParcel(asked, at(0)), at(3))!, 5)).toBeUndefined();
    expect(cancelParcel(delivered(), 5)).toBeUndefined();
  });
});
