import { isId } from '#kernel/ids.ts';
import { type ProductState, priced, type VariantState, withVariant } from '../domain/product.ts';
import { readVariantChange, type VariantChange } from '../domain/product-input.ts';
import { type InvalidInput, invalid, isRefusal, type NotFound, notFound } from '../domain/refusals.ts';
import { knows } from '../store/dictionary.ts';
import { ownersOfSkus, ownersOfVariants, readProducts } from '../store/products.ts';
import { type CommandScope, readVocabulary, type Step, save, show } from './command-scope.ts';
import type { RefusedItem } from './import-products.ts';
import { moneyReader } from './products-in-batch.ts';

/** Changes what is given of a variant. @returns its id */
export async function updateVariant(
  scope: CommandScope,
  { id, ...input }: VariantChange & { id: string },
): Promise<string | InvalidInput | NotFound> {
  const change = readVariantChange(input, moneyReader(scope.currency));
  if (isRefusal(change)) return change;
  if (!isId(id)) return notFound('variant', id);
  const decided = await scope.db.transaction(async (tx): Promise<Step | NotFound> => {
    const [owner] = await ownersOfVariants(tx, [id]);
    const before = owner && (await readProducts(tx, [owner.productId], { lock: true })).get(owner.productId);
    const variant = before?.variants.find((one) => one.id === id.toLowerCase());
    if (!before || !variant) return notFound('variant', id);
    const vocabulary = await readVocabulary(tx);
    const unknown = [...(change.options ?? []), ...(change.attributes ?? [])].find(
      ([code]) => !knows(vocabulary.dictionary, code),
    );
    if (unknown) return notFound('attribute', unknown[0]);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after = withVariant(before, { ...variant, ...given });
    await save(scope, tx, [{ before, after }], vocabulary);
    return { before, after };
  });
  if (isRefusal(decided)) return decided;
  await show(scope, [decided]);
  return id.toLowerCase();
}

/** A price as `setPrices` is given it. */
export interface PriceItem {
  readonly sku: string;
  readonly now: { readonly amount: string; readonly currency: string };
  readonly was?: { readonly amount: string; readonly currency: string } | null;
}

/** Sets prices of many variants at once. @returns the SKUs that are priced as asked, and what was refused */
export async function setPrices(
  scope: CommandScope,
  items: readonly PriceItem[],
): Promise<{ skus: string[]; refused: RefusedItem[] }> {
  const readMoney = moneyReader(scope.currency);
  const refused: RefusedItem[] = [];
  const wanted = new Map<string, { price: number; was: number | null; index: number }>();
  for (const [index, { sku, now, was }] of items.entries()) {
    const read = wanted.has(sku)
      ? invalid('sku', `The SKU "${sku.slice(0, 100)}" is there twice.`)
      : readVariantChange({ price: now, was }, readMoney);
    if (isRefusal(read)) refused.push({ index, key: sku.slice(0, 100), reason: read });
    else wanted.set(sku, { price: read.price!, was: read.was!, index });
  }
  const steps = await scope.db.transaction(async (tx) => {
    const owners = await ownersOfSkus(
      tx,
      [...wanted.keys()].filter((sku) => !/\p{Cc}/u.test(sku)),
    );
    const products = await readProducts(tx, [...new Set(owners.map(({ productId }) => productId))], { lock: true });
    const steps = [...products.values()].map((before): Step => ({ before, after: repriced(before, wanted) }));
    await save(scope, tx, steps);
    return steps;
  });
  await show(scope, steps);
  const known = new Set(steps.flatMap(({ after }) => after.variants.map(({ sku }) => sku)));
  for (const [sku, { index }] of wanted)
    if (!known.has(sku)) refused.push({ index, key: sku.slice(0, 100), reason: notFound('variant', sku) });
  return {
    skus: [...wanted.keys()].filter((sku) => known.has(sku)),
    refused: refused.sort((a, b) => a.index - b.index),
  };
}

const repriced = (
  product: ProductState,
  wanted: ReadonlyMap<string, { price: number; was: number | null }>,
): ProductState =>
  product.variants.reduce((current, variant): ProductState => {
    const given = wanted.get(variant.sku);
    const after: VariantState = given ? priced(variant, given.price, given.was) : variant;
    return after === variant ? current : withVariant(current, after);
  }, product);
