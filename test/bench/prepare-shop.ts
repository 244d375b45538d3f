import { randomUUID } from 'node:crypto';
import { DEMO_ADMIN } from '#stack/demo/demo-accounts.ts';
import { GraphClient } from '#test/harness/graph-client.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import type { LoadBuyer } from './load/place-order.ts';
import type { Shop } from './orders.ts';

/** For products whose buyers' signing up is not measured: without what makes a password's hash dear. */
export const CHEAP_PASSWORDS = { ARGON2_MEMORY_KIB: '8', ARGON2_ITERATIONS: '1' };

/** Enough for every order of a bench, in every variant the bench sells. */
const PLENTY = 1_000_000;

/** Distinct variants that are ordered, so that orders meet on rows as in a busy shop and not on one. */
const VARIANTS = 200;

interface SignedIn {
  session: { __typename: string; accessToken: string; code?: string };
}

/** Buyers with accounts and addresses, variants with plenty of stock, and one with exactly so many. */
export async function prepareShop(
  product: ProductUnderTest,
  buyerCount: number,
  hotStock = 100,
  /** A few: hashing a password is meant to cost CPU. */
  atOnce = 8,
): Promise<{ shop: Shop; hotVariantId: string }> {
  const client = new GraphClient(product.url, atOnce);
  const admin = await asAdmin(client);
  const variants = await someVariants(client, VARIANTS + 1);
  const [hotVariantId, ...variantIds] = variants as [string, ...string[]];
  const { warehouses } = await admin.ask<{ warehouses: { code: string }[] }>('{ warehouses { code } }');
  await receive(
    admin,
    variantIds.map((variantId) => ({ variantId, warehouseCode: warehouses[0]!.code, quantity: PLENTY })),
  );
  await setStock(admin, hotVariantId, hotStock, warehouses[0]!.code);
  const buyers: LoadBuyer[] = [];
  for (let begun = 0; begun < buyerCount; begun += atOnce)
    buyers.push(
      ...(await Promise.all(Array.from({ length: Math.min(atOnce, buyerCount - begun) }, () => newBuyer(client)))),
    );
  await client.close();
  return { shop: { product, buyers, variantIds }, hotVariantId };
}

/** The same connections, for the admin of the demo accounts. */
export async function asAdmin(client: GraphClient): Promise<GraphClient> {
  const { session } = await client.ask<SignedIn>(
    'mutation ($input: LoginInput!) { session: login(input: $input) { __typename ... on Session { accessToken } ... on Refusal { code } } }',
    { input: { email: DEMO_ADMIN.email, password: DEMO_ADMIN.password } },
  );
  if (session.__typename !== 'Session') throw new Error(`the admin cannot sign in: ${session.code}`);
  return client.as(session.accessToken);
}

async function newBuyer(client: GraphClient): Promise<LoadBuyer> {
  const email = `bench-${crypto.randomUUID()}@example.org`;
  const { session } = await client.ask<SignedIn>(
    'mutation ($input: RegisterInput!) { session: register(input: $input) { __typename ... on Session { accessToken } ... on Refusal { code } } }',
    { input: { email, password: crypto.randomUUID(), displayName: 'Bench' } },
  );
  if (session.__typename !== 'Session') throw new Error(`a buyer cannot register: ${session.code}`);
  const { address } = await client
    .as(session.accessToken)
    .ask<{ address: { id: string } }>(
      'mutation ($input: AddressInput!) { address: addAddress(input: $input) { ... on Address { id } } }',
      {
        input: {
          recipient: 'Bench',
          country: 'RU',
          city: 'Москва',
          street: 'Тверская улица, 1',
          latitude: 55.7575,
          longitude: 37.6136,
        },
      },
    );
  return { token: session.accessToken, addressId: address.id };
}

async function someVariants(client: GraphClient, count: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; found.length < count; ) {
    const { products }: { products: ProductsPage } = await client.ask(
      'query ($after: String) { products(first: 100, after: $after) { edges { node { variants { id purchasable } } } pageInfo { endCursor hasNextPage } } }',
      { after },
    );
    for (const { node } of products.edges)
      found.push(...node.variants.filter(({ purchasable }) => purchasable).map(({ id }) => id));
    if (!products.pageInfo.hasNextPage && found.length < count)
      throw new Error(`the catalogue has no ${count} variants`);
    after = products.pageInfo.endCursor;
  }
  return found.slice(0, count);
}

interface ProductsPage {
  edges: { node: { variants: { id: string; purchasable: boolean }[] } }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}

async function receive(admin: GraphClient, input: object[]): Promise<void> {
  const { receiveStock } = await admin.ask<{ receiveStock: { __typename: string; code?: string } }>(
    'mutation ($input: [StockReceiptInput!]!, $key: ID!) { receiveStock(input: $input, idempotencyKey: $key) { __typename ... on Refusal { code } } }',
    { input, key: randomUUID() },
  );
  if (receiveStock.__typename !== 'StockReceived') throw new Error(`stock cannot be received: ${receiveStock.code}`);
}

/** Makes it so many in one warehouse, and none in others. */
export async function setStock(
  admin: GraphClient,
  variantId: string,
  quantity: number,
  warehouseCode: string,
): Promise<void> {
  const { stock } = await admin.ask<{ stock: { onHand: number; warehouse: { code: string } }[] }>(
    'query ($variantId: ID!) { stock(variantId: $variantId) { onHand warehouse { code } } }',
    { variantId },
  );
  for (const { onHand, warehouse } of stock.filter((level) => level.onHand > 0))
    await admin.ask('mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { __typename } }', {
      input: {
        variantId,
        warehouseCode: warehouse.code,
        change: -onHand,
        reason: 'bench',
        idempotencyKey: randomUUID(),
      },
    });
  await receive(admin, [{ variantId, warehouseCode, quantity }]);
}
