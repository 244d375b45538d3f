import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { catalog } from './subgraph.ts';
import { importItems, item, seedShop } from './testing/shop.ts';

interface Answer {
  products: {
    correctedQuery: string | null;
    totalCount: number;
    edges: { cursor: string; node: { title: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    facets: { attribute: { code: string }; values: { value: string; count: number; selected: boolean }[] }[];
  };
}

let shop: TestSubgraph;
beforeAll(async () => {
  shop = await startTestSubgraph(catalog, { shared });
  await seedShop(shop);
});
afterAll(() => shop?.stop());

const DOCUMENT = `query ($query: String, $filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String) {
  products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
    correctedQuery totalCount
    edges { cursor node { title(language: EN) } }
    pageInfo { hasNextPage endCursor }
    facets { attribute { code } values { value count selected } }
  }
}`;

async function ask(variables: Record<string, unknown>) {
  const { data, errors } = await shop.execute<Answer>({ query: DOCUMENT, variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data!.products;
}
const titles = async (variables: Record<string, unknown>) => (await ask(variables)).edges.map(({ node }) => node.title);

describe('search', () => {
  it.each([
    ['a Russian word in another case and number', 'матрасы', ['Orthopaedic mattress Cloud', 'Firm mattress Stone']],
    ['a Russian adjective of another gender', 'ортопедическая', ['Orthopaedic mattress Cloud']],
    ['ё written as е', 'жесткий', ['Firm mattress Stone']],
    ['an English word in the plural', 'mattresses', ['Orthopaedic mattress Cloud', 'Firm mattress Stone']],
    ['a brand', 'granite', ['Bed Pine', 'Firm mattress Stone']],
    ['an SKU', 'glow-0', ['Table lamp Glow']],
    ['the category above', 'кровати', ['Bed Pine', 'Orthopaedic mattress Cloud', 'Firm mattress Stone']],
    ['capitals and spaces', '  ЛАМПА ', ['Table lamp Glow']],
    ['nothing of the kind', 'велосипед', []],
  ])('finds %s: %s', async (_what, query, expected) => {
    expect(new Set(await titles({ query }))).toEqual(new Set(expected));
  });

  it.each([
    ['матрац ортопидический', 'матрас ортопедический', ['Orthopaedic mattress Cloud']],
    ['отропедический', 'ортопедический', ['Orthopaedic mattress Cloud']],
    ['настольня лмпа', 'настольная лампа', ['Table lamp Glow']],
    ['orthopedic matress', 'orthopaedic mattress', ['Orthopaedic mattress Cloud']],
    ['настольная лмпа хрякотень', 'настольная лампа', ['Table lamp Glow']],
    ['grannit', 'granite', ['Bed Pine', 'Firm mattress Stone']],
  ])('takes “%s” for “%s”, and says so', async (query, corrected, expected) => {
    const found = await ask({ query });
    expect(found.correctedQuery).toBe(corrected);
    expect(new Set(found.edges.map(({ node }) => node.title))).toEqual(new Set(expected));
  });

  it('puts words of the title before words of the description', async () => {
    await importItems(shop, [
      {
        ...item('aside', { en: 'Bedside thing', category: 'lamps' }),
        product: {
          ...item('aside', { en: 'Bedside thing', category: 'lamps' }).product,
          description: { en: 'Goes with the bed Pine.' },
        },
      },
    ]);
    expect(await titles({ query: 'pine' })).toEqual(['Bed Pine', 'Bedside thing']);
  });

  it('finds nothing, rather than everything, for a query without words', async () => {
    expect(await ask({ query: '  ' })).toMatchObject({ totalCount: 0, edges: [], facets: [] });
    expect(await titles({ query: '!!! &|' })).toEqual([]);
  });

  it('does not find what is not published', async () => {
    expect(await titles({ query: 'draft' })).toEqual([]);
  });
});

describe('filters and facets', () => {
  it('keeps products with a variant in the range of prices', async () => {
    const filter = (min?: string, max?: string) => titles({ query: 'матрас', filter: { price: { min, max } } });
    expect(await filter('26000', '30000')).toEqual(['Orthopaedic mattress Cloud']);
    expect(await filter('26000', '29999.99')).toEqual([]);
    expect(await filter(undefined, '15000')).toEqual(['Firm mattress Stone']);
  });

  it('counts the alternatives of an attribute that is filtered by, and honours all other filters', async () => {
    const { facets, totalCount } = await ask({
      query: 'матрас',
      filter: { attributes: [{ code: 'firmness', values: ['soft'] }] },
    });
    expect(totalCount).toBe(1);
    const facet = (code: string) => facets.find(({ attribute }) => attribute.code === code)?.values;
    expect(facet('firmness')).toEqual([
      { value: 'medium', count: 1, selected: false },
      { value: 'soft', count: 1, selected: true },
    ]);
    expect(facet('brand')).toEqual([{ value: 'aurora', count: 1, selected: false }]);
  });

  it('takes values of one attribute for alternatives and attributes together', async () => {
    const both = { attributes: [{ code: 'firmness', values: ['soft', 'medium'] }], brands: ['granite'] };
    expect(new Set(await titles({ filter: both }))).toEqual(new Set(['Firm mattress Stone', 'Bed Pine']));
    expect(await titles({ filter: { ...both, attributes: [{ code: 'firmness', values: ['soft'] }] } })).toEqual([]);
  });
});

describe('pages', () => {
  const SORTS = ['RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'TITLE'];

  it.each(SORTS)('neither repeat nor skip a product under %s while others are added', async (sort) => {
    const word = `Пуф${sort.replace('_', '')}`;
    const puffs = Array.from({ length: 23 }, (_, n) =>
      item(`${sort}-${n}`, {
        ru: `${word} ${'я'.repeat(n % 3)}`,
        en: `Pouf ${n}`,
        category: 'lamps',
        prices: [500 + (n % 4) * 10],
      }),
    );
    await importItems(shop, puffs);
    const seen: string[] = [];
    for (let after: string | null | undefined; ; ) {
      const page = await ask({ query: word, sort, first: 5, after });
      seen.push(...page.edges.map(({ node }) => node.title));
      await importItems(shop, [
        item(`${sort}-more-${seen.length}`, {
          ru: `${word} ещё`,
          en: `Pouf late ${seen.length}`,
          category: 'lamps',
          prices: [505],
        }),
      ]);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(puffs.map(({ product }) => product.title.en)));
  });

  it('are in the order asked for', async () => {
    const filter = { brands: ['granite'] };
    expect(await titles({ filter, sort: 'PRICE_DESC' })).toEqual(['Bed Pine', 'Firm mattress Stone']);
    expect(await titles({ filter, sort: 'PRICE_ASC' })).toEqual(['Firm mattress Stone', 'Bed Pine']);
    expect(await titles({ filter, sort: 'TITLE' })).toEqual(['Firm mattress Stone', 'Bed Pine']);
  });
});

describe('bad input is refused with a code', () => {
  const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const id = '01a1fc58-968f-74a8-bb96-b097b84e61e3';
  it.each<[string, Record<string, unknown>]>([
    ['no product at all', { first: 0 }],
    ['a negative page', { first: -1 }],
    ['too large a page', { first: 101 }],
    ['too long a query', { query: 'x'.repeat(201) }],
    ['a cursor that is no cursor', { after: 'zzz' }],
    ['a cursor of another sort', { sort: 'TITLE', after: cursor('PRICE_ASC', '1', id, '') }],
    ['a cursor with a forged number', { sort: 'PRICE_ASC', after: cursor('PRICE_ASC', '1); drop', id, '') }],
    ['a cursor with a huge number', { sort: 'PRICE_ASC', after: cursor('PRICE_ASC', '9'.repeat(40), id, '') }],
    ['a cursor with a forged id', { sort: 'TITLE', after: cursor('TITLE', 'a', "' or 1", '') }],
    ['a price that is none', { filter: { price: { min: 'much' } } }],
    ['a price of too many digits', { filter: { price: { min: '1.999' } } }],
    ['no values', { filter: { attributes: [{ code: 'size', values: [] }] } }],
    ['too many values', { filter: { attributes: [{ code: 'size', values: Array.from({ length: 51 }, String) }] } }],
    [
      'too many attributes',
      { filter: { attributes: Array.from({ length: 21 }, (_, n) => ({ code: `c${n}`, values: ['1'] })) } },
    ],
    ['too long a value', { filter: { brands: ['x'.repeat(101)] } }],
    ['a NUL in a value', { filter: { brands: ['\0'] } }],
    ['a sort that is none', { sort: 'CHEAPEST' }],
  ])('%s', async (_what, variables) => {
    const { errors } = await shop.execute({ query: DOCUMENT, variables });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });

  it.each([
    ['quotes', '"ортопед'],
    ['operators', 'матрас & | ! <-> :*'],
    ['NUL', 'мат\0рас'],
    ['SQL', "'; drop table product; --"],
    ['emoji', '🛏️🛏️'],
    ['many words', 'матрас '.repeat(28)],
  ])('a query of %s is only words', async (_what, query) => {
    const { errors } = await shop.execute({ query: DOCUMENT, variables: { query } });
    expect(errors).toBeUndefined();
  });

  it.each([
    ['{ category(slug: "no-such") { id } }', 'category'],
    ['{ product(id: "1") { id } }', 'product'],
    [`{ product(id: "${id}") { id } }`, 'product'],
    ['{ variant(id: "\'") { id } }', 'variant'],
    ['{ variantBySku(sku: "no such") { id } }', 'variantBySku'],
    [`{ productBySlug(slug: "${'x'.repeat(500)}") { id } }`, 'productBySlug'],
    ['{ productBySlug(slug: "\\u0000") { id } }', 'productBySlug'],
  ])('an unknown thing is null: %s', async (query, field) => {
    expect(await shop.execute({ query })).toEqual({ data: { [field]: null } });
  });
});
