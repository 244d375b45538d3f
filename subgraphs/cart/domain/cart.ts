import type { Money } from '#schema/money.ts';

/** Most pieces of one variant in a cart. */
export const MAX_QUANTITY = 99;
/** Most lines in a cart. */
export const MAX_LINES = 100;
/** How long a cart is kept after its last use, in ms: seven days. */
export const LIFE_MS = 7 * 24 * 60 * 60 * 1000;
/** How long a check-out keeps others away when nobody ends it, in ms. */
export const CHECKOUT_MS = 60_000;

/** A variant in a cart. */
export interface Line {
  readonly cartId: string;
  readonly variantId: string;
  readonly quantity: number;
  /** What one cost when the buyer last saw it. */
  readonly seen: Money;
  /** Ascends in the order in which lines were put in. */
  readonly order: number;
}

export interface CartState {
  readonly id: string;
  readonly expiresAt: Date;
  readonly lines: readonly Line[];
}

/** What the catalogue offers a variant at now. */
export interface Offer {
  readonly purchasable: boolean;
  readonly price: Money;
}

/** Whether a variant is sold at all now; one that the catalogue does not know is not. */
export const isSold = (offer: Offer | undefined): offer is Offer => offer?.purchasable === true;

/** Whether a client's number can be a line's quantity. */
export const isQuantity = (quantity: number): boolean =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
