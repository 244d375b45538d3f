import { isId } from '#kernel/ids.ts';
import type { ProductState } from '../domain/product.ts';
import { publish, unpublish } from '../domain/product.ts';
import { type ProductInput, readProduct } from '../domain/product-input.ts';
import { type CatalogRefusal, isRefusal, type NotFound, notFound } from '../domain/refusals.ts';
import { saveProduct } from '../domain/save-product.ts';
import { readProducts } from '../store/products.ts';
import { type CommandScope, oneAtATime, readVocabulary, type Step, save, show } from './command-scope.ts';
import { BatchSurroundings, moneyReader } from './products-in-batch.ts';

/** Adds a product that nobody sees yet. @returns its id */
export const createProduct = (scope: CommandScope, input: ProductInput): Promise<string | CatalogRefusal> =>
  saveOne(scope, input, undefined);

/** Changes what is given of a product. @returns its id */
export const updateProduct = (
  scope: CommandScope,
  { id, ...input }: ProductInput & { id: string },
): Promise<string | CatalogRefusal> => saveOne(scope, input, id);

async function saveOne(
  scope: CommandScope,
  input: ProductInput,
  id: string | undefined,
): Promise<string | CatalogRefusal> {
  const draft = readProduct(input, moneyReader(scope.currency));
  if (isRefusal(draft)) return draft;
  const decided = await scope.db.transaction(async (tx): Promise<Step | CatalogRefusal> => {
    await oneAtATime(tx);
    const before = id === undefined ? undefined : await lockedProduct(tx, id);
    if (id !== undefined && !before) return notFound('product', id);
    const vocabulary = await readVocabulary(tx);
    const after = saveProduct(draft, before, await BatchSurroundings.load(tx, vocabulary, [{ draft }]));
    if (isRefusal(after)) return after;
    await save(scope, tx, [{ before, after }], vocabulary);
    return { before, after };
  });
  if (isRefusal(decided)) return decided;
  await show(scope, [decided]);
  return decided.after.id;
}

async function lockedProduct(
  tx: Parameters<Parameters<CommandScope['db']['transaction']>[0]>[0],
  id: string,
): Promise<ProductState | undefined> {
  return isId(id) ? (await readProducts(tx, [id], { lock: true })).get(id.toLowerCase()) : undefined;
}

/** Lets buyers see a product. @returns its id */
export const publishProduct = (scope: CommandScope, id: string): Promise<string | NotFound> =>
  change(scope, id, (product) => publish(product, scope.clock()));

/** Hides a product from buyers. @returns its id */
export const unpublishProduct = (scope: CommandScope, id: string): Promise<string | NotFound> =>
  change(scope, id, unpublish);

async function change(
  scope: CommandScope,
  id: string,
  decide: (product: ProductState) => ProductState,
): Promise<string | NotFound> {
  const step = await scope.db.transaction(async (tx) => {
    const before = await lockedProduct(tx, id);
    if (!before) return undefined;
    const decided = decide(before);
    const after = decided === before ? before : { ...decided, importDigest: null };
    await save(scope, tx, [{ before, after }]);
    return { before, after };
  });
  if (!step) return notFound('product', id);
  await show(scope, [step]);
  return step.after.id;
}
