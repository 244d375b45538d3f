import { requireRole } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { DeadLetterResolvers } from '../generated.ts';
import { deadLetterById } from '../store/dead-letters.ts';

export const DeadLetter: DeadLetterResolvers = {
  __resolveReference: ({ id }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    return isId(id) ? deadLetterById(db, id) : null;
  },
};
