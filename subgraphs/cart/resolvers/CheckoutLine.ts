import type { CheckoutLineResolvers } from '../generated.ts';

export const CheckoutLine: CheckoutLineResolvers = { seenPrice: ({ seen }) => seen };
