import type { Tx } from '#kernel/db/database.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { fromInput } from '#schema/money.ts';
import type { ProductState } from '../domain/product.ts';
import type { ProductDraft, ReadMoney } from '../domain/product-input.ts';
import type { Surroundings } from '../domain/save-product.ts';
import { slugify } from '../domain/texts.ts';
import { ensureBrands } from '../store/brands.ts';
import { knows } from '../store/dictionary.ts';
import { ownersOfSkus, ownersOfSlugs } from '../store/products.ts';
import type { Vocabulary } from './command-scope.ts';

/** Reads amounts of the catalogue's currency. */
export const moneyReader =
  (currency: string): ReadMoney =>
  (money) => {
    if (money.currency !== currency) return `Prices of this catalogue are in ${currency}, not ${money.currency}.`;
    try {
      return fromInput(money).minor;
    } catch (error) {
      if (error instanceof Fault) return error.message;
      throw error;
    }
  };

/** What several products that are saved together refer to and must not collide with, each other included. */
export class BatchSurroundings implements Surroundings {
  readonly #vocabulary: Vocabulary;
  readonly #brands: ReadonlyMap<string, string>;
  readonly #slugs: Map<string, string>;
  readonly #skus: Map<string, string>;
  readonly newId = newId;

  private constructor(
    vocabulary: Vocabulary,
    brands: ReadonlyMap<string, string>,
    slugs: Map<string, string>,
    skus: Map<string, string>,
  ) {
    this.#vocabulary = vocabulary;
    this.#brands = brands;
    this.#slugs = slugs;
    this.#skus = skus;
  }

  /** Loads it for drafts, by one query per table; brands that are new are added. */
  static async load(
    tx: Tx,
    vocabulary: Vocabulary,
    drafts: readonly { draft: ProductDraft; externalKey?: string }[],
  ): Promise<BatchSurroundings> {
    const names = [...new Set(drafts.flatMap(({ draft }) => draft.brand || []))];
    const brands = new Map(names.map((name) => [brandSlug(name), name]));
    const ensured =
      brands.size > 0
        ? await ensureBrands(
            tx,
            [...brands].map(([slug, name]) => ({ id: newId(), slug, name })),
          )
        : [];
    const bySlug = new Map(ensured.map(({ id, slug }) => [slug, id]));
    const slugs = drafts.flatMap(({ draft, externalKey }) => {
      const plain = slugify(draft.title?.EN ?? '') || 'product';
      return [draft.slug ?? plain, slugify(`${plain.slice(0, 40)}-${externalKey ?? ''}`)];
    });
    const skus = drafts.flatMap(({ draft }) => draft.variants?.map(({ sku }) => sku) ?? []);
    const [slugOwners, skuOwners] = await Promise.all([ownersOfSlugs(tx, slugs), ownersOfSkus(tx, skus)]);
    return new BatchSurroundings(
      vocabulary,
      new Map(names.map((name) => [name, bySlug.get(brandSlug(name))!])),
      new Map(slugOwners.map(({ key, productId }) => [key, productId])),
      new Map(skuOwners.map(({ key, productId }) => [key, productId])),
    );
  }

  categoryId(slug: string): string | undefined {
    return this.#vocabulary.tree.bySlug(slug)?.id;
  }

  brandId(name: string): string | undefined {
    return this.#brands.get(name);
  }

  knowsAttribute(code: string): boolean {
    return knows(this.#vocabulary.dictionary, code);
  }

  slugOwner(slug: string): string | undefined {
    return this.#slugs.get(slug);
  }

  skuOwner(sku: string): string | undefined {
    return this.#skus.get(sku);
  }

  /** A decision that stands: what the product has, the next ones cannot have. */
  claim({ id, slug, variants }: ProductState): void {
    this.#slugs.set(slug, id);
    for (const { sku } of variants) this.#skus.set(sku, id);
  }
}

/** Names that differ in case or spacing are one brand. */
const brandSlug = (name: string): string => slugify(name) || encodeURIComponent(name.toLowerCase());
