import type { Context } from '../context.ts';
import { isQuantity, isSold } from '../domain/cart.ts';
import { badQuantity, cartClosed, notFound, outOfStock } from '../domain/refusals.ts';
import { parseLineId } from '../store/line-id.ts';
import { ownerOf } from '../store/owner.ts';
import { shown } from './shown.ts';

type Token = string | null | undefined;

/** Sets how many of a line are wanted. More than can be had is refused; fewer than before never is. */
export async function setLineQuantity(
  { carts, stock, viewer }: Context,
  { lineId, quantity, token }: { lineId: string; quantity: number; token?: Token },
) {
  if (!isQuantity(quantity)) return badQuantity();
  const owner = ownerOf(viewer, token);
  const line = parseLineId(lineId);
  if (!owner || !line) return notFound('cart line', lineId);
  const available = await stock.submit(line.variantId);
  const answer = await carts.setQuantity(owner, line, quantity, available);
  if ('lines' in answer) return shown(answer, owner);
  if (answer.kind === 'stock') return outOfStock(line.variantId, quantity, available ?? 0);
  return answer.kind === 'closed' ? cartClosed() : notFound('cart line', lineId);
}

/** Takes a line out; one that is out already is no error. */
export async function removeLine({ carts, viewer }: Context, { lineId, token }: { lineId: string; token?: Token }) {
  const owner = ownerOf(viewer, token);
  const line = parseLineId(lineId);
  if (!owner || !line) return notFound('cart line', lineId);
  const answer = await carts.remove(owner, line);
  if ('lines' in answer) return shown(answer, owner);
  return answer.kind === 'closed' ? cartClosed() : notFound('cart line', lineId);
}

/** Takes every line out. */
export async function clearCart({ carts, viewer }: Context, token: Token) {
  const owner = ownerOf(viewer, token);
  const answer = owner && (await carts.clear(owner));
  if (!answer) return notFound('cart', null);
  if ('lines' in answer) return shown(answer, owner);
  return answer.kind === 'closed' ? cartClosed() : notFound('cart', null);
}

/**
 * Notes that the buyer has seen what each line costs now.
 * @throws Fault UNAVAILABLE while the catalogue does not answer
 */
export async function acceptPrices({ carts, offers, viewer }: Context, token: Token) {
  const owner = ownerOf(viewer, token);
  const cart = owner && (await carts.read(owner));
  if (!cart) return notFound('cart', null);
  const offered = await Promise.all(cart.lines.map(({ variantId }) => offers.submit(variantId)));
  const prices = cart.lines.flatMap(({ variantId }, index) => {
    const offer = offered[index];
    return isSold(offer) ? [{ variantId, price: offer.price }] : [];
  });
  const answer = await carts.acceptPrices(owner, cart.id, prices);
  return 'lines' in answer ? shown(answer, owner) : notFound('cart', null);
}
