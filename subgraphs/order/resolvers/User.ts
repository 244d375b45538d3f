import { mayRead } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import type { UserResolvers } from '../generated.ts';
import { ordersOfUser } from '../store/orders.ts';

export const User: UserResolvers = {
  orders: async ({ id }, { first, after }, { db, viewer }) => {
    if (!mayRead(viewer, id)) throw new Fault('FORBIDDEN', 'These are somebody else’s orders.');
    const size = pageSize(first);
    const [afterId] = decodeCursor(after, ['id']) ?? [];
    const rows = isId(id) ? await ordersOfUser(db, id, afterId, size + 1) : [];
    return connectionOf(rows, size, afterId !== undefined, (order) => [order.id]);
  },
};
