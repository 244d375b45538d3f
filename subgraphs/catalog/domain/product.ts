import type { Texts } from './texts.ts';

/** An attribute's code and value. */
export type Pair = readonly [code: string, value: string];

/** A picture: where it comes from, see `MediaInput.source`, and what it shows. */
export interface Picture {
  readonly source: string;
  readonly alt: Texts;
}

/** A variant's own state. Amounts are minor units of the catalogue's one currency. */
export interface VariantState {
  readonly id: string;
  readonly sku: string;
  readonly options: readonly Pair[];
  readonly attributes: readonly Pair[];
  readonly media: readonly Picture[];
  readonly price: number;
  readonly was: number | null;
  readonly purchasable: boolean;
}

/** A product with its variants: what commands load, decide on and save. */
export interface ProductState {
  readonly id: string;
  readonly externalKey: string | null;
  readonly slug: string;
  readonly title: Texts;
  readonly description: Texts;
  readonly brandId: string | null;
  readonly categoryId: string;
  readonly attributes: readonly Pair[];
  readonly media: readonly Picture[];
  readonly published: boolean;
  readonly publishedAt: Date | null;
  readonly importDigest: string | null;
  readonly variants: readonly VariantState[];
}

/** What a product is known by: names of everything its state refers to. */
export interface Names {
  brand(id: string): { slug: string; name: string } | undefined;
  /** Names from the top of the tree down to the category. */
  categoryPath(id: string): readonly Texts[];
  label(pair: Pair): Texts;
}

/** What lists, filters and search need of a product; saved beside it. */
export interface Derived {
  readonly minPrice: number;
  readonly maxPrice: number;
  /** `code=value`, sorted. */
  readonly facets: readonly string[];
  readonly keywords: Texts;
}

/** The token by which lists are filtered. */
const facetToken = ([code, value]: Pair): string => `${code}=${value}`;

/** From the cheapest to the dearest of the offered variants, or of all when none is offered. */
export function priceRange({ variants }: ProductState): { minPrice: number; maxPrice: number } {
  const offered = variants.filter(({ purchasable }) => purchasable);
  const prices = (offered.length > 0 ? offered : variants).map(({ price }) => price);
  return { minPrice: Math.min(...prices), maxPrice: Math.max(...prices) };
}

/** Derives what lists, filters and search need. */
export function derive(product: ProductState, names: Names): Derived {
  const pairs = [
    ...product.attributes,
    ...product.variants.flatMap(({ options, attributes }) => [...options, ...attributes]),
  ];
  const brand = product.brandId ? names.brand(product.brandId) : undefined;
  const facets = new Set(pairs.map(facetToken));
  if (brand) facets.add(facetToken(['brand', brand.slug]));
  const keywords = (language: keyof Texts): string => {
    const words = new Set<string>(names.categoryPath(product.categoryId).map((name) => name[language]));
    if (brand) words.add(brand.name);
    for (const pair of pairs) words.add(names.label(pair)[language]);
    for (const { sku } of product.variants) words.add(sku);
    return [...words].join(', ');
  };
  return {
    ...priceRange(product),
    facets: [...facets].sort(),
    keywords: { RU: keywords('RU'), EN: keywords('EN') },
  };
}

/** Shows a product to buyers; the same product when they see it already. */
export const publish = (product: ProductState, now: Date): ProductState =>
  product.published ? product : { ...product, published: true, publishedAt: product.publishedAt ?? now };

/** Hides a product from buyers; the same product when it is hidden already. */
export const unpublish = (product: ProductState): ProductState =>
  product.published ? { ...product, published: false } : product;

/** Changes one variant of a product. Its import digest goes, so that the next import looks at it again. */
export const withVariant = (product: ProductState, variant: VariantState): ProductState => ({
  ...product,
  importDigest: null,
  variants: product.variants.map((other) => (other.id === variant.id ? variant : other)),
});

/** A variant at a price; the same variant when it is priced so already. */
export const priced = (variant: VariantState, price: number, was: number | null): VariantState =>
  variant.price === price && variant.was === was ? variant : { ...variant, price, was };
