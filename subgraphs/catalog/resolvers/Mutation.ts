import { requireRole } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { setPrices, updateVariant } from '../commands/change-variants.ts';
import { importProducts } from '../commands/import-products.ts';
import { createCategory, importAttributes, importCategories } from '../commands/import-structure.ts';
import { createProduct, publishProduct, unpublishProduct, updateProduct } from '../commands/save-one-product.ts';
import type { Context } from '../context.ts';
import { type CatalogRefusal, isRefusal } from '../domain/refusals.ts';
import type {
  CreateCategoryResultResolvers,
  ImportResultResolvers,
  MutationResolvers,
  PublishResultResolvers,
  SaveProductResultResolvers,
  SetPricesResultResolvers,
  UpdateVariantResultResolvers,
} from '../generated.ts';
import type { ProductDocument } from '../store/documents.ts';
import { type Soon, soon } from '../store/reads.ts';

/** Most items of one call. */
const MAX_ITEMS = 500;
/** Most variants of one import. */
const MAX_VARIANTS = 5_000;

function authorize({ viewer }: Context): void {
  requireRole(viewer, 'admin', 'seller');
}

function bounded<T>(items: readonly T[], what = 'items', max = MAX_ITEMS): readonly T[] {
  if (items.length <= max) return items;
  throw new Fault('TOO_LARGE', `At most ${max} ${what} in one call, not ${items.length}.`);
}

/** A product that was just saved, as its readers see it; a refusal as it is. */
const saved = <R extends CatalogRefusal>(answer: string | R, { reads }: Context): Soon<ProductDocument | R> =>
  typeof answer === 'string' ? soon(reads.product(answer), (product) => product!) : answer;

export const Mutation: MutationResolvers<Context> = {
  createCategory: async (_root, { input }, context) => {
    authorize(context);
    const answer = await createCategory(context.scope, input);
    if (typeof answer !== 'string') return answer;
    return (await context.reads.tree()).bySlug(answer)!;
  },
  importCategories: (_root, { input }, context) => {
    authorize(context);
    return importCategories(context.scope, bounded(input));
  },
  importAttributes: (_root, { input }, context) => {
    authorize(context);
    return importAttributes(context.scope, bounded(input));
  },
  createProduct: async (_root, { input }, context) => {
    authorize(context);
    return saved(await createProduct(context.scope, input), context);
  },
  updateProduct: async (_root, { input }, context) => {
    authorize(context);
    return saved(await updateProduct(context.scope, input), context);
  },
  updateVariant: async (_root, { input }, context) => {
    authorize(context);
    const answer = await updateVariant(context.scope, input);
    if (typeof answer !== 'string') return answer;
    return (await context.reads.variant(answer))!;
  },
  setPrices: async (_root, { input }, context) => {
    authorize(context);
    return setPrices(context.scope, bounded(input));
  },
  publishProduct: async (_root, { id }, context) => {
    authorize(context);
    return saved(await publishProduct(context.scope, id), context);
  },
  unpublishProduct: async (_root, { id }, context) => {
    authorize(context);
    return saved(await unpublishProduct(context.scope, id), context);
  },
  importProducts: (_root, { input }, context) => {
    authorize(context);
    bounded(
      input.flatMap(({ product }) => product.variants),
      'variants',
      MAX_VARIANTS,
    );
    return importProducts(context.scope, bounded(input));
  },
};

export const SetPricesResult: SetPricesResultResolvers<Context> = {
  variants: async ({ skus }, _args, { reads }) =>
    (await Promise.all(skus.map((sku) => reads.variantBySku(sku)))).filter((variant) => variant !== undefined),
};

export const ImportResult: ImportResultResolvers<Context> = {
  variants: ({ productIds }, _args, { reads }) =>
    soon(reads.products(productIds), (products) => products.flatMap(({ variants }) => [...variants])),
};

/** Refusals say what they are; what is left is the thing itself. */
const refusalOr =
  <const T extends string>(thing: T) =>
  <R extends CatalogRefusal['__typename']>(answer: object): T | R =>
    isRefusal(answer as CatalogRefusal) ? ((answer as CatalogRefusal).__typename as R) : thing;

export const CreateCategoryResult: CreateCategoryResultResolvers<Context> = { __resolveType: refusalOr('Category') };
export const SaveProductResult: SaveProductResultResolvers<Context> = { __resolveType: refusalOr('Product') };
export const UpdateVariantResult: UpdateVariantResultResolvers<Context> = { __resolveType: refusalOr('Variant') };
export const PublishResult: PublishResultResolvers<Context> = { __resolveType: refusalOr('Product') };
