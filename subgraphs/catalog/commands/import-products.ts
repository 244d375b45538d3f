import { createHash } from 'node:crypto';
import { type ProductState, publish, unpublish } from '../domain/product.ts';
import type { ProductInput } from '../domain/product-input.ts';
import { readProduct } from '../domain/product-input.ts';
import { type CatalogRefusal, invalid, isRefusal } from '../domain/refusals.ts';
import { saveProduct } from '../domain/save-product.ts';
import { ownersOfExternalKeys, readProducts } from '../store/products.ts';
import { type CommandScope, oneAtATime, readVocabulary, type Step, save, show } from './command-scope.ts';
import { BatchSurroundings, moneyReader } from './products-in-batch.ts';

/** GraphQL's `ImportProductInput`. */
export interface ImportItem {
  readonly key: string;
  readonly published?: boolean | null;
  readonly product: ProductInput;
}

export interface RefusedItem {
  readonly index: number;
  readonly key: string;
  readonly reason: CatalogRefusal;
}

/** What became of a list. */
export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedItem[];
  /** Products that are as asked for now. */
  readonly productIds: readonly string[];
}

/**
 * Adds or changes products by the key of another system: one statement per table for all, each item decided by itself.
 * An item whose input is what it was imported from last is left alone, so importing again changes nothing.
 */
export async function importProducts(scope: CommandScope, items: readonly ImportItem[]): Promise<ImportOutcome> {
  const refused: RefusedItem[] = [];
  const seen = new Set<string>();
  const readMoney = moneyReader(scope.currency);
  const drafts = items.flatMap((item, index) => {
    const refuse = (reason: CatalogRefusal): [] => {
      refused.push({ index, key: item.key.slice(0, 100), reason });
      return [];
    };
    if (!/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(item.key)) return refuse(invalid('key', 'A key has 1 to 100 characters.'));
    if (seen.has(item.key)) return refuse(invalid('key', `The key "${item.key}" is there twice.`));
    seen.add(item.key);
    const draft = readProduct(item.product, readMoney);
    if (isRefusal(draft)) return refuse(draft);
    return [{ index, key: item.key, published: item.published ?? true, draft, digest: digestOf(item) }];
  });

  const { steps, unchanged } = await scope.db.transaction(async (tx) => {
    await oneAtATime(tx);
    const known = new Map(
      (await ownersOfExternalKeys(tx, [...seen])).map(({ key, productId, digest }) => [key, { productId, digest }]),
    );
    const fresh = drafts.filter(({ key, digest }) => known.get(key)?.digest !== digest);
    const unchanged = drafts.filter((item) => !fresh.includes(item)).map(({ key }) => known.get(key)!.productId);
    if (fresh.length === 0) return { steps: [] as Step[], unchanged };
    const vocabulary = await readVocabulary(tx);
    const around = await BatchSurroundings.load(
      tx,
      vocabulary,
      fresh.map(({ draft, key }) => ({ draft, externalKey: key })),
    );
    const olds = await readProducts(
      tx,
      fresh.flatMap(({ key }) => known.get(key)?.productId ?? []),
      { lock: true },
    );
    const now = scope.clock();
    const steps: Step[] = [];
    for (const { index, key, published, draft, digest } of fresh) {
      const before = olds.get(known.get(key)?.productId ?? '');
      const decided = saveProduct(draft, before, around, { complete: true, externalKey: key });
      if (isRefusal(decided)) {
        refused.push({ index, key, reason: decided });
        continue;
      }
      around.claim(decided);
      const after: ProductState = { ...(published ? publish(decided, now) : unpublish(decided)), importDigest: digest };
      steps.push({ before, after });
    }
    await save(scope, tx, steps, vocabulary);
    return { steps, unchanged };
  });
  await show(scope, steps);
  return {
    created: steps.filter(({ before }) => !before).length,
    updated: steps.filter(({ before }) => before).length,
    unchanged: unchanged.length,
    refused: refused.sort((a, b) => a.index - b.index),
    productIds: [...steps.map(({ after }) => after.id), ...unchanged],
  };
}

/** GraphQL coerces an input's fields in the order of the schema, so equal inputs are equal texts. */
const digestOf = (item: ImportItem): string => createHash('sha256').update(JSON.stringify(item)).digest('base64url');
