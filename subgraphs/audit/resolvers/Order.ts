import { isId } from '#kernel/ids.ts';
import type { OrderResolvers } from '../generated.ts';
import { pageOfEntries } from './entry-page.ts';

export const Order: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  audit: ({ id }, page, { db, viewer }) =>
    viewer.kind === 'user' && viewer.roles.includes('admin') && isId(id)
      ? pageOfEntries(db, { subject: id }, page)
      : null,
};
