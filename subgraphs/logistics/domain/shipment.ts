/** Where a shipment is on its way; CANCELLED and RETURNED end it elsewhere than at the door. */
export const STEPS = [
  'PLANNED',
  'PICKING',
  'PACKED',
  'HANDED_OVER',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
] as const;

export type Step = (typeof STEPS)[number];
export type ShipmentStatus = Step | 'CANCELLED' | 'RETURNED';

export interface Place {
  readonly name: string;
  /** By language, where it is known in several. */
  readonly names?: { readonly RU: string; readonly EN: string };
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What a carrier tells of a parcel. Its news are numbered from 1 and may come late, twice or in any order. */
export interface CarrierNews {
  readonly parcelId: string;
  readonly trackingNumber: string;
  readonly sequence: number;
  readonly status: 'accepted' | 'in_transit' | 'out_for_delivery' | 'delivered' | 'cancelled';
  readonly at: Date;
  readonly place: Place | null;
  readonly estimatedDelivery: Date | null;
}

/** As much of a shipment as its next step depends on. */
export interface ShipmentState {
  readonly status: ShipmentStatus;
  /** The highest number of the carrier's news that was taken. */
  readonly carrierSequence: number;
  /** Where it was seen last. */
  readonly lastEvent?: { readonly place: Place | null } | null;
}

export type ShipmentCommand =
  /** The warehouse begins, packs, hands over. */
  | { readonly kind: 'START_PICKING' }
  | { readonly kind: 'PACK' }
  | { readonly kind: 'HAND_OVER' }
  /** The carrier tells. */
  | { readonly kind: 'CARRIER_NEWS'; readonly news: CarrierNews }
  /** A courier of our own was somewhere, delivered, or brings it back. */
  | { readonly kind: 'TRACK'; readonly place: Place; readonly outForDelivery: boolean }
  | { readonly kind: 'DELIVER' }
  | { readonly kind: 'RETURN' }
  /** The order was cancelled. */
  | { readonly kind: 'CANCEL' };

export type ShipmentDecision =
  /** It takes a step, or was seen at another place. */
  | { readonly kind: 'MOVED'; readonly status: ShipmentStatus; readonly at: Date; readonly place: Place | null }
  /** Something it did earlier becomes known: history, and no step. */
  | { readonly kind: 'RECORDED'; readonly status: ShipmentStatus; readonly at: Date; readonly place: Place | null }
  /** It cannot be done now. */
  | { readonly kind: 'REFUSED'; readonly reason: 'NOT_YET' | 'CANCELLED' | 'ENDED' | 'WITH_CARRIER' }
  /** Nothing to do, and nothing wrong. */
  | { readonly kind: 'IGNORED'; readonly reason: 'ALREADY_DONE' | 'NOT_HANDED_OVER' | 'NO_STEP' };

const rankOf = (status: ShipmentStatus): number => STEPS.indexOf(status as Step);

/** Whether a carrier has, or has had, the parcel. */
export const hasLeft = ({ status }: { readonly status: ShipmentStatus }): boolean =>
  status === 'RETURNED' || rankOf(status) >= rankOf('HANDED_OVER');

const CARRIER_STEPS: Record<CarrierNews['status'], Step | undefined> = {
  accepted: undefined,
  in_transit: 'IN_TRANSIT',
  out_for_delivery: 'OUT_FOR_DELIVERY',
  delivered: 'DELIVERED',
  cancelled: undefined,
};

/** Whether a parcel's news tell of a step of its shipment that is not known. */
export const tellsMore = (
  news: readonly CarrierNews[],
  { carrierSequence }: Pick<ShipmentState, 'carrierSequence'>,
): boolean => news.some(({ sequence, status }) => sequence > carrierSequence && CARRIER_STEPS[status] !== undefined);

/** Decides one command on a shipment. @param here where the warehouse is, for steps that happen there */
export function decide(
  command: ShipmentCommand,
  shipment: ShipmentState,
  { now, here }: { now: Date; here: Place | null },
): ShipmentDecision {
  switch (command.kind) {
    case 'START_PICKING':
      return inHouse(shipment.status, 'PLANNED', 'PICKING', now, here);
    case 'PACK':
      return inHouse(shipment.status, 'PICKING', 'PACKED', now, here);
    case 'HAND_OVER':
      return inHouse(shipment.status, 'PACKED', 'HANDED_OVER', now, here);
    case 'CARRIER_NEWS':
      return carrierNews(command.news, shipment);
    case 'TRACK': {
      const step: Step = command.outForDelivery ? 'OUT_FOR_DELIVERY' : 'IN_TRANSIT';
      // Seen again on the road after it went out to the door, it is still on its way to the door.
      const status = shipment.status === 'OUT_FOR_DELIVERY' ? shipment.status : step;
      const seen = onTheWay(shipment.status, status, now, command.place);
      // Told again, it is not seen again.
      const known = seen.kind === 'MOVED' && status === shipment.status && isAt(shipment, command.place);
      return known ? { kind: 'IGNORED', reason: 'ALREADY_DONE' } : seen;
    }
    case 'DELIVER':
      return onTheWay(shipment.status, 'DELIVERED', now, null);
    case 'RETURN':
      return onTheWay(shipment.status, 'RETURNED', now, null);
    case 'CANCEL':
      if (shipment.status === 'CANCELLED') return { kind: 'IGNORED', reason: 'ALREADY_DONE' };
      if (hasLeft(shipment)) return { kind: 'REFUSED', reason: 'WITH_CARRIER' };
      return { kind: 'MOVED', status: 'CANCELLED', at: now, place: here };
  }
}

const isAt = ({ lastEvent }: ShipmentState, { name, latitude, longitude }: Place): boolean =>
  lastEvent?.place?.name === name && lastEvent.place.latitude === latitude && lastEvent.place.longitude === longitude;

/** A step inside the warehouse: one after the other, and asking again for one that was taken is fine. */
function inHouse(status: ShipmentStatus, from: Step, to: Step, at: Date, place: Place | null): ShipmentDecision {
  if (status === from) return { kind: 'MOVED', status: to, at, place };
  if (status === 'CANCELLED') return { kind: 'REFUSED', reason: 'CANCELLED' };
  if (status === 'RETURNED' || rankOf(status) >= rankOf(to)) return { kind: 'IGNORED', reason: 'ALREADY_DONE' };
  return { kind: 'REFUSED', reason: 'NOT_YET' };
}

/** A step outside, told by a courier. */
function onTheWay(status: ShipmentStatus, to: ShipmentStatus, at: Date, place: Place | null): ShipmentDecision {
  if (status === 'CANCELLED') return { kind: 'REFUSED', reason: 'CANCELLED' };
  if (status === 'DELIVERED' || status === 'RETURNED')
    return status === to ? { kind: 'IGNORED', reason: 'ALREADY_DONE' } : { kind: 'REFUSED', reason: 'ENDED' };
  if (rankOf(status) < rankOf('HANDED_OVER')) return { kind: 'REFUSED', reason: 'NOT_YET' };
  return { kind: 'MOVED', status: to, at, place };
}

/**
 * The carrier's number decides what is news: a higher one than any before may move the shipment, never backwards; a lower
 * one completes its history, or is a repetition that the history already has.
 */
function carrierNews({ sequence, status, at, place }: CarrierNews, shipment: ShipmentState): ShipmentDecision {
  const step = CARRIER_STEPS[status];
  if (!step) return { kind: 'IGNORED', reason: 'NO_STEP' };
  const current = shipment.status;
  if (current === 'CANCELLED' || (current !== 'RETURNED' && rankOf(current) < rankOf('HANDED_OVER')))
    return { kind: 'IGNORED', reason: 'NOT_HANDED_OVER' };
  const isNews = sequence > shipment.carrierSequence && current !== 'RETURNED' && rankOf(step) >= rankOf(current);
  if (!isNews || (current === 'DELIVERED' && step === 'DELIVERED'))
    return { kind: 'RECORDED', status: step, at, place };
  return { kind: 'MOVED', status: step, at, place };
}
