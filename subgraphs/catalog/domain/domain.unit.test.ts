import { describe, expect, it } from 'vitest';
import { CategoryTree, subtree } from './category-tree.ts';
import { isSortKey, ListingInputError, readFilter, readQuery, readSort } from './listing.ts';
import { drawPicture, readPictureName } from './picture.ts';
import { derive, type ProductState, priced, publish, unpublish } from './product.ts';
import type { ProductDraft } from './product-input.ts';
import { type Surroundings, saveProduct } from './save-product.ts';
import { isSlug, plain, slugify, wordsOf } from './texts.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const product: ProductState = {
  id: 'p1',
  externalKey: null,
  slug: 'cloud',
  title: { RU: 'Матрас', EN: 'Mattress' },
  description: { RU: '', EN: '' },
  brandId: 'b1',
  categoryId: 'c1',
  attributes: [['firmness', 'soft']],
  media: [],
  published: false,
  publishedAt: null,
  importDigest: 'digest',
  variants: [
    {
      id: 'v1',
      sku: 'A',
      options: [['size', '160x200']],
      attributes: [],
      media: [],
      price: 500,
      was: 700,
      purchasable: true,
    },
    {
      id: 'v2',
      sku: 'B',
      options: [['size', '90x200']],
      attributes: [],
      media: [],
      price: 300,
      was: null,
      purchasable: false,
    },
  ],
};

describe('texts', () => {
  it.each([
    ['Матрас «Ёлка» 160×200', 'matras-elka-160-200'],
    ['Crème brûlée!', 'creme-brulee'],
    ['Щука & Ъ', 'shchuka'],
    ['***', ''],
    ['-a--b-', 'a-b'],
  ])('make a slug of “%s”', (text, slug) => {
    expect(slugify(text)).toBe(slug);
    if (slug) expect(isSlug(slug)).toBe(true);
  });

  it('keep й and fold ё, accents and case', () => {
    expect(plain('ЁЖ и Йод, Café')).toBe('еж и йод, cafe');
  });

  it('hold words of three letters and more, once', () => {
    expect(wordsOf('На столе: лампа, ЛАМПА', 'T-light №5')).toEqual(['столе', 'лампа', 'light']);
  });
});

describe('a product', () => {
  const names = {
    brand: () => ({ slug: 'aurora', name: 'Aurora' }),
    categoryPath: () => [{ RU: 'Сон', EN: 'Sleep' }],
    label: ([, value]: readonly [string, string]) => ({ RU: `ру-${value}`, EN: value }),
  };

  it('is found by its brand, category, attributes and SKUs, and priced by what is offered', () => {
    expect(derive(product, names)).toEqual({
      minPrice: 500,
      maxPrice: 500,
      facets: ['brand=aurora', 'firmness=soft', 'size=160x200', 'size=90x200'],
      keywords: {
        RU: 'Сон, Aurora, ру-soft, ру-160x200, ру-90x200, A, B',
        EN: 'Sleep, Aurora, soft, 160x200, 90x200, A, B',
      },
    });
  });

  it('remembers when it was published first', () => {
    const shown = publish(product, NOW);
    expect(shown).toMatchObject({ published: true, publishedAt: NOW });
    const again = publish(unpublish(shown), new Date(NOW.getTime() + 1));
    expect(again.publishedAt).toBe(NOW);
  });

  it('is the same object when nothing changes', () => {
    expect(publish(publish(product, NOW), NOW)).toEqual(publish(product, NOW));
    expect(unpublish(product)).toBe(product);
    expect(priced(product.variants[0]!, 500, 700)).toBe(product.variants[0]);
  });
});

describe('saving a product', () => {
  const around = (over: Partial<Surroundings> = {}): Surroundings => ({
    categoryId: (slug) => (slug === 'sleep' ? 'c1' : undefined),
    brandId: (name) => `brand-${name}`,
    knowsAttribute: (code) => code === 'size',
    slugOwner: () => undefined,
    skuOwner: () => undefined,
    newId: () => 'new',
    ...over,
  });
  const draft = (over: Partial<ProductDraft> = {}): ProductDraft => ({
    slug: undefined,
    title: { RU: 'Плед', EN: 'Throw' },
    description: undefined,
    brand: undefined,
    category: 'sleep',
    attributes: undefined,
    media: undefined,
    variants: [
      {
        sku: 'T',
        options: undefined,
        attributes: undefined,
        media: undefined,
        price: 100,
        was: null,
        purchasable: true,
      },
    ],
    ...over,
  });

  it.each<[string, ProductDraft, Partial<Surroundings>, string]>([
    ['no title', draft({ title: undefined }), {}, 'INVALID_INPUT'],
    ['an unknown category', draft({ category: 'x' }), {}, 'NOT_FOUND'],
    ['an unknown attribute', draft({ attributes: [['smell', 'rose']] }), {}, 'NOT_FOUND'],
    ['a slug of another', draft({ slug: 'throw' }), { slugOwner: () => 'other' }, 'SLUG_TAKEN'],
    ['an SKU of another', draft(), { skuOwner: () => 'other' }, 'SKU_TAKEN'],
    ['no variant', draft({ variants: [] }), {}, 'INVALID_INPUT'],
  ])('is refused for %s', (_why, given, world, code) => {
    expect(saveProduct(given, undefined, around(world))).toMatchObject({ code });
  });

  it('makes a slug of the English title, told apart by the key when it is taken', () => {
    const taken = around({ slugOwner: (slug) => (slug === 'throw' ? 'other' : undefined) });
    expect(saveProduct(draft(), undefined, around())).toMatchObject({ slug: 'throw' });
    expect(saveProduct(draft(), undefined, taken, { externalKey: 'K 7' })).toMatchObject({ slug: 'throw-k-7' });
  });

  it('keeps a variant’s id and what the draft does not say of it', () => {
    const [variant] = draft().variants!;
    const after = saveProduct(
      draft({ variants: [{ ...variant!, sku: 'A' }] }),
      product,
      around({ skuOwner: () => 'p1' }),
    );
    expect(after).toMatchObject({
      importDigest: null,
      variants: [{ id: 'v1', options: [['size', '160x200']], price: 100, was: null }, { id: 'v2' }],
    });
  });

  it('no longer offers what a complete draft leaves out', () => {
    const after = saveProduct(draft(), product, around(), { complete: true });
    expect(after).toMatchObject({
      variants: [{ sku: 'A', purchasable: false }, { sku: 'B', purchasable: false }, { sku: 'T' }],
    });
  });
});

