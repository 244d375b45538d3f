import { MAX_LINES, MAX_QUANTITY } from './cart.ts';

/** A variant of another subgraph, as a reference to it. */
export const variantRef = (id: string): { __typename: 'Variant'; id: string } => ({ __typename: 'Variant', id });

export const notFound = (what: string, id: string | null) => ({
  __typename: 'NotFound' as const,
  code: 'NOT_FOUND',
  message: `There is no such ${what}.`,
  id,
});

export const badQuantity = () => ({
  __typename: 'InvalidInput' as const,
  code: 'INVALID_INPUT',
  message: `A line holds 1 to ${MAX_QUANTITY} of a variant.`,
  field: 'input.quantity',
});

export const cartFull = () => ({
  __typename: 'InvalidInput' as const,
  code: 'INVALID_INPUT',
  message: `A cart holds at most ${MAX_LINES} lines; take one out first.`,
  field: 'input.variantId',
});

export const outOfStock = (variantId: string, requested: number, available: number) => ({
  __typename: 'OutOfStock' as const,
  code: 'OUT_OF_STOCK',
  message: available === 0 ? 'This is sold out.' : `Only ${available} of this can be had.`,
  available,
  lines: [{ variant: variantRef(variantId), requested, available }],
});

export const notSold = (variantId: string) => ({
  __typename: 'VariantUnavailable' as const,
  code: 'VARIANT_UNAVAILABLE',
  message: 'This is not sold at the moment.',
  variant: variantRef(variantId),
});

export const otherCurrency = (variantId: string, currency: string) => ({
  __typename: 'VariantUnavailable' as const,
  code: 'VARIANT_UNAVAILABLE',
  message: `This is sold in ${currency}, and an order is in one currency: order what is in the cart first.`,
  variant: variantRef(variantId),
});

export const cartClosed = () => ({
  __typename: 'CartClosed' as const,
  code: 'CART_CLOSED',
  message: 'The cart is being checked out; try again when the order is placed.',
});

export const cartEmpty = () => ({
  __typename: 'CartEmpty' as const,
  code: 'CART_EMPTY',
  message: 'Put something into the cart first.',
});
