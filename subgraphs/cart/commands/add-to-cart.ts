import { isId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { isQuantity, isSold } from '../domain/cart.ts';
import { badQuantity, cartFull, notFound, notSold, otherCurrency, outOfStock } from '../domain/refusals.ts';
import type { Carts, Pieces } from '../store/carts.ts';
import { type CartOwner, newToken, ownerOf } from '../store/owner.ts';
import { shown } from './shown.ts';

/**
 * Puts pieces of a variant into the viewer's cart at what they cost now. Whoever has no cart gets one, a guest with a new
 * token.
 * @throws Fault UNAVAILABLE while the catalogue, which knows what may be sold, does not answer
 */
export async function addToCart(
  { carts, offers, stock, viewer }: Context,
  input: { variantId: string; quantity?: number | null; token?: string | null },
) {
  const quantity = input.quantity ?? 1;
  if (!isQuantity(quantity)) return badQuantity();
  if (!isId(input.variantId)) return notFound('variant', input.variantId);
  const variantId = input.variantId.toLowerCase();
  const [offer, available] = await Promise.all([offers.submit(variantId), stock.submit(variantId)]);
  if (!offer) return notFound('variant', input.variantId);
  if (!isSold(offer)) return notSold(variantId);

  const pieces = { variantId, quantity, price: offer.price, available };
  const { owner, answer } = await put(carts, ownerOf(viewer, input.token), pieces);
  if ('lines' in answer) return shown(answer, owner);
  switch (answer.kind) {
    case 'quantity':
      return badQuantity();
    case 'full':
      return cartFull();
    case 'currency':
      return otherCurrency(variantId, offer.price.currency);
    case 'stock':
      return outOfStock(variantId, answer.wanted, available ?? 0);
    case 'unknown':
      throw new Error('a cart that may be made is never unknown');
  }
}

/** A guest's token never makes a cart, whoever chose it may have told it to others: a new one does. */
async function put(carts: Carts, owner: CartOwner | undefined, pieces: Pieces) {
  if (owner) {
    const answer = await carts.add(owner, pieces, 'userId' in owner);
    if ('lines' in answer || answer.kind !== 'unknown') return { owner, answer };
  }
  const guest = { token: newToken() };
  return { owner: guest, answer: await carts.add(guest, pieces, true) };
}
