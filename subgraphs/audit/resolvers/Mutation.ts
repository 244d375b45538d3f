import { actorOf, requireRole } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  eraseAuditOrigins: (_, { userId }, { viewer, eraseOrigins }) => {
    requireRole(viewer, 'admin');
    return isId(userId) ? eraseOrigins(userId.toLowerCase(), actorOf(viewer).actor) : 0;
  },
};
