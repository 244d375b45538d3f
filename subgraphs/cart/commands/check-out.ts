import { requireService } from '#kernel/auth/viewer.ts';
import type { Context } from '../context.ts';
import { cartClosed, cartEmpty, notFound } from '../domain/refusals.ts';
import { ownerOf } from '../store/owner.ts';

/** Takes a cart's lines for an order; order asks, on behalf of the buyer. */
export async function beginCheckout({ carts, viewer }: Context, { cartId, key }: { cartId: string; key: string }) {
  requireService(viewer);
  const owner = ownerOf(viewer);
  const lines = owner ? await carts.beginCheckout(owner, cartId, key) : 'unknown';
  switch (lines) {
    case 'unknown':
      return notFound('cart', cartId);
    case 'closed':
      return cartClosed();
    case 'empty':
      return cartEmpty();
    default:
      return { __typename: 'CheckoutCart' as const, cartId, lines };
  }
}

/** Opens a cart again whose check-out led to no order. */
export async function endCheckout({ carts, viewer }: Context, { cartId, key }: { cartId: string; key: string }) {
  requireService(viewer);
  const owner = ownerOf(viewer);
  return owner !== undefined && carts.endCheckout(owner, cartId, key);
}
