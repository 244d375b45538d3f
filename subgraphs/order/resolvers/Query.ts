import { requireRole } from '#kernel/auth/viewer.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import type { QueryResolvers } from '../generated.ts';
import { returnsPage } from '../store/returns.ts';
import { visibleOrder } from './Order.ts';
import { visibleReturn } from './Return.ts';

export const Query: QueryResolvers = {
  order: (_, { id }, context) => (isId(id) ? visibleOrder(id, context) : null),

  return: (_, { id }, context) => (isId(id) ? visibleReturn(id, context) : null),

  returns: async (_, { status, first, after }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    const size = pageSize(first);
    const [afterId] = decodeCursor(after, ['id']) ?? [];
    const rows = await returnsPage(db, status ?? undefined, afterId, size + 1);
    return connectionOf(rows, size, afterId !== undefined, ({ id }) => [id]);
  },
};
