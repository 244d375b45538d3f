import { mayRead, requireRole } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import type { QueryResolvers } from '../generated.ts';
import { shipmentsPage } from '../store/shipments.ts';
import { slotsOf } from '../store/slots.ts';
import { STAFF } from './Shipment.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 14;
const MOST_DAYS = 31;

export const Query: QueryResolvers = {
  deliverySlots: (_, { city, from, to }, { db, clock }) => {
    const now = clock();
    const since = from && from > now ? from : now;
    const until = to ?? new Date(since.getTime() + DEFAULT_DAYS * DAY_MS);
    if (until.getTime() - since.getTime() > MOST_DAYS * DAY_MS)
      throw new Fault('BAD_USER_INPUT', `Ask for at most ${MOST_DAYS} days of delivery slots.`);
    return city.length > 200 ? [] : slotsOf(db, city, since, until);
  },
  shipment: async (_, { id }, { reads, viewer }) => {
    const shipment = isId(id) ? await reads.shipments.submit(id.toLowerCase()) : null;
    return shipment && mayRead(viewer, shipment.userId, ...STAFF) ? shipment : null;
  },
  shipments: async (_, { status, warehouseId, first, after }, { db, viewer }) => {
    requireRole(viewer, 'admin', ...STAFF);
    const size = pageSize(first);
    const [last] = decodeCursor(after, ['string']) ?? [];
    if (last !== undefined && !isId(last)) throw new Fault('BAD_USER_INPUT', 'The cursor is not one of this list.');
    const unknown = warehouseId !== null && warehouseId !== undefined && !isId(warehouseId);
    const filter = { status: status ?? null, warehouseId: warehouseId ?? null };
    const rows = unknown ? [] : await shipmentsPage(db, filter, last as string | undefined, size + 1);
    return connectionOf(rows, size, last !== undefined, ({ id }) => [id]);
  },
};
