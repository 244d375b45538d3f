import { lastMove, movesOf, type Parcel, type ParcelMove, statusOf } from './parcel.ts';

/** A parcel as the API shows it. @param publicUrl where the carrier's pages are */
export function parcelView(parcel: Parcel, publicUrl: string) {
  return {
    id: parcel.id,
    trackingNumber: parcel.trackingNumber,
    reference: parcel.reference,
    status: statusOf(parcel),
    from: parcel.from,
    to: parcel.to,
    weightGrams: parcel.weightGrams,
    labelUrl: `${publicUrl}/labels/${parcel.trackingNumber}`,
    estimatedDelivery: new Date(parcel.estimatedDelivery).toISOString(),
    events: movesOf(parcel).map(moveView),
  };
}

/** The body of the callback about the parcel's last step. */
export function moveBody(id: string, parcel: Parcel): string {
  const move = lastMove(parcel);
  return JSON.stringify({
    id,
    type: 'parcel.moved',
    createdAt: new Date(move.at).toISOString(),
    data: {
      parcelId: parcel.id,
      trackingNumber: parcel.trackingNumber,
      reference: parcel.reference,
      ...moveView(move),
      estimatedDelivery: new Date(parcel.estimatedDelivery).toISOString(),
    },
  });
}

function moveView({ sequence, status, at, place }: ParcelMove) {
  return { sequence, status, at: new Date(at).toISOString(), place };
}
