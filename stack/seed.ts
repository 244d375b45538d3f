import { DEMO_ACCOUNTS } from './demo/demo-accounts.ts';
import { demoAttributes, demoCategories, demoProducts, toImport } from './demo/demo-catalogue.ts';
import type { DemoProduct } from './demo/demo-product.ts';
import { receiptsOf, WAREHOUSES } from './demo/demo-stock.ts';

/** Executes a document on a subgraph as a service. Throws what fails, gives the answer's data. */
export type Ask = <T>(subgraph: string, document: string, variables: Record<string, unknown>) => Promise<T>;

export interface SeedOptions {
  ask: Ask;
  /** How many products; all when absent. Fewer are taken from every part of the catalogue. */
  products?: number | undefined;
  /** Told after each step. `done` and `all` count products. */
  progress?(step: { done: number; all: number }): void;
}

/** A step of the seed was refused: the demo and the product do not fit together. */
export class SeedError extends Error {
  override name = 'SeedError';
}

const IMPORT_STRUCTURE = `mutation SeedStructure($categories: [CreateCategoryInput!]!, $attributes: [AttributeInput!]!) {
  importCategories(input: $categories) { refused { key reason { message } } }
  importAttributes(input: $attributes) { refused { key reason { message } } }
}`;
const IMPORT_PRODUCTS = `mutation SeedProducts($input: [ImportProductInput!]!) {
  importProducts(input: $input) { refused { key reason { message } } variants { id sku } }
}`;
const UPSERT_WAREHOUSE = `mutation SeedWarehouse($input: UpsertWarehouseInput!) {
  upsertWarehouse(input: $input) { __typename ... on Refusal { message } }
}`;
const RECEIVE_STOCK = `mutation SeedStock($input: [StockReceiptInput!]!, $key: ID!) {
  receiveStock(input: $input, idempotencyKey: $key) { __typename ... on Refusal { message } }
}`;
const ENSURE_ACCOUNT = `mutation SeedAccount($input: EnsureAccountInput!) { ensureAccount(input: $input) { id } }`;
const FIND_VARIANT = `query SeededVariant($sku: String!) { variantBySku(sku: $sku) { id } }`;
const FIND_STOCK = `query SeededStock($variantId: ID!) { stock(variantId: $variantId) { onHand } }`;

/** Products of one call: few enough to show progress, many enough that calls do not count. */
const PRODUCTS_A_CALL = 100;
/** Most receipts inventory takes at once. */
const RECEIPTS_A_CALL = 1_000;

const DEMO_ADDRESS = {
  recipient: 'Анна Покупатель',
  phone: '+79991234567',
  country: 'RU',
  region: 'Москва',
  city: 'Москва',
  street: 'Тверская улица, 1, кв. 10',
  postalCode: '125009',
  latitude: 55.757,
  longitude: 37.615,
};

/**
 * Fills an installation with the demo: accounts, catalogue, warehouses and stock. What is there already stays as it is,
 * so it may run at every start, and a run that was broken off is finished by the next.
 * @returns whether anything had to be done
 * @throws SeedError when something of the demo is refused
 */
export async function seedDemo({ ask, products: limit, progress }: SeedOptions): Promise<boolean> {
  const products = selection(limit);
  if (await isSeeded(ask, products.at(-1)!)) return false;
  for (const { email, password, displayName, roles } of DEMO_ACCOUNTS)
    await ask('accounts', ENSURE_ACCOUNT, { input: { email, password, displayName, roles, address: DEMO_ADDRESS } });
  for (const warehouse of WAREHOUSES) granted(await ask('inventory', UPSERT_WAREHOUSE, { input: warehouse }));
  accepted(await ask('catalog', IMPORT_STRUCTURE, { categories: demoCategories(), attributes: demoAttributes() }));
  // Stock of one call's products is taken in while the next are imported.
  let receiving: Promise<void> = Promise.resolve();
  for (let done = 0; done < products.length; ) {
    const batch = products.slice(done, done + PRODUCTS_A_CALL);
    const answer = await ask<{ importProducts: { variants: { id: string; sku: string }[] } }>(
      'catalog',
      IMPORT_PRODUCTS,
      {
        input: batch.map(toImport),
      },
    );
    accepted(answer);
    await receiving;
    done += batch.length;
    progress?.({ done, all: products.length });
    receiving = receive(ask, `demo:${products.length}:${done}`, batch, answer.importProducts.variants);
    receiving.catch(() => {});
  }
  await receiving;
  return true;
}

/** The demo's products, or so many of them evenly from its whole breadth. */
function selection(limit: number | undefined): DemoProduct[] {
  const all = [...demoProducts()];
  if (limit === undefined || limit >= all.length) return all;
  return Array.from({ length: Math.max(1, limit) }, (_, place) => all[Math.floor((place * all.length) / limit)]!);
}

/** Stock comes last, so when the last product's is there everything is. */
async function isSeeded(ask: Ask, last: DemoProduct): Promise<boolean> {
  const { variantBySku } = await ask<{ variantBySku: { id: string } | null }>('catalog', FIND_VARIANT, {
    sku: last.variants[0]!.sku,
  });
  if (!variantBySku) return false;
  const { stock } = await ask<{ stock: unknown[] }>('inventory', FIND_STOCK, { variantId: variantBySku.id });
  return stock.length > 0;
}

/** Takes the stock of some products in, all of a variant's in one call, at most once. */
async function receive(
  ask: Ask,
  key: string,
  products: readonly DemoProduct[],
  known: readonly { id: string; sku: string }[],
): Promise<void> {
  const ids = new Map(known.map(({ id, sku }) => [sku, id]));
  let input: object[] = [];
  let calls = 0;
  const send = async (): Promise<void> => {
    calls += 1;
    granted(await ask('inventory', RECEIVE_STOCK, { input, key: `${key}:${calls}` }));
    input = [];
  };
  for (const { variants } of products)
    for (const [place, { sku }] of variants.entries()) {
      const receipts = receiptsOf(sku, place === 0);
      if (input.length + receipts.length > RECEIPTS_A_CALL) await send();
      for (const receipt of receipts) input.push({ variantId: ids.get(sku), ...receipt, reason: 'demo' });
    }
  if (input.length > 0) await send();
}

/** @throws SeedError when a mutation answered with a refusal */
function granted(answer: unknown): void {
  for (const [field, result] of Object.entries(answer as Record<string, { message?: string }>))
    if (result.message) throw new SeedError(`The demo's ${field} was refused: ${result.message}`);
}

/** @throws SeedError when items of an import were refused */
function accepted(answer: unknown): void {
  type Refused = { refused: { key: string; reason: { message: string } }[] };
  for (const [field, { refused }] of Object.entries(answer as Record<string, Refused>))
    if (refused.length > 0)
      throw new SeedError(`The demo's ${field} refused ${refused[0]!.key}: ${refused[0]!.reason.message}`);
}
