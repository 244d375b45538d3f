import type { CartState, Line } from './domain/cart.ts';

/** A cart, and the token of the guest who sent it or was just given it. */
export type Cart = CartState & { readonly token?: string };
export type CartLine = Line;
export type CheckoutCart = { readonly cartId: string; readonly lines: readonly Line[] };
export type CheckoutLine = Line;
export type Variant = { readonly id: string };
