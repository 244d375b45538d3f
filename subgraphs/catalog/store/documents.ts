import type { Queryable } from '#kernel/db/database.ts';
import type { Money } from '#schema/money.ts';
import { type Pair, type Picture, type ProductState, priceRange } from '../domain/product.ts';
import type { Texts } from '../domain/texts.ts';
import { type BrandRow, readBrands } from './brands.ts';
import { readProducts } from './products.ts';

/** A variant as it is read. */
export interface VariantDocument {
  readonly id: string;
  readonly sku: string;
  readonly options: readonly Pair[];
  readonly attributes: readonly Pair[];
  /** Its own pictures; none when those of the product stand for it. */
  readonly media: readonly Picture[];
  readonly price: { readonly now: Money; readonly was: Money | null };
  readonly purchasable: boolean;
  /** Its product; put there when the document is revived, so it is not part of the JSON. */
  product: ProductDocument;
}

/** A product as it is read, everything a card shows in one piece: what the cache holds. */
export interface ProductDocument {
  readonly id: string;
  readonly slug: string;
  readonly title: Texts;
  readonly description: Texts;
  readonly brand: BrandRow | null;
  readonly categoryId: string;
  readonly attributes: readonly Pair[];
  readonly media: readonly Picture[];
  readonly variants: readonly VariantDocument[];
  readonly priceRange: { readonly min: Money; readonly max: Money };
  readonly published: boolean;
  /** RFC 3339. */
  readonly publishedAt: string | null;
}

/** Links variants to their product. */
export function reviveProduct(product: ProductDocument): ProductDocument {
  for (const variant of product.variants) Object.defineProperty(variant, 'product', { value: product });
  return product;
}

/** Products by id, as they are read. */
export async function readDocuments(
  db: Queryable,
  ids: readonly string[],
  currency: string,
): Promise<Map<string, ProductDocument>> {
  const states = [...(await readProducts(db, ids)).values()];
  const brandIds = [...new Set(states.flatMap(({ brandId }) => brandId ?? []))];
  const brands = new Map((brandIds.length > 0 ? await readBrands(db, brandIds) : []).map((brand) => [brand.id, brand]));
  return new Map(states.map((state) => [state.id, toDocument(state, brands, currency)]));
}

function toDocument(state: ProductState, brands: ReadonlyMap<string, BrandRow>, currency: string): ProductDocument {
  const money = (minor: number): Money => ({ minor, currency });
  const { minPrice, maxPrice } = priceRange(state);
  return {
    id: state.id,
    slug: state.slug,
    title: state.title,
    description: state.description,
    brand: brands.get(state.brandId ?? '') ?? null,
    categoryId: state.categoryId,
    attributes: state.attributes,
    media: state.media,
    priceRange: { min: money(minPrice), max: money(maxPrice) },
    published: state.published,
    publishedAt: state.publishedAt?.toISOString() ?? null,
    variants: state.variants.map(
      (variant) =>
        ({
          id: variant.id,
          sku: variant.sku,
          options: variant.options,
          attributes: variant.attributes,
          media: variant.media,
          price: { now: money(variant.price), was: variant.was === null ? null : money(variant.was) },
          purchasable: variant.purchasable && state.published,
        }) as unknown as VariantDocument,
    ),
  };
}
