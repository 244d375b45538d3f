import { isId } from '#kernel/ids.ts';
import type { StockLevelResolvers, StockMovementResolvers, WarehouseResolvers } from '../generated.ts';

export const Warehouse: WarehouseResolvers = {
  __resolveReference: ({ id }, { warehouses }) => (isId(id) ? warehouses.load(id) : null),
};

export const StockLevel: StockLevelResolvers = {
  variant: ({ variantId }) => ({ id: variantId }),
  warehouse: ({ warehouseId }, _args, { warehouses }) => warehouses.load(warehouseId) as never,
  available: ({ onHand, reserved }) => onHand - reserved,
  incoming: (level, _args, { incoming }) => incoming.load(level),
};

export const StockMovement: StockMovementResolvers = {
  warehouse: ({ warehouseId }, _args, { warehouses }) => warehouses.load(warehouseId) as never,
};
