import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { productChanged, productPublished, productUnpublished, structureChanged } from './events.ts';
import { catalog } from './subgraph.ts';
import { importItems, item, rub, SELLER, seedShop } from './testing/shop.ts';

let shop: TestSubgraph;
beforeAll(async () => {
  shop = await startTestSubgraph(catalog, { shared });
  await seedShop(shop);
});
afterAll(() => shop?.stop());

const SAVED = `__typename
  ... on Product { id slug published title(language: EN) variants { id sku price { now { amount } was { amount } } purchasable } }
  ... on Refusal { code message } ... on InvalidInput { field } ... on SlugTaken { slug } ... on SkuTaken { sku }`;
const CREATE = `mutation ($input: CreateProductInput!) { createProduct(input: $input) { ${SAVED} } }`;
const UPDATE = `mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { ${SAVED} } }`;
const SEEN = '__typename ... on Product { id published } ... on Refusal { code }';
const PUBLISH = `mutation ($id: ID!) { publishProduct(id: $id) { ${SEEN} } }`;
const UNPUBLISH = `mutation ($id: ID!) { unpublishProduct(id: $id) { ${SEEN} } }`;
const UPDATE_VARIANT = `mutation ($input: UpdateVariantInput!) {
  updateVariant(input: $input) {
    __typename
    ... on Variant { sku price { now { amount } was { amount } } options { code value(language: RU) } purchasable }
    ... on Refusal { code }
  }
}`;
const SET_PRICES = `mutation ($input: [SetPriceInput!]!) {
  setPrices(input: $input) {
    variants { sku price { now { amount } was { amount } } }
    refused { index key reason { __typename code } }
  }
}`;
const ENTITY = `query ($references: [_Any!]!) {
  _entities(representations: $references) {
    ... on Variant { sku purchasable price { now { amount currency } } product { id title } }
  }
}`;

interface Saved {
  __typename: string;
  id: string;
  slug: string;
  published: boolean;
  variants: { id: string; sku: string }[];
}
interface Entity {
  sku: string;
  purchasable: boolean;
  price: { now: { amount: string } };
}

async function run<T>(query: string, variables: Record<string, unknown>, viewer: Viewer = SELLER): Promise<T> {
  const { data, errors } = await shop.execute<Record<string, T>>({ query, variables }, viewer);
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data!)[0] as T;
}
const input = (over: object = {}) => ({
  title: { ru: 'Тумба', en: 'Night stand' },
  category: 'beds',
  variants: [{ sku: newId(), price: rub(5000) }],
  ...over,
});
const entity = async (id: string): Promise<Entity | null> =>
  (await run<(Entity | null)[]>(ENTITY, { references: [{ __typename: 'Variant', id }] }, GUEST))[0] ?? null;

describe('a product', () => {
  it('is seen by nobody but staff until it is published, and by orders also when it is hidden again', async () => {
    const created = await run<Saved>(CREATE, { input: input({ slug: 'night-stand' }) });
    expect(created).toMatchObject({ __typename: 'Product', published: false });
    const { id, variants } = created;
    const browse = (viewer: Viewer) =>
      run<object | null>('query ($id: ID!) { product(id: $id) { id } }', { id }, viewer);
    expect([await browse(GUEST), await browse(SELLER)]).toEqual([null, { id }]);
    expect(await entity(variants[0]!.id)).toBeNull();

    expect(await run<Saved>(PUBLISH, { id })).toMatchObject({ published: true });
    expect(await browse(GUEST)).toEqual({ id });
    expect(await entity(variants[0]!.id)).toMatchObject({ purchasable: true });

    expect(await run<Saved>(UNPUBLISH, { id })).toMatchObject({ published: false });
    expect(await browse(GUEST)).toBeNull();
    expect(await entity(variants[0]!.id)).toMatchObject({ purchasable: false });
    await eventually(() => shop.published(productUnpublished).length === 1);
    expect(shop.published(productPublished).filter(({ data }) => data.productId === id)).toHaveLength(1);
    expect(shop.published(productUnpublished)[0]!.data.variantIds).toEqual(variants.map((variant) => variant.id));
  });

  it('keeps what an update does not mention, and variants it has', async () => {
    const { id, variants } = await run<Saved>(CREATE, { input: input({ brand: 'Granite' }) });
    const sku = newId();
    await run(UPDATE, { input: { id, title: { en: 'Stand' }, variants: [{ sku, price: rub(7000) }] } });
    const product = await run(
      `query ($id: ID!) { product(id: $id) { title(language: EN) brand { name } category { slug } variants { sku } } }`,
      { id },
    );
    expect(product).toEqual({
      title: 'Stand',
      brand: { name: 'Granite' },
      category: { slug: 'beds' },
      variants: [{ sku: variants[0]!.sku }, { sku }],
    });
  });

  it('is told of at most once when nothing changes', async () => {
    const { id } = await run<Saved>(CREATE, { input: input() });
    await run(PUBLISH, { id });
    await run(PUBLISH, { id });
    await run(UPDATE, { input: { id, brand: 'Granite' } });
    await eventually(() => shop.published(productChanged).some(({ data }) => data.productId === id));
    expect(shop.published(productPublished).filter(({ data }) => data.productId === id)).toHaveLength(1);
  });
});

