import type { ProductResolvers, VariantResolvers } from '../generated.ts';

const availability = (quantityLeft: number) => ({ inStock: quantityLeft > 0, quantityLeft });

/** Most a GraphQL Int can say. */
const MOST = 2 ** 31 - 1;

export const Variant: VariantResolvers = {
  __resolveReference: (reference) => reference,
  availability: ({ id }, _args, { board }) => {
    const left = board.of(id);
    return typeof left === 'number' ? availability(left) : left.then(availability);
  },
};

export const Product: ProductResolvers = {
  __resolveReference: (reference) => reference,
  availability: async ({ variants }, _args, { board }) => {
    const left = await Promise.all((variants ?? []).map(({ id }) => board.of(id)));
    return availability(
      Math.min(
        MOST,
        left.reduce((sum, one) => sum + one, 0),
      ),
    );
  },
};
