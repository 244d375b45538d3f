import { shown } from '../commands/shown.ts';
import type { QueryResolvers } from '../generated.ts';
import { ownerOf } from '../store/owner.ts';

export const Query: QueryResolvers = {
  cart: async (_, { token }, { carts, viewer }) => {
    const owner = ownerOf(viewer, token);
    const cart = owner && (await carts.read(owner));
    return cart ? shown(cart, owner) : null;
  },
};
