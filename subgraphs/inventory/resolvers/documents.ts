import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import type {
  InboundLineResolvers,
  InboundShipmentResolvers,
  MoreThanExpectedLineResolvers,
  StockCountResolvers,
  StockDifferenceResolvers,
  StockShortLineResolvers,
} from '../generated.ts';
import { differencesOf } from '../store/counts.ts';

const ofVariant = { variant: ({ variantId }: { readonly variantId: string }) => ({ id: variantId }) };

export const InboundShipment: InboundShipmentResolvers = {
  from: ({ fromWarehouseId }, _args, { warehouses }) => (fromWarehouseId ? warehouses.load(fromWarehouseId) : null),
  to: ({ toWarehouseId }, _args, { warehouses }) => warehouses.load(toWarehouseId) as never,
};

export const InboundLine: InboundLineResolvers = ofVariant;

export const StockShortLine: StockShortLineResolvers = ofVariant;

export const MoreThanExpectedLine: MoreThanExpectedLineResolvers = ofVariant;

export const StockCount: StockCountResolvers = {
  warehouse: ({ warehouseId }, _args, { warehouses }) => warehouses.load(warehouseId) as never,
  differences: async ({ id }, { first, after }, { db }) => {
    const size = pageSize(first);
    const [last] = decodeCursor(after, ['id']) ?? [];
    const rows = await differencesOf(db, id, last, size + 1);
    return connectionOf(rows, size, last !== undefined, ({ variantId }) => [variantId]);
  },
};

export const StockDifference: StockDifferenceResolvers = {
  ...ofVariant,
  change: ({ counted, expected }) => counted - expected,
};
