import { actorOf, requireRole } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import { isKeepable } from '#schema/text.ts';
import type { Context } from '../context.ts';
import type { ShipmentCommand } from '../domain/shipment.ts';
import type { TrackShipmentInput } from '../generated.ts';

const MESSAGES = {
  NOT_YET: 'An earlier step has to be taken first.',
  CANCELLED: 'The order was cancelled: put the goods back.',
  ENDED: 'The way of this shipment has ended.',
  WITH_CARRIER: 'The carrier has this shipment.',
} as const;

/** One step of a shipment, asked by staff with one of the roles. */
async function step({ viewer, mover }: Context, shipmentId: string, command: ShipmentCommand, ...roles: string[]) {
  requireRole(viewer, 'admin', ...roles);
  const cause = actorOf(viewer);
  const moved = isId(shipmentId)
    ? await mover.move({ shipmentId: shipmentId.toLowerCase(), command, cause })
    : undefined;
  if (moved?.kind !== 'KNOWN') {
    const message = 'There is no such shipment.';
    return { __typename: 'NotFound' as const, code: 'NOT_FOUND', message, id: shipmentId };
  }
  const { shipment, decision } = moved;
  if (decision.kind !== 'REFUSED') return { __typename: 'Shipment' as const, ...shipment };
  const { reason } = decision;
  return { __typename: 'ShipmentNotReady' as const, code: reason, message: MESSAGES[reason], status: shipment.status };
}

/** A step taken in the warehouse. */
export const warehouseStep = (context: Context, shipmentId: string, kind: 'START_PICKING' | 'PACK' | 'HAND_OVER') =>
  step(context, shipmentId, { kind }, 'warehouse');

/** A step taken on the road. */
export const courierStep = (context: Context, shipmentId: string, kind: 'DELIVER' | 'RETURN') =>
  step(context, shipmentId, { kind }, 'courier');

const invalid = (field: string, message: string) =>
  ({ __typename: 'InvalidInput', code: 'INVALID_INPUT', message, field }) as const;

/** Where a courier was seen. */
export async function trackShipment(context: Context, input: TrackShipmentInput) {
  requireRole(context.viewer, 'admin', 'courier');
  const name = input.place.trim();
  const latitude = input.latitude ?? null;
  const longitude = input.longitude ?? null;
  if (name === '' || name.length > 200 || !isKeepable(name))
    return invalid('input.place', 'A place has a name of 1 to 200 characters.');
  if ((latitude === null) !== (longitude === null))
    return invalid('input.latitude', 'Give both latitude and longitude, or neither.');
  if (Math.abs(latitude ?? 0) > 90) return invalid('input.latitude', 'Latitude is from -90 to 90.');
  if (Math.abs(longitude ?? 0) > 180) return invalid('input.longitude', 'Longitude is from -180 to 180.');
  const command = {
    kind: 'TRACK',
    place: { name, latitude, longitude },
    outForDelivery: input.outForDelivery ?? false,
  } as const;
  return step(context, input.shipmentId, command, 'courier');
}
