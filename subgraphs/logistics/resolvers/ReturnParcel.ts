import type { ReturnParcelLineResolvers, ReturnParcelResolvers } from '../generated.ts';

export const ReturnParcel: ReturnParcelResolvers = {
  returnId: ({ id }) => id,
  order: ({ orderId }) => ({ id: orderId }),
  carrier: ({ carrier }) => (carrier === null ? null : { name: carrier }),
  warehouse: ({ warehouseId }) => ({ id: warehouseId }),
};

export const ReturnParcelLine: ReturnParcelLineResolvers = {
  variant: ({ variantId }) => ({ id: variantId }),
};
