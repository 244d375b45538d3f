import { mayRead } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import { lineTotal } from '../domain/order.ts';
import type { OrderLineResolvers, OutOfStockLineResolvers, PriceChangedLineResolvers } from '../generated.ts';

export const OrderLine: OrderLineResolvers = {
  __resolveReference: async ({ id }, { loaders, viewer }) => {
    const line = isId(id) ? await loaders.line(id) : null;
    return line && mayRead(viewer, line.userId) ? line : null;
  },
  variant: ({ variantId }) => ({ id: variantId }),
  unitPrice: ({ unitPriceMinor, currency }) => ({ minor: unitPriceMinor, currency }),
  total: (line) => lineTotal(line, line.currency),
};

export const OutOfStockLine: OutOfStockLineResolvers = { variant: ({ variantId }) => ({ id: variantId }) };

export const PriceChangedLine: PriceChangedLineResolvers = { variant: ({ variantId }) => ({ id: variantId }) };