describe('refusals', () => {
  const unknown = newId();
  const long = (length: number) => 'x'.repeat(length);
  it.each<[string, object, string, object]>([
    ['a slug that is taken', { slug: 'bed-pine' }, 'SLUG_TAKEN', { slug: 'bed-pine' }],
    ['an SKU that is taken', { variants: [{ sku: 'pine-0', price: rub(1) }] }, 'SKU_TAKEN', { sku: 'pine-0' }],
    ['an unknown category', { category: 'no-such' }, 'NOT_FOUND', {}],
    ['an unknown attribute', { attributes: [{ code: 'smell', value: 'rose' }] }, 'NOT_FOUND', {}],
    ['no variants', { variants: [] }, 'INVALID_INPUT', { field: 'variants' }],
    ['a price of nothing', { variants: [{ sku: 'z', price: rub(0) }] }, 'INVALID_INPUT', { field: 'variants.0.price' }],
    ['a negative price', { variants: [{ sku: 'z', price: rub(-1) }] }, 'INVALID_INPUT', { field: 'variants.0.price' }],
    ['a huge price', { variants: [{ sku: 'z', price: rub(1e9) }] }, 'INVALID_INPUT', { field: 'variants.0.price' }],
    ['another currency', { variants: [{ sku: 'z', price: { amount: '1', currency: 'USD' } }] }, 'INVALID_INPUT', {}],
    ['half a kopeck', { variants: [{ sku: 'z', price: { amount: '1.005', currency: 'RUB' } }] }, 'INVALID_INPUT', {}],
    [
      'a reduction that is none',
      { variants: [{ sku: 'z', price: rub(5), was: rub(5) }] },
      'INVALID_INPUT',
      { field: 'variants.0.was' },
    ],
    [
      'an SKU twice',
      {
        variants: [
          { sku: 'z', price: rub(5) },
          { sku: 'z', price: rub(6) },
        ],
      },
      'INVALID_INPUT',
      { field: 'variants.1.sku' },
    ],
    ['an SKU with spaces', { variants: [{ sku: 'a b', price: rub(5) }] }, 'INVALID_INPUT', { field: 'variants.0.sku' }],
    ['no title', { title: { ru: '  ' } }, 'INVALID_INPUT', { field: 'title' }],
    ['too long a title', { title: { en: long(201) } }, 'INVALID_INPUT', { field: 'title' }],
    ['a NUL in a title', { title: { en: 'a\0b' } }, 'INVALID_INPUT', { field: 'title' }],
    ['half a character in a title', { title: { en: 'a\ud800' } }, 'INVALID_INPUT', { field: 'title' }],
    ['a NUL in a brand', { brand: 'a\0b' }, 'INVALID_INPUT', { field: 'brand' }],
    ['half a character in a brand', { brand: 'a\ud800' }, 'INVALID_INPUT', { field: 'brand' }],
    [
      'half a character in a value',
      { attributes: [{ code: 'size', value: '\udc00' }] },
      'INVALID_INPUT',
      { field: 'attributes.0.value' },
    ],
    ['a slug that is none', { slug: 'Ä b' }, 'INVALID_INPUT', { field: 'slug' }],
    [
      'a picture that runs scripts',
      { media: [{ source: 'javascript:alert(1)', alt: { en: 'x' } }] },
      'INVALID_INPUT',
      { field: 'media.0.source' },
    ],
    [
      'too many attributes',
      { attributes: Array.from({ length: 51 }, (_, n) => ({ code: 'size', value: `${n}` })) },
      'INVALID_INPUT',
      { field: 'attributes' },
    ],
  ])('name %s', async (_what, over, code, facts) => {
    expect(await run(CREATE, { input: input(over) })).toMatchObject({ code, ...facts });
  });

  it.each([
    [UPDATE, { input: { id: unknown, brand: 'X' } }],
    [UPDATE, { input: { id: 'nonsense', brand: 'X' } }],
    [PUBLISH, { id: unknown }],
    [UNPUBLISH, { id: "'; --" }],
    [UPDATE_VARIANT, { input: { id: unknown, purchasable: false } }],
    [UPDATE_VARIANT, { input: { id: '1', price: rub(5) } }],
  ])('name what does not exist: %s %j', async (document, variables) => {
    expect(await run(document, variables)).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' });
  });

  it.each<[string, Viewer, string]>([
    ['guests', GUEST, 'UNAUTHENTICATED'],
    ['buyers', { kind: 'user', id: newId(), roles: ['buyer'], sessionId: newId() }, 'FORBIDDEN'],
  ])('keep %s out', async (_who, viewer, code) => {
    for (const [query, variables] of [
      [CREATE, { input: input() }],
      [UPDATE, { input: { id: unknown } }],
      [UPDATE_VARIANT, { input: { id: unknown } }],
      [SET_PRICES, { input: [] }],
      [PUBLISH, { id: unknown }],
      ['mutation { importProducts(input: []) { created } }', {}],
      ['mutation { importCategories(input: []) { created } }', {}],
      ['mutation { importAttributes(input: []) { created } }', {}],
    ] as const) {
      const { errors } = await shop.execute({ query, variables }, viewer);
      expect(errors?.[0]?.extensions?.code).toBe(code);
    }
  });
});

