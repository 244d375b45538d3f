import type { Context } from '../context.ts';
import type { CategoryResolvers } from '../generated.ts';
import { soon } from '../store/reads.ts';
import { listingOf } from './listing-request.ts';

export const Category: CategoryResolvers<Context> = {
  __resolveReference: ({ id }, { reads }) => soon(reads.tree(), (tree) => tree.byId(id) ?? null),
  name: ({ name }, { language }) => name[language],
  path: ({ path }) => [...path],
  products: ({ id }, args, context) => listingOf(args, id, context),
};
