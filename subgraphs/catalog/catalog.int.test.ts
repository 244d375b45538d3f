import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { catalog } from './subgraph.ts';
import { importItems, item, seedShop } from './testing/shop.ts';

interface Page {
  name: string;
  path: object[];
  products: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { cursor: string; node: { id: string; title: string } }[];
    facets: object[];
  };
}

let shop: TestSubgraph;
beforeAll(async () => {
  shop = await startTestSubgraph(catalog, { shared });
  await seedShop(shop);
});
afterAll(() => shop?.stop());

describe('a page of a category', () => {
  it('answers the storefront’s own document', async () => {
    const query = readFileSync(new URL('../../schema/operations/category-page.graphql', import.meta.url), 'utf8')
      // Availability is inventory's.
      .replace(/availability \{[^}]*\}/, '');
    const { data, errors } = await shop.execute<{ category: Page }>({
      query,
      variables: { slug: 'beds', first: 2, lang: 'EN', sort: 'PRICE_ASC' },
    });
    expect(errors).toBeUndefined();
    const { name, path, products } = data!.category;
    expect({ name, path }).toEqual({ name: 'Beds', path: [{ name: 'Beds', slug: 'beds' }] });
    expect(products.totalCount).toBe(3);
    expect(products.pageInfo.hasNextPage).toBe(true);
    expect(products.edges.map(({ node }) => node)).toEqual([
      expect.objectContaining({
        title: 'Firm mattress Stone',
        brand: { name: 'Granite' },
        priceRange: { min: { amount: '15000.00', currency: 'RUB' }, max: { amount: '15000.00', currency: 'RUB' } },
      }),
      expect.objectContaining({
        title: 'Orthopaedic mattress Cloud',
        media: [
          {
            url: 'http://127.0.0.1:4000/catalog/media/mattress-4f7a8c-e8ddd0-1.svg?width=320',
            alt: 'Ортопедический матрас «Облако»',
          },
        ],
        priceRange: { min: { amount: '25000.00', currency: 'RUB' }, max: { amount: '30000.00', currency: 'RUB' } },
      }),
    ]);
    expect(products.facets).toContainEqual({
      attribute: { code: 'firmness', name: 'Firmness' },
      values: [
        { value: 'medium', count: 2 },
        { value: 'soft', count: 1 },
      ],
    });
  });
});

describe('what an order or a cart shows of its goods', () => {
  const statements = async () => {
    const { values } = await metrics.getSingleMetric('sql_statements_total')!.get();
    return values.find(({ labels }) => labels.owner === 'catalog')?.value ?? 0;
  };

  it('is read by a statement for all sixty lines, and none for each', async () => {
    const items = Array.from({ length: 60 }, (_, nth) => item(`sixty-${nth}`));
    const { variants } = await importItems(shop, items);
    const of = variants.map(({ id }) => ({ __typename: 'Variant', id }));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Variant { sku price { now { amount } } product { id title } } } }`;
    const [before, began] = [await statements(), performance.now()];
    const { data } = await shop.execute<{ _entities: { product: { title: string } }[] }>({ query, variables: { of } });
    // The relay of the outbox looks by itself, about once a second.
    const looks = Math.ceil((performance.now() - began) / 1000);
    expect((await statements()) - before).toBeLessThanOrEqual(5 + looks);
    expect(data!._entities.map(({ product }) => product.title)).toEqual(items.map(({ key }) => key));
  });
});

describe('pictures', () => {
  it('are SVG of the width asked for, cached for ever and without any right', async () => {
    const url = await shop.listen();
    const answer = await fetch(new URL('/catalog/media/sofa-4f7a8c-e8ddd0-2.svg?width=160', url));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(await answer.text()).toMatch(/^<svg [^>]*width="160"/);
  });

  it.each([
    ['sofa-4f7a8c-e8ddd0-2.svg?width=15', 400],
    ['sofa-4f7a8c-e8ddd0-2.svg?width=2001', 400],
    ['sofa-4f7a8c-e8ddd0-2.svg?width=1e9999', 400],
    ['sofa-4f7a8c-e8ddd0-2.svg?width=160&width=170', 400],
    ['sofa-4f7a8c-e8ddd0-2.png', 404],
    ['..%2f..%2fetc%2fpasswd', 404],
    ['%3Cscript%3E.svg', 404],
  ])('are refused: %s', async (path, status) => {
    expect((await fetch(new URL(`/catalog/media/${path}`, await shop.listen()))).status).toBe(status);
  });
});
