import { isId } from '#kernel/ids.ts';
import type { QueryResolvers } from '../generated.ts';
import { visibleOrder } from './Order.ts';

export const Query: QueryResolvers = {
  order: (_, { id }, context) => (isId(id) ? visibleOrder(id, context) : null),
};
