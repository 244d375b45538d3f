import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import { requireStaff } from '../commands/staff-input.ts';
import type { Context } from '../context.ts';
import type { QueryResolvers } from '../generated.ts';
import { countById, countsPage } from '../store/counts.ts';
import { inboundById, inboundsPage } from '../store/inbounds.ts';
import { levelsOf, movementsOf } from '../store/stock.ts';
import { allWarehouses, warehousesNamed } from '../store/warehouses.ts';

interface DocumentList<S> {
  readonly warehouse?: string | null;
  readonly status?: S | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of documents of a warehouse, the latest first; an unknown warehouse has none. */
async function documents<T extends { readonly id: string }, S>(
  { db, viewer }: Context,
  { warehouse, status, first, after }: DocumentList<S>,
  page: (
    filter: { warehouseId: string | null; status: S | null },
    before: string | undefined,
    limit: number,
  ) => Promise<T[]>,
) {
  requireStaff(viewer);
  const size = pageSize(first);
  const [last] = decodeCursor(after, ['id']) ?? [];
  const named = warehouse ?? null;
  const [found] = named === null ? [] : await warehousesNamed(db, isId(named) ? [named] : [], [named]);
  const unknown = named !== null && !found;
  const rows = unknown ? [] : await page({ warehouseId: found?.id ?? null, status: status ?? null }, last, size + 1);
  return connectionOf(rows, size, last !== undefined, ({ id }) => [id]);
}

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
    const rows = isId(variantId) ? await movementsOf(db, variantId, before, size + 1) : [];
    return connectionOf(rows, size, before !== undefined, ({ seq }) => [seq]);
  },
  inboundShipment: (_, { id }, { db, viewer }) => {
    requireStaff(viewer);
    return isId(id) ? inboundById(db, id) : null;
  },
  inboundShipments: (_, args, context) =>
    documents(context, args, (filter, before, limit) => inboundsPage(context.db, filter, before, limit)),
  stockCount: (_, { id }, { db, viewer }) => {
    requireStaff(viewer);
    return isId(id) ? countById(db, id) : null;
  },
  stockCounts: (_, args, context) =>
    documents(context, args, (filter, before, limit) => countsPage(context.db, filter, before, limit)),
};
