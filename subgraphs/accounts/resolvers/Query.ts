import { requireRole } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { QueryResolvers } from '../generated.ts';

export const Query: QueryResolvers = {
  me: async (_, _args, { viewer, users }) =>
    viewer.kind === 'user' ? ((await users.submit(viewer.id)) ?? null) : null,
  user: async (_, { id }, { viewer, users }) => {
    requireRole(viewer, 'admin');
    return isId(id) ? ((await users.submit(id)) ?? null) : null;
  },
};
