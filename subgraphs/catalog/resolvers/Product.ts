import { Fault } from '#kernel/errors.ts';
import { type Context, mayFollow } from '../context.ts';
import type { Picture } from '../domain/product.ts';
import type { BrandResolvers, ProductResolvers, VariantResolvers } from '../generated.ts';
import { soon } from '../store/reads.ts';

const firstOf = (media: readonly Picture[], first: number | null | undefined): Picture[] => {
  if (first === null || first === undefined) return media as Picture[];
  if (first >= 1 && first <= 100) return media.slice(0, first);
  throw new Fault('BAD_USER_INPUT', `"first" is from 1 to 100, not ${first}.`);
};

export const Product: ProductResolvers<Context> = {
  __resolveReference: ({ id }, context) =>
    soon(context.reads.product(id), (product) => (product && mayFollow(context, product) ? product : null)),
  title: ({ title }, { language }) => title[language],
  description: ({ description }, { language }) => description[language],
  category: ({ categoryId }, _args, { reads }) => soon(reads.tree(), (tree) => tree.byId(categoryId)!),
  media: ({ media }, { first }) => firstOf(media, first),
  publishedAt: ({ publishedAt }) => (publishedAt === null ? null : new Date(publishedAt)),
};

export const Variant: VariantResolvers<Context> = {
  __resolveReference: ({ id }, context) =>
    soon(context.reads.variant(id), (variant) => (variant && mayFollow(context, variant.product) ? variant : null)),
  media: ({ media, product }, { first }) => firstOf(media.length > 0 ? media : product.media, first),
};

export const Brand: BrandResolvers<Context> = {
  __resolveReference: ({ id }, { reads }) => soon(reads.brand(id), (brand) => brand ?? null),
};
