import type { CartState } from '../domain/cart.ts';
import type { CartOwner } from '../store/owner.ts';

/** A cart as resolvers pass it along, with the token of the guest whose it is. */
export const shown = (cart: CartState, owner: CartOwner) => ({
  __typename: 'Cart' as const,
  ...cart,
  ...('token' in owner ? { token: owner.token } : {}),
});