describe('prices', () => {
  it('are set many at a time; those that cannot be are told and keep no other back', async () => {
    const answer = await run(SET_PRICES, {
      input: [
        { sku: 'stone-0', now: rub(14000), was: rub(15000) },
        { sku: 'no-such', now: rub(1) },
        { sku: 'pine-0', now: rub(0) },
        { sku: 'glow-0', now: rub(1900) },
        { sku: 'glow-0', now: rub(1800) },
      ],
    });
    expect(answer).toEqual({
      variants: [
        { sku: 'stone-0', price: { now: { amount: '14000.00' }, was: { amount: '15000.00' } } },
        { sku: 'glow-0', price: { now: { amount: '1900.00' }, was: null } },
      ],
      refused: [
        { index: 1, key: 'no-such', reason: { __typename: 'NotFound', code: 'NOT_FOUND' } },
        { index: 2, key: 'pine-0', reason: { __typename: 'InvalidInput', code: 'INVALID_INPUT' } },
        { index: 4, key: 'glow-0', reason: { __typename: 'InvalidInput', code: 'INVALID_INPUT' } },
      ],
    });
  });

  it('are the new ones for whoever asks after the mutation has answered, in lists too', async () => {
    const { variants } = await importItems(shop, [item('quick', { prices: [1000], category: 'lamps' })]);
    const id = variants[0]!.id;
    const cheapest = async () =>
      (
        await run<{ edges: { node: { slug: string } }[] }>(
          '{ products(sort: PRICE_ASC, first: 1) { edges { node { slug } } } }',
          {},
          GUEST,
        )
      ).edges[0]!.node.slug;
    for (const amount of [900, 800, 700, 600]) {
      await entity(id);
      await run(SET_PRICES, { input: [{ sku: 'quick-0', now: rub(amount) }] });
      expect((await entity(id))!.price.now.amount).toBe(`${amount}.00`);
    }
    expect(await cheapest()).toBe('quick');
    await run(SET_PRICES, { input: [{ sku: 'quick-0', now: rub(90000) }] });
    expect(await cheapest()).not.toBe('quick');
  });

  it('of variants that are warm cost neither SQL nor Redis', async () => {
    const { variants } = await importItems(shop, [item('warm', { prices: [1000] })]);
    const beyond = async () =>
      (await metrics.getSingleMetric('cache_reads_total')!.get()).values.reduce((sum, { value }) => sum + value, 0);
    // The event of the import forgets once more what the import forgot.
    await eventually(() =>
      shop.published(productPublished).some(({ data }) => data.variantIds.includes(variants[0]!.id)),
    );
    await eventually(async () => {
      await entity(variants[0]!.id);
      const before = await beyond();
      for (let n = 0; n < 100; n += 1) await entity(variants[0]!.id);
      return (await beyond()) === before;
    });
  });

  it('do not grow old when a process died before it could tell of a change', async () => {
    const { variants } = await importItems(shop, [item('orphan', { prices: [1000] })]);
    const { id, product } = variants[0]!;
    await entity(id);
    // What a dead process leaves behind: the commit and the event, no word to Redis.
    await shop.db.sql`update variant set price = 77700 where id = ${id}::uuid`;
    await shop.publish(productChanged, { productId: product.id, variantIds: [id], at: new Date().toISOString() });
    await eventually(async () => (await entity(id))!.price.now.amount === '777.00');
  });

  it('and options of one variant can be changed alone', async () => {
    const { variants } = await importItems(shop, [item('alone', { prices: [1000, 2000] })]);
    const { id } = variants[0]!;
    expect(await run(UPDATE_VARIANT, { input: { id, price: rub(500), was: rub(600), purchasable: false } })).toEqual({
      __typename: 'Variant',
      sku: 'alone-0',
      price: { now: { amount: '500.00' }, was: { amount: '600.00' } },
      options: [{ code: 'size', value: '160x200' }],
      purchasable: false,
    });
    expect(await run(UPDATE_VARIANT, { input: { id, was: rub(600) } })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await run(UPDATE_VARIANT, { input: { id, options: [{ code: 'smell', value: 'x' }] } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an import', () => {
  it('changes nothing when it is the same, and only what differs when it is not', async () => {
    const items = [item('again-1'), item('again-2')];
    expect(await importItems(shop, items)).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
    expect(await importItems(shop, items)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = [items[0]!, item('again-2', { prices: [1234] })];
    expect(await importItems(shop, changed)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  });

  it('brings back what was changed by hand since', async () => {
    const items = [item('by-hand', { prices: [1000] })];
    await importItems(shop, items);
    await run(SET_PRICES, { input: [{ sku: 'by-hand-0', now: rub(1) }] });
    expect(await importItems(shop, items)).toMatchObject({ updated: 1 });
    const { now } = (
      await run<{ price: { now: object } }>('{ variantBySku(sku: "by-hand-0") { price { now { amount } } } }', {})
    ).price;
    expect(now).toEqual({ amount: '1000.00' });
  });

  it('no longer offers variants that are gone, and keeps their ids when they come back', async () => {
    const both = await importItems(shop, [item('shrinks', { prices: [1000, 2000] })]);
    await importItems(shop, [item('shrinks', { prices: [1000] })]);
    const gone = both.variants[1]!;
    expect(await entity(gone.id)).toMatchObject({ sku: 'shrinks-1', purchasable: false });
    expect((await importItems(shop, [item('shrinks', { prices: [1000, 2000] })])).variants).toEqual(both.variants);
    expect(await entity(gone.id)).toMatchObject({ purchasable: true });
  });

  it('refuses items one by one', async () => {
    const answer = await importItems(shop, [
      item('fine'),
      item('fine'),
      item('nowhere', { category: 'no-such' }),
      { ...item('thief'), product: { ...item('thief').product, variants: [{ sku: 'pine-0', price: rub(1) }] } },
      { ...item('first'), product: { ...item('first').product, slug: 'same-slug' } },
      { ...item('second'), product: { ...item('second').product, slug: 'same-slug' } },
    ]);
    expect(answer.created).toBe(2);
    expect(answer.refused.map(({ index, key, reason }) => [index, key, reason.code])).toEqual([
      [1, 'fine', 'INVALID_INPUT'],
      [2, 'nowhere', 'NOT_FOUND'],
      [3, 'thief', 'SKU_TAKEN'],
      [5, 'second', 'SLUG_TAKEN'],
    ]);
  });

  it('gives products of one title slugs of their own', async () => {
    const { variants } = await importItems(shop, [
      item('twin-1', { en: 'Twin lamp' }),
      item('twin-2', { en: 'Twin lamp' }),
    ]);
    expect(variants.map(({ product }) => product.slug)).toEqual(['twin-lamp', 'twin-lamp-twin-2']);
  });

  it('at the same time as others neither fails nor makes anything twice', async () => {
    const items = Array.from({ length: 20 }, (_, n) => item(`race-${n}`));
    const answers = await Promise.all([
      importItems(shop, items),
      importItems(shop, items.toReversed()),
      importItems(shop, items),
    ]);
    expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(20);
    expect(answers.flatMap(({ refused }) => refused)).toEqual([]);
  });

  it('of too many items is refused as a whole', async () => {
    const { errors } = await shop.execute(
      {
        query: 'mutation ($input: [ImportProductInput!]!) { importProducts(input: $input) { created } }',
        variables: { input: Array.from({ length: 501 }, (_, n) => item(`many-${n}`)) },
      },
      SELLER,
    );
    expect(errors?.[0]?.extensions?.code).toBe('TOO_LARGE');
  });
});

describe('categories', () => {
  const CATEGORY = `mutation ($input: CreateCategoryInput!) {
    createCategory(input: $input) { __typename ... on Category { slug path { slug } } ... on Refusal { code } }
  }`;
  it('are added below others and seen at once', async () => {
    const made = await run(CATEGORY, { input: { slug: 'cots', name: { ru: 'Колыбели', en: 'Cots' }, parent: 'beds' } });
    expect(made).toEqual({ __typename: 'Category', slug: 'cots', path: [{ slug: 'beds' }, { slug: 'cots' }] });
    await importItems(shop, [item('cot-1', { category: 'cots' })]);
    const total = await run<{ products: { totalCount: number } }>(
      '{ category(slug: "cots") { products { totalCount } } }',
      {},
    );
    expect(total.products.totalCount).toBe(1);
  });

  it.each([
    [{ slug: 'beds', name: { en: 'Beds' } }, 'SLUG_TAKEN'],
    [{ slug: 'x', name: { en: 'X' }, parent: 'no-such' }, 'NOT_FOUND'],
    [{ slug: 'Not a slug', name: { en: 'X' } }, 'INVALID_INPUT'],
    [{ slug: 'x', name: {} }, 'INVALID_INPUT'],
  ])('are refused: %j', async (category, code) => {
    expect(await run(CATEGORY, { input: category })).toMatchObject({ code });
  });

  it('cannot be put below themselves', async () => {
    const answer = await run<{ refused: { reason: { code: string } }[] }>(
      `mutation ($input: [CreateCategoryInput!]!) { importCategories(input: $input) { refused { reason { code } } } }`,
      { input: [{ slug: 'beds', name: { ru: 'Кровати', en: 'Beds' }, parent: 'mattresses' }] },
    );
    expect(answer.refused).toEqual([{ reason: { code: 'INVALID_INPUT' } }]);
  });

  it('tell the house what of them changed, and nothing when nothing did', async () => {
    const rename = (slug: string, en: string) =>
      run<{ updated: number }>(
        'mutation ($input: [CreateCategoryInput!]!) { importCategories(input: $input) { updated } }',
        { input: [{ slug, name: { ru: en, en }, position: 7 }] },
      );
    const told = () => shop.published(structureChanged).map(({ data }) => data.categories);
    expect((await rename('lamps', 'Lights')).updated).toBe(1);
    expect((await rename('lamps', 'Lights')).updated).toBe(0);
    expect((await rename('beds', 'Places to sleep')).updated).toBe(1);
    await eventually(() => expect(told().slice(-2)).toEqual([['lamps'], ['beds']]));
  });

  it('that another process changed are as they are now', async () => {
    const name = async () =>
      (await run<{ name: string }>('{ category(slug: "lamps") { name(language: EN) } }', {})).name;
    await name();
    await shop.db.sql`update category set name_en = 'Lanterns' where slug = 'lamps'`;
    const at = new Date().toISOString();
    await shop.publish(structureChanged, { structureId: newId(), categories: ['lamps'], attributes: [], at });
    await eventually(async () => expect(await name()).toBe('Lanterns'));
  });
});
