import { requireRole } from '#kernel/auth/viewer.ts';
import { connectionOf } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import type { QueryResolvers } from '../generated.ts';
import { readHead } from '../store/log.ts';
import { pageOfEntries } from './entry-page.ts';

export const Query: QueryResolvers = {
  auditEntries: (_, { filter, first, after }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    const { subject, correlationId, ...rest } = filter ?? {};
    // Nothing was ever done to what has a malformed id.
    if ([subject, correlationId].some((id) => id && !isId(id))) return connectionOf([], 1, false, () => []);
    return pageOfEntries(db, { ...rest, subject, correlation: correlationId }, { first, after });
  },

  auditHead: (_, _arguments, { db, viewer }) => {
    requireRole(viewer, 'admin');
    return readHead(db);
  },
};
