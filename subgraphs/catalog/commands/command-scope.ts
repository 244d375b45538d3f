import type { Clock } from '#kernel/clock.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { CategoryTree } from '../domain/category-tree.ts';
import { derive, type Names, type ProductState } from '../domain/product.ts';
import { wordsOf } from '../domain/texts.ts';
import { productChanged, productPublished, productUnpublished } from '../events.ts';
import { readBrands } from '../store/brands.ts';
import { readCategories } from '../store/categories.ts';
import { type Dictionary, labelOf, readDictionary } from '../store/dictionary.ts';
import { writeProducts, writeWords } from '../store/products.ts';
import type { CatalogReads, Change } from '../store/reads.ts';

/** What every command works with. */
export interface CommandScope {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly reads: CatalogReads;
  readonly clock: Clock;
  readonly log: Logger;
  readonly currency: string;
}

/** A product as a command found it and as it leaves it. */
export interface Step {
  readonly before: ProductState | undefined;
  readonly after: ProductState;
}

/** Names as they are in this transaction. */
export interface Vocabulary {
  readonly tree: CategoryTree;
  readonly dictionary: Dictionary;
}

export async function readVocabulary(tx: Tx): Promise<Vocabulary> {
  const [rows, dictionary] = await Promise.all([readCategories(tx), readDictionary(tx)]);
  return { tree: new CategoryTree(rows), dictionary };
}

/**
 * Lets one command at a time give out slugs and SKUs, so that each sees what the others gave. Commands that give none
 * (prices, publishing) do not wait.
 */
export const oneAtATime = async (tx: Tx): Promise<void> => {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ':catalogue', 0))`;
};

/** Saves what changed of products, with their events, in the transaction. */
export async function save(scope: CommandScope, tx: Tx, steps: readonly Step[], known?: Vocabulary): Promise<void> {
  const changed = steps.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return;
  const products = changed.map(({ after }) => after);
  const { tree, dictionary } = known ?? (await readVocabulary(tx));
  const brands = new Map(
    (await readBrands(tx, [...new Set(products.flatMap(({ brandId }) => brandId ?? []))])).map((brand) => [
      brand.id,
      brand,
    ]),
  );
  const names: Names = {
    brand: (id) => brands.get(id),
    categoryPath: (id) => tree.byId(id)?.path.map(({ name }) => name) ?? [],
    label: (pair) => labelOf(dictionary, pair),
  };
  const derived = products.map((product) => derive(product, names));
  await writeProducts(tx, products, derived, scope.currency);
  await writeWords(
    tx,
    wordsOf(
      ...products.flatMap(({ title }) => [title.RU, title.EN]),
      ...derived.flatMap(({ keywords }) => [keywords.RU, keywords.EN]),
    ),
  );
  const at = scope.clock().toISOString();
  await scope.outbox.append(
    tx,
    changed.flatMap((step) => {
      const definition = eventOf(step);
      const { id: productId, variants } = step.after;
      return definition ? [toOutgoing(definition, { productId, variantIds: variants.map(({ id }) => id), at })] : [];
    }),
  );
}

/** What a step tells the house: nothing of a product that nobody can see. */
function eventOf({ before, after }: Step) {
  if (after.published) return before?.published ? productChanged : productPublished;
  return before?.published ? productUnpublished : undefined;
}

/**
 * Makes committed steps visible to every reader; awaited before a command answers. When Redis is away the steps stand
 * all the same, and their events make them visible as soon as it is back.
 */
export async function show(scope: CommandScope, steps: readonly Step[]): Promise<void> {
  const changed = steps.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return;
  await tell(scope, {
    productIds: changed.map(({ after }) => after.id),
    categoryIds: changed.flatMap(({ before, after }) => [after.categoryId, before?.categoryId ?? after.categoryId]),
    slugs: changed.flatMap(({ before, after }) =>
      before?.slug === after.slug ? [] : [after.slug, before?.slug ?? after.slug],
    ),
    skus: changed.flatMap(({ before, after }) =>
      before?.variants.length === after.variants.length ? [] : after.variants.map(({ sku }) => sku),
    ),
  });
}

async function tell({ reads, log }: CommandScope, change: Change): Promise<void> {
  await reads.changed(change).catch((error: unknown) => {
    log.warn({ err: error }, 'a change is not in the cache yet; its event will bring it');
  });
}
