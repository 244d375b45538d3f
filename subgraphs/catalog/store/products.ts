import type { Queryable } from '#kernel/db/database.ts';
import type { Derived, Pair, Picture, ProductState, VariantState } from '../domain/product.ts';

interface ProductRow {
  id: string;
  external_key: string | null;
  slug: string;
  title_ru: string;
  title_en: string;
  description_ru: string;
  description_en: string;
  brand_id: string | null;
  category_id: string;
  attributes: Pair[];
  media: Picture[];
  published: boolean;
  published_at: Date | null;
  import_digest: string | null;
}

interface VariantRow {
  id: string;
  product_id: string;
  sku: string;
  options: Pair[];
  attributes: Pair[];
  media: Picture[];
  price: number;
  was: number | null;
  purchasable: boolean;
}

const toState = (row: ProductRow, variants: readonly VariantRow[]): ProductState => ({
  id: row.id,
  externalKey: row.external_key,
  slug: row.slug,
  title: { RU: row.title_ru, EN: row.title_en },
  description: { RU: row.description_ru, EN: row.description_en },
  brandId: row.brand_id,
  categoryId: row.category_id,
  attributes: row.attributes,
  media: row.media,
  published: row.published,
  publishedAt: row.published_at,
  importDigest: row.import_digest,
  variants: variants.map(({ product_id: _, ...variant }): VariantState => ({ ...variant })),
});

/**
 * Products with their variants, by id.
 * @param lock keeps them from changing until the transaction ends; rows are locked in order of id, so writers never
 * wait for each other in a circle
 */
export async function readProducts(
  { sql }: Queryable,
  ids: readonly string[],
  { lock = false }: { lock?: boolean } = {},
): Promise<Map<string, ProductState>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<ProductRow[]>`
    select id, external_key, slug, title_ru, title_en, description_ru, description_en, brand_id, category_id,
      attributes, media, published, published_at, import_digest
    from product where id = any(${[...ids]}::uuid[]) order by id ${lock ? sql`for no key update` : sql``}`;
  const variants = await sql<VariantRow[]>`
    select id, product_id, sku, options, attributes, media, price, was, purchasable
    from variant where product_id = any(${[...ids]}::uuid[]) order by product_id, position`;
  const byProduct = Map.groupBy(variants, ({ product_id }) => product_id);
  return new Map(rows.map((row) => [row.id, toState(row, byProduct.get(row.id) ?? [])]));
}

/** One line per product of what identifies it elsewhere. */
export interface Owner {
  readonly key: string;
  readonly productId: string;
}

export const ownersOfSlugs = async ({ sql }: Queryable, slugs: readonly string[]): Promise<Owner[]> => sql<Owner[]>`
  select slug as key, id as "productId" from product where slug = any(${[...slugs]}::text[])`;

export const ownersOfSkus = async ({ sql }: Queryable, skus: readonly string[]): Promise<Owner[]> => sql<Owner[]>`
  select sku as key, product_id as "productId" from variant where sku = any(${[...skus]}::text[])`;

export const ownersOfVariants = async ({ sql }: Queryable, ids: readonly string[]): Promise<Owner[]> => sql<Owner[]>`
  select id::text as key, product_id as "productId" from variant where id = any(${[...ids]}::uuid[])`;

export const ownersOfExternalKeys = async (
  { sql }: Queryable,
  keys: readonly string[],
): Promise<(Owner & { digest: string | null; published: boolean })[]> => sql`
  select external_key as key, id as "productId", import_digest as digest, published from product
  where external_key = any(${[...keys]}::text[])`;

/**
 * Booleans and times travel as texts: postgres.js takes the type of an array's first element for that of the array.
 *
 * Writes products and their variants as they are now: one statement per table for any number.
 * @param derived per product, in the same order
 */