describe('a list', () => {
  const minor = (amount: string) => Number(amount) * 100;

  it('has equal criteria for filters that mean the same', () => {
    const a = readFilter(
      {
        attributes: [
          { code: 'b', values: ['2', '1', '2'] },
          { code: 'a', values: ['x'] },
        ],
      },
      minor,
    );
    const b = readFilter(
      {
        attributes: [
          { code: 'a', values: ['x'] },
          { code: 'b', values: ['1', '2'] },
        ],
      },
      minor,
    );
    expect(JSON.stringify(a)).toBe(JSON.stringify(b));
  });

  it('has nothing when one attribute is asked to be two things', () => {
    const { attributes } = readFilter(
      {
        attributes: [
          { code: 'a', values: ['x'] },
          { code: 'a', values: ['y'] },
        ],
      },
      minor,
    );
    expect(attributes).toEqual([['a', []]]);
  });

  it('takes a query for words', () => {
    expect(readQuery('  Жёсткий\u0000  МАТРАС ')).toBe('жесткий матрас');
    expect(readQuery(null)).toBeNull();
    expect(() => readQuery('x'.repeat(201))).toThrow(ListingInputError);
  });

  it('is sorted by relevance only where something is searched for', () => {
    expect([readSort(null, null), readSort('RELEVANCE', null), readSort(null, 'x'), readSort('TITLE', 'x')]).toEqual([
      'NEWEST',
      'NEWEST',
      'RELEVANCE',
      'TITLE',
    ]);
  });

  it.each([
    ['PRICE_ASC', '129990', true],
    ['PRICE_ASC', '-1', false],
    ['PRICE_DESC', '1e5', false],
    ['NEWEST', '1769860800000000', true],
    ['NEWEST', 'now()', false],
    ['RELEVANCE', '0.06079271', true],
    ['RELEVANCE', '1e-20', true],
    ['RELEVANCE', '1e-99', false],
    ['RELEVANCE', 'NaN', false],
    ['TITLE', "матрас 'ночь'", true],
    ['TITLE', '\0', false],
  ] as const)('under %s begins behind “%s”: %s', (sort, key, allowed) => {
    expect(isSortKey(sort, key)).toBe(allowed);
  });
});

describe('the category tree', () => {
  const row = (id: string, parentId: string | null, position = 0) => ({
    id,
    parentId,
    slug: id,
    name: { RU: id, EN: id },
    position,
  });
  const tree = new CategoryTree([
    row('a', null, 1),
    row('b', null, 0),
    row('a2', 'a', 1),
    row('a1', 'a', 1),
    row('a11', 'a1'),
  ]);

  it('orders siblings by position, then slug', () => {
    expect(tree.roots.map(({ slug }) => slug)).toEqual(['b', 'a']);
    expect(tree.bySlug('a')!.children.map(({ slug }) => slug)).toEqual(['a1', 'a2']);
  });

  it('knows the path to a category and everything below it', () => {
    expect(tree.byId('a11')!.path.map(({ slug }) => slug)).toEqual(['a', 'a1', 'a11']);
    expect(subtree(tree.byId('a')!).map(({ slug }) => slug)).toEqual(['a', 'a1', 'a11', 'a2']);
  });
});

describe('a picture', () => {
  it.each(['mattress-4f7a8c-e8ddd0-1', 'unheardof-000000-ffffff-999'])('is drawn for %s, always the same', (name) => {
    const spec = readPictureName(name)!;
    const svg = drawPicture(spec, 320);
    expect(svg).toBe(drawPicture(spec, 320));
    expect(svg).toMatch(/^<svg .*<\/svg>$/);
    expect(svg.length).toBeLessThan(4_000);
    expect(svg).not.toMatch(/undefined|NaN|script|href/);
  });

  it.each([
    '',
    'mattress',
    'mattress-4f7a8c-e8ddd0-',
    'constructor-4f7a8c-e8ddd0-1x',
    '../etc-4f7a8c-e8ddd0-1',
    'mattress-4F7A8C-e8ddd0-1',
  ])('has no name like “%s”', (name) => {
    expect(readPictureName(name)).toBeUndefined();
  });

  it('of a kind that is a property of every object is a box', () => {
    const box = drawPicture(readPictureName('box-000000-ffffff-0')!, 100);
    expect(drawPicture(readPictureName('constructor-000000-ffffff-0')!, 100)).toBe(box);
  });
});
