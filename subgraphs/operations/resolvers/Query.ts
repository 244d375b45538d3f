import { requireRole } from '#kernel/auth/viewer.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isId } from '#kernel/ids.ts';
import type { QueryResolvers } from '../generated.ts';
import { deadLetterById, deadLetterPage } from '../store/dead-letters.ts';

export const Query: QueryResolvers = {
  deadLetter: (_, { id }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    return isId(id) ? deadLetterById(db, id) : null;
  },

  deadLetters: async (_, { filter, first, after }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    const size = pageSize(first);
    const [last] = decodeCursor(after, ['id']) ?? [];
    const rows = await deadLetterPage(db, filter ?? {}, last, size + 1);
    return connectionOf(rows, size, last !== undefined, ({ id }) => [id]);
  },
};
