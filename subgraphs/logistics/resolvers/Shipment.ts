import { mayRead } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { DeliverySlotResolvers, OrderResolvers, ShipmentLineResolvers, ShipmentResolvers } from '../generated.ts';

/** Roles that see every shipment, besides admins. */
export const STAFF = ['warehouse', 'courier'] as const;

export const Order: OrderResolvers = {
  __resolveReference: (reference) => reference,
  shipments: async ({ id }, _args, { reads, viewer }) => {
    if (viewer.kind === 'guest' || !isId(id)) return [];
    const shipments = await reads.shipmentsOfOrder.submit(id.toLowerCase());
    return shipments.filter(({ userId }) => mayRead(viewer, userId, ...STAFF));
  },
};

export const Shipment: ShipmentResolvers = {
  __resolveReference: async ({ id }, { reads, viewer }) => {
    if (viewer.kind === 'guest' || !isId(id)) return null;
    const shipment = await reads.shipments.submit(id.toLowerCase());
    return shipment && mayRead(viewer, shipment.userId, ...STAFF) ? shipment : null;
  },
  order: ({ orderId }) => ({ id: orderId }),
  carrier: ({ carrier }) => (carrier === null ? null : { name: carrier }),
  events: ({ id, lastEvent }, _args, { reads }) => (lastEvent ? reads.eventsOfShipment.submit(id) : []),
  warehouse: ({ warehouseId }) => ({ id: warehouseId }),
};

export const ShipmentLine: ShipmentLineResolvers = {
  variant: ({ variantId }) => ({ id: variantId }),
};

export const DeliverySlot: DeliverySlotResolvers = {
  __resolveReference: ({ id }, { reads }) => (isId(id) ? reads.slots.submit(id.toLowerCase()) : null),
  placesLeft: ({ capacity, booked }) => capacity - booked,
};
