import { crashPointOf } from '#kernel/crash-points.ts';

/** Where tests end the process, between parcels and what is told of them. */
export const LOGISTICS_CRASH_POINTS = {
  'logistics.slot-booked-not-answered': 'a place in a delivery slot is taken, who asked for it does not know',
  'logistics.planned-not-resolved': 'shipments are planned by a batch of events that will come again',
  'logistics.stopped-not-committed': 'parcels are stopped in a transaction that is still open',
  'logistics.moved-not-committed': 'a parcel has taken a step in a transaction that is still open',
  'logistics.request-kept-not-asked': 'what the carrier is to be told is on record, it has not heard of it',
  'logistics.carrier-asked-not-recorded': 'the carrier has taken a parcel on, its answer is not on record',
  'logistics.parcels-asked-about-not-recorded': 'the carrier has said how far parcels are, which is not on record',
  'logistics.callback-recorded-not-answered': 'what the carrier called back is on record, it does not know',
  'logistics.return-received-not-committed': 'a return is taken in, in a transaction that is still open',
} as const;

export const crashPoint = crashPointOf(LOGISTICS_CRASH_POINTS);
