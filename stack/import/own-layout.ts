import type { CatalogueItem, ImportProduct, Pair } from './catalogue-item.ts';
import type { FaultKind, Finding } from './findings.ts';

/** The columns of the house's own layout: one line per variant, the lines of a product one after another. */
export const OWN_COLUMNS = {
  key: 'the product’s key in your system; lines of one product repeat it',
  sku: 'the variant’s stock keeping unit',
  category: 'slug of the category',
  title_ru: 'title in Russian; one of the two languages will do',
  title_en: 'title in English',
  price: 'what one costs, with a point: 1299.90',
  was: 'what it cost before, if it is reduced',
  currency: 'ISO 4217; the catalogue’s own when empty',
  description_ru: 'description in Russian',
  description_en: 'description in English',
  brand: 'the brand’s name',
  attributes: 'of the product: code=value; code=value',
  options: 'of the variant: code=value; code=value',
  picture: 'an https address, or picture:<kind>-<hex>-<hex>-<n>',
  published: 'no, to keep it hidden; anything else shows it',
} as const;

type Column = keyof typeof OWN_COLUMNS;
type Row = Readonly<Partial<Record<Column, string>>>;

/** Columns a file must have. */
export const OWN_REQUIRED: readonly Column[] = ['key', 'sku', 'category', 'price'];

interface Draft {
  line: number;
  titles: Set<string>;
  product: ImportProduct['product'] & { variants: ImportProduct['product']['variants'][number][] };
  key: string;
  published: boolean;
}

/** Gathers the lines of each product. Holds one product at a time, and the keys and SKUs it has seen. */
export class OwnFold {
  readonly #currency: string;
  readonly #keys = new Set<string>();
  readonly #skus = new Set<string>();
  #open: Draft | undefined;

  constructor(options: { readonly currency: string }) {
    this.#currency = options.currency;
  }

  /** Takes a line in. @returns what is wrong with it, and the product that ended before it */
  add(row: Row, line: number): { finding?: Finding; item?: CatalogueItem } {
    const read = this.#read(row);
    if ('kind' in read) return { finding: { line, ...read } };
    const { key, sku } = read;
    const open = this.#open?.key === key ? this.#open : undefined;
    if (!open && this.#keys.has(key)) return { finding: { line, kind: 'scattered-product', detail: key } };
    if (this.#skus.has(sku)) return { finding: { line, kind: 'duplicate-sku', detail: sku } };
    this.#skus.add(sku);
    if (open) {
      open.product.variants.push(read.variant);
      const title = titleOf(row);
      if (!title || open.titles.has(title)) return {};
      open.titles.add(title);
      return {
        finding: { line, kind: 'several-titles', detail: `${key}: kept “${[...open.titles][0]}”, not “${title}”` },
      };
    }
    const item = this.end();
    this.#keys.add(key);
    this.#open = {
      line,
      key,
      titles: new Set([titleOf(row)]),
      published: !/^(no|false|0)$/i.test(row.published?.trim() ?? ''),
      product: { ...read.product, variants: [read.variant] },
    };
    return item ? { item } : {};
  }

  /** The product whose lines were read last. */
  end(): CatalogueItem | undefined {
    const open = this.#open;
    this.#open = undefined;
    return open && { line: open.line, product: { key: open.key, published: open.published, product: open.product } };
  }

  #read(row: Row): OwnLine | { kind: FaultKind; detail: string } {
    const text = (column: Column): string => row[column]?.trim() ?? '';
    const refuse = (kind: FaultKind, detail: string) => ({ kind, detail });
    const [key, sku, category] = [text('key'), text('sku'), text('category')];
    if (!key) return refuse('missing-key', sku);
    if (!sku) return refuse('missing-sku', key);
    // Later lines of a product need not repeat what the first said.
    const first = this.#open?.key !== key;
    if (first && !category) return refuse('missing-category', key);
    if (first && !titleOf(row)) return refuse('missing-name', key);
    const price = text('price');
    const was = text('was');
    for (const [name, amount] of [
      ['price', price],
      ['was', was || '1'],
    ] as const)
      if (!/^-?\d+(\.\d{1,2})?$/.test(amount)) return refuse('bad-number', `${name} “${amount}”`);
    if (Number(price) < 0) return refuse('negative-price', `${sku} ${price}`);
    if (Number(price) === 0) return refuse('no-price', sku);
    if (Number(price) > 10_000_000) return refuse('too-dear', `${sku} ${price}`);
    if (was && Number(was) <= Number(price)) return refuse('was-too-low', `${sku}: ${was} before, ${price} now`);
    const [attributes, options] = [readPairs(text('attributes')), readPairs(text('options'))];
    if (!attributes) return refuse('bad-pair', `attributes “${text('attributes')}”`);
    if (!options) return refuse('bad-pair', `options “${text('options')}”`);
    const currency = text('currency') || this.#currency;
    const texts = (column: 'title' | 'description') => ({
      ...(text(`${column}_ru`) ? { ru: text(`${column}_ru`) } : {}),
      ...(text(`${column}_en`) ? { en: text(`${column}_en`) } : {}),
    });
    return {
      key,
      sku,
      product: {
        title: texts('title'),
        ...(text('description_ru') || text('description_en') ? { description: texts('description') } : {}),
        ...(text('brand') ? { brand: text('brand') } : {}),
        category,
        attributes,
        ...(text('picture') ? { media: [{ source: text('picture'), alt: texts('title') }] } : {}),
      },
      variant: {
        sku,
        options,
        price: { amount: price, currency },
        ...(was ? { was: { amount: was, currency } } : {}),
      },
    };
  }
}

interface OwnLine {
  readonly key: string;
  readonly sku: string;
  readonly product: Omit<ImportProduct['product'], 'variants'>;
  readonly variant: ImportProduct['product']['variants'][number];
}

const titleOf = (row: Row): string => (row.title_ru?.trim() || row.title_en?.trim()) ?? '';

/** `size=160x200; colour=white`; undefined when it is written otherwise. */
function readPairs(text: string): Pair[] | undefined {
  const parts = text.split(';').map((part) => part.trim());
  const pairs = parts.filter(Boolean).map((part) => /^([^=]+)=(.+)$/.exec(part));
  return pairs.includes(null)
    ? undefined
    : pairs.map((match) => ({ code: match![1]!.trim(), value: match![2]!.trim() }));
}
