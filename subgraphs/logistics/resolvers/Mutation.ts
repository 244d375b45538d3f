import { requireService } from '#kernel/auth/viewer.ts';
import { receiveReturn } from '../commands/return-requests.ts';
import { courierStep, trackShipment, warehouseStep } from '../commands/staff-requests.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  startPicking: (_, { shipmentId }, context) => warehouseStep(context, shipmentId, 'START_PICKING'),
  packShipment: (_, { shipmentId }, context) => warehouseStep(context, shipmentId, 'PACK'),
  handOver: (_, { shipmentId }, context) => warehouseStep(context, shipmentId, 'HAND_OVER'),
  trackShipment: (_, { input }, context) => trackShipment(context, input),
  deliverShipment: (_, { shipmentId }, context) => courierStep(context, shipmentId, 'DELIVER'),
  returnShipment: (_, { shipmentId }, context) => courierStep(context, shipmentId, 'RETURN'),
  receiveReturn: (_, { input }, context) => receiveReturn(context, input),
  bookDeliverySlot: (_, { orderId, slotId }, { viewer, slotDesk }) => {
    requireService(viewer);
    return slotDesk.book(orderId, slotId);
  },
  releaseDeliverySlot: (_, { orderId }, { viewer, slotDesk }) => {
    requireService(viewer);
    return slotDesk.release(orderId);
  },
};
