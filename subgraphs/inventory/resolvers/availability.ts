import type { Context } from '../context.ts';
import type { ProductResolvers, VariantResolvers } from '../generated.ts';

const availability = (quantityLeft: number) => ({ inStock: quantityLeft > 0, quantityLeft });

/** Most a GraphQL Int can say. */
const MOST = 2 ** 31 - 1;

/** Of a variant in all regions; a number when it is known, so that nothing waits. */
function leftOf({ board, elsewhere }: Context, id: string): number | Promise<number> {
  const here = board.of(id);
  if (!elsewhere) return here;
  const there = elsewhere.of(id);
  if (typeof here === 'number' && typeof there === 'number') return here + there;
  return Promise.all([here, there]).then(([one, other]) => one + other);
}

export const Variant: VariantResolvers = {
  __resolveReference: (reference) => reference,
  availability: ({ id }, _args, context) => {
    const left = leftOf(context, id);
    return typeof left === 'number' ? availability(left) : left.then(availability);
  },
};

export const Product: ProductResolvers = {
  __resolveReference: (reference) => reference,
  availability: async ({ variants }, _args, context) => {
    const left = await Promise.all((variants ?? []).map(({ id }) => leftOf(context, id)));
    return availability(
      Math.min(
        MOST,
        left.reduce((sum, one) => sum + one, 0),
      ),
    );
  },
};