export async function writeProducts(
  { sql }: Queryable,
  products: readonly ProductState[],
  derived: readonly Derived[],
  currency: string,
): Promise<void> {
  if (products.length === 0) return;
  const column = <T>(of: (product: ProductState) => T): T[] => products.map(of);
  await sql`
    insert into product (id, external_key, slug, title_ru, title_en, description_ru, description_en, brand_id,
      category_id, attributes, media, published, published_at, import_digest, min_price, max_price, facets,
      keywords_ru, keywords_en)
    select id, external_key, slug, title_ru, title_en, description_ru, description_en, brand_id, category_id,
      attributes::jsonb, media::jsonb, published, published_at, import_digest, min_price, max_price,
      array(select jsonb_array_elements_text(facets::jsonb)), keywords_ru, keywords_en
    from unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ externalKey }) => externalKey)}::text[],
      ${column(({ slug }) => slug)}::text[],
      ${column(({ title }) => title.RU)}::text[],
      ${column(({ title }) => title.EN)}::text[],
      ${column(({ description }) => description.RU)}::text[],
      ${column(({ description }) => description.EN)}::text[],
      ${column(({ brandId }) => brandId)}::uuid[],
      ${column(({ categoryId }) => categoryId)}::uuid[],
      ${column(({ attributes }) => JSON.stringify(attributes))}::text[],
      ${column(({ media }) => JSON.stringify(media))}::text[],
      ${column(({ published }) => String(published))}::text[]::bool[],
      ${column(({ publishedAt }) => publishedAt?.toISOString() ?? null)}::text[]::timestamptz[],
      ${column(({ importDigest }) => importDigest)}::text[],
      ${derived.map(({ minPrice }) => minPrice)}::bigint[],
      ${derived.map(({ maxPrice }) => maxPrice)}::bigint[],
      ${derived.map(({ facets }) => JSON.stringify(facets))}::text[],
      ${derived.map(({ keywords }) => keywords.RU)}::text[],
      ${derived.map(({ keywords }) => keywords.EN)}::text[]
    ) as given (id, external_key, slug, title_ru, title_en, description_ru, description_en, brand_id, category_id,
      attributes, media, published, published_at, import_digest, min_price, max_price, facets, keywords_ru, keywords_en)
    on conflict (id) do update set external_key = excluded.external_key, slug = excluded.slug,
      title_ru = excluded.title_ru, title_en = excluded.title_en, description_ru = excluded.description_ru,
      description_en = excluded.description_en, brand_id = excluded.brand_id, category_id = excluded.category_id,
      attributes = excluded.attributes, media = excluded.media, published = excluded.published,
      published_at = excluded.published_at, import_digest = excluded.import_digest, min_price = excluded.min_price,
      max_price = excluded.max_price, facets = excluded.facets, keywords_ru = excluded.keywords_ru,
      keywords_en = excluded.keywords_en, version = product.version + 1`;
  await writeVariants({ sql } as Queryable, products, currency);
}

async function writeVariants({ sql }: Queryable, products: readonly ProductState[], currency: string): Promise<void> {
  const rows = products.flatMap(({ id, variants }) =>
    variants.map((variant, position) => ({ productId: id, position, ...variant })),
  );
  const column = <T>(of: (row: (typeof rows)[number]) => T): T[] => rows.map(of);
  await sql`
    insert into variant (id, product_id, sku, position, options, attributes, media, currency, price, was, purchasable)
    select id, product_id, sku, position, options::jsonb, attributes::jsonb, media::jsonb, ${currency}, price, was, purchasable
    from unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ productId }) => productId)}::uuid[],
      ${column(({ sku }) => sku)}::text[],
      ${column(({ position }) => position)}::int[],
      ${column(({ options }) => JSON.stringify(options))}::text[],
      ${column(({ attributes }) => JSON.stringify(attributes))}::text[],
      ${column(({ media }) => JSON.stringify(media))}::text[],
      ${column(({ price }) => price)}::bigint[],
      ${column(({ was }) => was)}::bigint[],
      ${column(({ purchasable }) => String(purchasable))}::text[]::bool[]
    ) as given (id, product_id, sku, position, options, attributes, media, price, was, purchasable)
    on conflict (id) do update set position = excluded.position, options = excluded.options,
      attributes = excluded.attributes, media = excluded.media, currency = excluded.currency, price = excluded.price,
      was = excluded.was, purchasable = excluded.purchasable`;
}

/** Adds words that search may correct others to. */
export async function writeWords({ sql }: Queryable, words: readonly string[]): Promise<void> {
  await sql`
    insert into search_word (word) select word from unnest(${[...words]}::text[]) as word
    order by word on conflict do nothing`;
}

/** Where products are found: what has to be forgotten when they change. */
export interface Place {
  readonly slug: string;
  readonly categoryId: string;
  readonly skus: readonly string[];
}

export const readPlaces = async ({ sql }: Queryable, ids: readonly string[]): Promise<Place[]> => sql<Place[]>`
  select slug, category_id as "categoryId", array(select sku from variant where product_id = p.id) as skus
  from product p where id = any(${[...ids]}::uuid[])`;
