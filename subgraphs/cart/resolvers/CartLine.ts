import { times } from '#schema/money.ts';
import { problemOf, unitPriceOf } from '../domain/problem.ts';
import type { CartLineResolvers } from '../generated.ts';
import { lineIdOf, parseLineId } from '../store/line-id.ts';
import { ownerOf } from '../store/owner.ts';

export const CartLine: CartLineResolvers = {
  __resolveReference: async ({ id }, { carts, viewer }) => {
    const owner = ownerOf(viewer);
    const wanted = parseLineId(id);
    const cart = owner && wanted && (await carts.read(owner));
    if (cart?.id !== wanted?.cartId) return null;
    return cart?.lines.find(({ variantId }) => variantId === wanted?.variantId) ?? null;
  },
  id: (line) => lineIdOf(line),
  variant: ({ variantId }) => ({ id: variantId }),
  seenPrice: ({ seen }) => seen,
  unitPrice: async (line, _, { seenOffers }) => unitPriceOf(line, await seenOffers.load(line.variantId)),
  total: async (line, _, { seenOffers }) => {
    const price = unitPriceOf(line, await seenOffers.load(line.variantId));
    return price && times(price, line.quantity);
  },
  problem: async (line, _, { seenOffers, seenStock }) => {
    const [offer, available] = await Promise.all([seenOffers.load(line.variantId), seenStock.load(line.variantId)]);
    return problemOf(line, offer, available);
  },
};
