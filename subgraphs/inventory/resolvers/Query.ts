import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import { requireStaff } from '../commands/staff-requests.ts';
import type { QueryResolvers } from '../generated.ts';
import { levelsOf, movementsOf } from '../store/stock.ts';
import { allWarehouses } from '../store/warehouses.ts';

export const Query: QueryResolvers = {
  warehouses: (_, _args, { db, viewer }) => {
    requireStaff(viewer);
    return allWarehouses(db);
  },
  stock: (_, { variantId }, { db, viewer }) => {
    requireStaff(viewer);
    return isId(variantId) ? levelsOf(db, variantId) : [];
  },
  stockMovements: async (_, { variantId, first, after }, { db, viewer }) => {
    requireStaff(viewer);
    const size = pageSize(first);
    const [before] = decodeCursor(after, ['number']) ?? [];
    const rows = isId(variantId) ? await movementsOf(db, variantId, before as number | undefined, size + 1) : [];
    return connectionOf(rows, size, before !== undefined, ({ seq }) => [seq]);
  },
};
