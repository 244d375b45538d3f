import type { Redis } from 'ioredis';
import { type Cache, Caches } from '#kernel/cache/cache.ts';
import type { Queryable } from '#kernel/db/database.ts';
import { isId, newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/log.ts';
import { type CategoryRow, CategoryTree, subtree } from '../domain/category-tree.ts';
import type { After, Criteria, ProductSort } from '../domain/listing.ts';
import { type BrandRow, readBrands } from './brands.ts';
import { readCategories } from './categories.ts';
import { type Dictionary, readDictionary } from './dictionary.ts';
import { type ProductDocument, readDocuments, reviveProduct, type VariantDocument } from './documents.ts';
import { correctQuery, type FacetCount, type PageRow, readPage, readSummary } from './listing.ts';
import { ownersOfSkus, ownersOfSlugs, ownersOfVariants } from './products.ts';

/** A value now or later: what is warm is answered without a promise. */
export type Soon<T> = T | Promise<T>;

/** Continues with a value, at once when it is there. */
export const soon = <A, B>(value: Soon<A>, next: (value: A) => Soon<B>): Soon<B> =>
  value instanceof Promise ? value.then(next) : next(value);

/** A page as it is asked for. */
export interface PageQuestion {
  readonly criteria: Criteria;
  readonly sort: ProductSort;
  readonly after: After | null;
  readonly first: number;
}

export interface Summary {
  readonly total: number;
  readonly facets: readonly FacetCount[];
}

/** What changed, as far as cached reads care. */
export interface Change {
  readonly productIds: readonly string[];
  /** Categories whose lists may differ now, in any order and with repetitions. */
  readonly categoryIds: readonly string[];
  /** Slugs and SKUs that came or went. */
  readonly slugs?: readonly string[];
  readonly skus?: readonly string[];
}

const MINUTE = 60_000;
const WHOLE_CATALOGUE = 'all';

/**
 * Every read of the catalogue, through Redis and the process's own memory. Product cards are cached one by one; lists
 * hold ids only, under a generation of their category, and a change of a product begins a new generation of its
 * category, of those above it and of the whole catalogue. How old an answer can be is told at {@link Caches}.
 */
export class CatalogReads {
  readonly #db: Queryable;
  readonly #caches: Caches;
  readonly #tree: Cache<{ rows: CategoryRow[]; tree?: CategoryTree }>;
  readonly #dictionary: Cache<Dictionary>;
  readonly #products: Cache<ProductDocument>;
  /** From `variant:<id>`, `sku:<sku>` and `slug:<slug>` to the product. */
  readonly #owners: Cache<{ productId: string }>;
  readonly #brands: Cache<BrandRow>;
  readonly #generations: Cache<{ id: string }>;
  readonly #pages: Cache<PageRow[]>;
  readonly #summaries: Cache<Summary>;
  readonly #corrections: Cache<{ query: string }>;

  constructor(db: Queryable, redis: Redis, options: { log: Logger; currency: string }) {
    this.#db = db;
    this.#caches = new Caches(redis, { namespace: 'catalog', log: options.log });
    this.#tree = this.#caches.of({
      name: 'tree',
      load: async (keys) => {
        const rows = await readCategories(db);
        return new Map(keys.map((key) => [key, { rows }]));
      },
      revive: ({ rows }) => ({ rows, tree: new CategoryTree(rows) }),
      ttlMs: 10 * MINUTE,
      maxHeld: 1,
    });
    this.#dictionary = this.#caches.of({
      name: 'dictionary',
      load: async (keys) => {
        const dictionary = await readDictionary(db);
        return new Map(keys.map((key) => [key, dictionary]));
      },
      ttlMs: 10 * MINUTE,
      maxHeld: 1,
    });
    this.#products = this.#caches.of({
      name: 'product',
      load: (ids) => readDocuments(db, ids, options.currency),
      revive: reviveProduct,
      ttlMs: 10 * MINUTE,
      maxHeld: 4_000,
    });
    this.#owners = this.#caches.of({
      name: 'owner',
      load: (keys) => this.#readOwners(keys),
      ttlMs: 30 * MINUTE,
      maxHeld: 20_000,
    });
    this.#brands = this.#caches.of({
      name: 'brand',
      load: async (ids) => new Map((await readBrands(db, ids)).map((brand) => [brand.id, brand])),
      ttlMs: 10 * MINUTE,
      maxHeld: 1_000,
    });
    this.#generations = this.#caches.of({
      name: 'generation',
      load: async (keys) => new Map(keys.map((key) => [key, { id: newId() }])),
      ttlMs: 10 * MINUTE,
      maxHeld: 2_000,
    });
    this.#pages = this.#lists('page', 2_000, ({ criteria, sort, after, first }: PageQuestion, categoryIds) =>
      readPage(db, criteria, categoryIds, sort, after, first + 1),
    );
    this.#summaries = this.#lists(
      'summary',
      500,
      (criteria: Criteria, categoryIds): Promise<Summary> => readSummary(db, criteria, categoryIds),
    );
    this.#corrections = this.#lists('correction', 1_000, async (query: string) => ({
      query: await correctQuery(db, query),
    }));
  }

  /** A cache of lists: its key is `<generation> <question as JSON>`, so that loading needs nothing but the key. */
  #lists<Q, V extends object>(
    name: string,
    maxHeld: number,
    read: (question: Q, categoryIds: string[] | null) => Promise<V>,
  ): Cache<V> {
    const answer = async (key: string): Promise<[string, V]> => {
      const question = JSON.parse(key.slice(key.indexOf(' ') + 1)) as Q;
      const { categoryId } = ((question as PageQuestion).criteria ?? question) as Criteria;
      const node = categoryId ? (await this.tree()).byId(categoryId) : undefined;
      return [key, await read(question, categoryId ? (node ? subtree(node).map(({ id }) => id) : []) : null)];
    };
    return this.#caches.of<V>({
      name,
      load: async (keys) => new Map(await Promise.all(keys.map(answer))),
      ttlMs: MINUTE,
      maxHeld,
    });
  }

  async #readOwners(keys: readonly string[]): Promise<Map<string, { productId: string }>> {
    const found = new Map<string, { productId: string }>();
    const kinds = { variant: ownersOfVariants, sku: ownersOfSkus, slug: ownersOfSlugs };
    for (const [kind, read] of Object.entries(kinds)) {
      const wanted = keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
      if (wanted.length === 0) continue;
      for (const { key, productId } of await read(this.#db, wanted)) found.set(`${kind}:${key}`, { productId });
    }
    return found;
  }

  start(): Promise<void> {
    return this.#caches.start();
  }

  stop(): void {
    this.#caches.stop();
  }

  tree(): Soon<CategoryTree> {
    return soon(this.#tree.get('all'), (held) => held!.tree!);
  }

  dictionary(): Soon<Dictionary> {
    return soon(this.#dictionary.get('all'), (held) => held!);
  }

  product(id: string): Soon<ProductDocument | undefined> {
    return isId(id) ? this.#products.get(id.toLowerCase()) : undefined;
  }

  /** Products in the order of their ids; those that are gone are left out. */
  products(ids: readonly string[]): Soon<ProductDocument[]> {
    return soon(this.#products.getMany(ids), (found) => found.filter((product) => product !== undefined));
  }

  productBySlug(slug: string): Soon<ProductDocument | undefined> {
    return this.#owned(`slug:${slug}`);
  }

  variant(id: string): Soon<VariantDocument | undefined> {
    if (!isId(id)) return undefined;
    const wanted = id.toLowerCase();
    return soon(this.#owned(`variant:${wanted}`), (product) => product?.variants.find((one) => one.id === wanted));
  }

  variantBySku(sku: string): Soon<VariantDocument | undefined> {
    return soon(this.#owned(`sku:${sku}`), (product) => product?.variants.find((one) => one.sku === sku));
  }

  brand(id: string): Soon<BrandRow | undefined> {
    return isId(id) ? this.#brands.get(id.toLowerCase()) : undefined;
  }

  #owned(key: string): Soon<ProductDocument | undefined> {
    // Longer than any slug or SKU can be, or no text to PostgreSQL: nothing has it.
    if (key.length > 128 || /\p{Cc}/u.test(key)) return undefined;
    return soon(this.#owners.get(key), (owner) => owner && this.#products.get(owner.productId));
  }

  page(question: PageQuestion): Soon<PageRow[]> {
    return this.#inGeneration(question.criteria.categoryId, question, this.#pages);
  }

  summary(criteria: Criteria): Soon<Summary> {
    return this.#inGeneration(criteria.categoryId, criteria, this.#summaries);
  }

  /** The words to search by: those asked for, or similar ones when those find nothing. */
  corrected(query: string): Soon<string> {
    return soon(this.#inGeneration(null, query, this.#corrections), (held) => held.query);
  }

  #inGeneration<V extends object>(categoryId: string | null, question: unknown, cache: Cache<V>): Soon<V> {
    return soon(this.#generations.get(categoryId ?? WHOLE_CATALOGUE), (generation) =>
      soon(cache.get(`${generation!.id} ${JSON.stringify(question)}`), (value) => value!),
    );
  }

  /** Forgets everything a change touches, in every process; awaited after the commit, before the mutation answers. */
  async changed(change: Change): Promise<void> {
    const tree = await this.tree();
    const categories = new Set([WHOLE_CATALOGUE]);
    for (const id of change.categoryIds) for (const node of tree.byId(id)?.path ?? []) categories.add(node.id);
    await this.#caches.drop([
      ...this.#products.names(change.productIds),
      ...this.#owners.names([
        ...(change.slugs ?? []).map((slug) => `slug:${slug}`),
        ...(change.skus ?? []).map((sku) => `sku:${sku}`),
      ]),
      ...this.#generations.names([...categories]),
    ]);
  }

  /** Forgets the category tree, the names of attributes, and every list. */
  async structureChanged(): Promise<void> {
    const { rows } = (await this.#tree.get('all'))!;
    await this.#caches.drop([...this.#tree.names(['all']), ...this.#dictionary.names(['all'])]);
    await this.#caches.drop(this.#generations.names([WHOLE_CATALOGUE, ...rows.map(({ id }) => id)]));
  }
}
