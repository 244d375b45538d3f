import { type Context, mayBrowse } from '../context.ts';
import type { QueryResolvers } from '../generated.ts';
import type { ProductDocument, VariantDocument } from '../store/documents.ts';
import { soon } from '../store/reads.ts';
import { listingOf } from './listing-request.ts';

const browsed = (product: ProductDocument | undefined, context: Context): ProductDocument | null =>
  product && mayBrowse(context, product) ? product : null;

const browsedVariant = (variant: VariantDocument | undefined, context: Context): VariantDocument | null =>
  variant && mayBrowse(context, variant.product) ? variant : null;

export const Query: QueryResolvers<Context> = {
  category: (_root, { slug }, { reads }) => soon(reads.tree(), (tree) => tree.bySlug(slug) ?? null),
  categories: (_root, _args, { reads }) => soon(reads.tree(), ({ roots }) => roots),
  product: (_root, { id }, context) => soon(context.reads.product(id), (product) => browsed(product, context)),
  productBySlug: (_root, { slug }, context) =>
    soon(context.reads.productBySlug(slug), (product) => browsed(product, context)),
  variant: (_root, { id }, context) => soon(context.reads.variant(id), (variant) => browsedVariant(variant, context)),
  variantBySku: (_root, { sku }, context) =>
    soon(context.reads.variantBySku(sku), (variant) => browsedVariant(variant, context)),
  products: (_root, args, context) => listingOf(args, null, context),
};
