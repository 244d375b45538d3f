import { totalOf } from '../domain/problem.ts';
import type { CartResolvers } from '../generated.ts';
import { ownerOf } from '../store/owner.ts';

export const Cart: CartResolvers = {
  __resolveReference: async ({ id }, { carts, viewer }) => {
    const owner = ownerOf(viewer);
    const cart = owner && (await carts.read(owner));
    return cart?.id === id ? cart : null;
  },
  quantity: ({ lines }) => lines.reduce((pieces, { quantity }) => pieces + quantity, 0),
  total: async ({ lines }, _, { seenOffers }) =>
    totalOf(await Promise.all(lines.map(async (line) => ({ line, offer: await seenOffers.load(line.variantId) })))),
};
