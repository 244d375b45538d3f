import { mayRead, requireRole } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import { isKeepable } from '#schema/text.ts';
import type { QueryResolvers } from '../generated.ts';
import { returnParcelById, returnParcelsPage } from '../store/return-parcels.ts';
import { shipmentsPage } from '../store/shipments.ts';
import { slotsOf } from '../store/slots.ts';
import { STAFF } from './Shipment.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 14;
const MOST_DAYS = 31;

interface List<S> {
  readonly status?: S | null;
  readonly warehouseId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of a warehouse's rows in order of id; an unknown warehouse has none. */
async function listed<T extends { readonly id: string }, S>(
  { status = null, warehouseId = null, first, after }: List<S>,
  page: (
    filter: { status: S | null; warehouseId: string | null },
    after: string | undefined,
    limit: number,
  ) => Promise<T[]>,
) {
  const size = pageSize(first);
  const [last] = decodeCursor(after, ['id']) ?? [];
  const unknown = warehouseId !== null && !isId(warehouseId);
  const rows = unknown ? [] : await page({ status, warehouseId }, last, size + 1);
  return connectionOf(rows, size, last !== undefined, ({ id }) => [id]);
}

export const Query: QueryResolvers = {
  deliverySlots: (_, { city, from, to }, { db, clock }) => {
    const now = clock();
    const since = from && from > now ? from : now;
    const until = to ?? new Date(since.getTime() + DEFAULT_DAYS * DAY_MS);
    if (until.getTime() - since.getTime() > MOST_DAYS * DAY_MS)
      throw new Fault('BAD_USER_INPUT', `Ask for at most ${MOST_DAYS} days of delivery slots.`);
    return city.length > 200 || !isKeepable(city) ? [] : slotsOf(db, city, since, until);
  },
  shipment: async (_, { id }, { reads, viewer }) => {
    const shipment = isId(id) ? await reads.shipments.submit(id.toLowerCase()) : null;
    return shipment && mayRead(viewer, shipment.userId, ...STAFF) ? shipment : null;
  },
  shipments: async (_, args, { db, viewer }) => {
    requireRole(viewer, 'admin', ...STAFF);
    return listed(args, (filter, after, limit) => shipmentsPage(db, filter, after, limit));
  },
  returnParcel: (_, { returnId }, { db, viewer }) => {
    requireRole(viewer, 'admin', 'warehouse');
    return isId(returnId) ? returnParcelById(db, returnId) : null;
  },
  returnParcels: async (_, args, { db, viewer }) => {
    requireRole(viewer, 'admin', 'warehouse');
    return listed(args, (filter, after, limit) => returnParcelsPage(db, filter, after, limit));
  },
};
