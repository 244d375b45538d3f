import type { ProductState, VariantState } from './product.ts';
import type { ProductDraft, VariantDraft } from './product-input.ts';
import { type CatalogRefusal, invalid, notFound, skuTaken, slugTaken } from './refusals.ts';
import { slugify } from './texts.ts';

/** What the world holds that a product refers to or must not collide with. */
export interface Surroundings {
  categoryId(slug: string): string | undefined;
  brandId(name: string): string | undefined;
  knowsAttribute(code: string): boolean;
  /** Whose the slug is; undefined when it is free. */
  slugOwner(slug: string): string | undefined;
  /** Which product has the SKU; undefined when it is free. */
  skuOwner(sku: string): string | undefined;
  newId(): string;
}

const variantOf = (draft: VariantDraft, id: string, old?: VariantState): VariantState => ({
  id,
  sku: draft.sku,
  options: draft.options ?? old?.options ?? [],
  attributes: draft.attributes ?? old?.attributes ?? [],
  media: draft.media ?? old?.media ?? [],
  price: draft.price,
  was: draft.was,
  purchasable: draft.purchasable,
});

/**
 * Makes a new product of a draft, or changes a given one.
 * @param old the product to change; undefined for a new one
 * @param complete the draft lists every variant: those it leaves out are not offered any more
 */
export function saveProduct(
  draft: ProductDraft,
  old: ProductState | undefined,
  around: Surroundings,
  { complete = false, externalKey = null }: { complete?: boolean; externalKey?: string | null } = {},
): ProductState | CatalogRefusal {
  const id = old?.id ?? around.newId();
  const title = draft.title ?? old?.title;
  if (!title) return invalid('title', 'A product has a title.');
  const categoryId = draft.category === undefined ? old?.categoryId : around.categoryId(draft.category);
  if (!categoryId) return notFound('category', draft.category ?? '');

  const codes = [
    ...(draft.attributes ?? []),
    ...(draft.variants ?? []).flatMap(({ options, attributes }) => [...(options ?? []), ...(attributes ?? [])]),
  ];
  const unknown = codes.find(([code]) => !around.knowsAttribute(code));
  if (unknown) return notFound('attribute', unknown[0]);

  const slug = slugFor(draft, old, title.EN, externalKey, id, around);
  if (typeof slug !== 'string') return slug;

  const variants = [...(old?.variants ?? [])];
  const listed = new Set<string>();
  for (const given of draft.variants ?? []) {
    const owner = around.skuOwner(given.sku);
    if (owner !== undefined && owner !== id) return skuTaken(given.sku);
    listed.add(given.sku);
    const place = variants.findIndex(({ sku }) => sku === given.sku);
    if (place < 0) variants.push(variantOf(given, around.newId()));
    else variants[place] = variantOf(given, variants[place]!.id, variants[place]);
  }
  if (variants.length === 0 || variants.length > 100) return invalid('variants', 'A product has 1 to 100 variants.');

  return {
    id,
    externalKey: old?.externalKey ?? externalKey,
    slug,
    title,
    description: draft.description ?? old?.description ?? { RU: '', EN: '' },
    brandId: draft.brand === undefined ? (old?.brandId ?? null) : draft.brand ? around.brandId(draft.brand)! : null,
    categoryId,
    attributes: draft.attributes ?? old?.attributes ?? [],
    media: draft.media ?? old?.media ?? [],
    published: old?.published ?? false,
    publishedAt: old?.publishedAt ?? null,
    importDigest: null,
    variants: complete
      ? variants.map((variant) => (listed.has(variant.sku) ? variant : { ...variant, purchasable: false }))
      : variants,
  };
}

/** The slug asked for; else the old one; else one made of the title, told apart by the key or the id when it is taken. */
function slugFor(
  draft: ProductDraft,
  old: ProductState | undefined,
  title: string,
  externalKey: string | null,
  id: string,
  around: Surroundings,
): string | CatalogRefusal {
  const free = (slug: string): boolean => [undefined, id].includes(around.slugOwner(slug));
  if (draft.slug !== undefined) return free(draft.slug) ? draft.slug : slugTaken(draft.slug);
  if (old) return old.slug;
  const plain = slugify(title) || 'product';
  const suffixed = [externalKey ?? '', id].map((suffix) => slugify(`${plain.slice(0, 40)}-${suffix}`));
  return [plain, ...suffixed].find(free)!;
}
