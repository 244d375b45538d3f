import type { RefundResolvers } from '../generated.ts';

export const Refund: RefundResolvers = {
  amount: ({ minor, currency }) => ({ minor, currency }),
};
