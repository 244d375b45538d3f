import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { catalog } from './subgraph.ts';
import { seedShop } from './testing/shop.ts';

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
