import type { Context } from '../context.ts';
import type { Resolvers } from '../generated.ts';
import { Attribute, FacetValue, Media, ProductAttribute, VariantOption } from './Attribute.ts';
import { Category } from './Category.ts';
import * as mutation from './Mutation.ts';
import { Brand, Product, Variant } from './Product.ts';
import { ProductConnection } from './ProductConnection.ts';
import { Query } from './Query.ts';

/** Every resolver of the subgraph, by SDL type. */
export const resolvers: Resolvers<Context> = {
  Query,
  ...mutation,
  Category,
  Product,
  Variant,
  Brand,
  Attribute,
  ProductAttribute,
  VariantOption,
  FacetValue,
  Media,
  ProductConnection,
};
