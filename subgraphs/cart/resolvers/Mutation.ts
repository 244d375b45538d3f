import { addToCart } from '../commands/add-to-cart.ts';
import { acceptPrices, clearCart, removeLine, setLineQuantity } from '../commands/change-lines.ts';
import { beginCheckout, endCheckout } from '../commands/check-out.ts';
import { mergeCart } from '../commands/merge-cart.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  addToCart: (_, { input }, context) => addToCart(context, input),
  setCartLineQuantity: (_, { input }, context) => setLineQuantity(context, input),
  removeCartLine: (_, { input }, context) => removeLine(context, input),
  clearCart: (_, { token }, context) => clearCart(context, token),
  acceptCartPrices: (_, { token }, context) => acceptPrices(context, token),
  mergeCart: (_, { token }, context) => mergeCart(context, token),
  beginCheckout: (_, args, context) => beginCheckout(context, args),
  endCheckout: (_, args, context) => endCheckout(context, args),
};
