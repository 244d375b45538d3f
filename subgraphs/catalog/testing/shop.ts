import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.ts';

export const SELLER: Viewer = { kind: 'user', id: newId(), roles: ['seller'], sessionId: newId() };

export const rub = (amount: number) => ({ amount: amount.toFixed(2), currency: 'RUB' });

/** An item for `importProducts`: one variant per price. */
export const item = (
  key: string,
  {
    ru = key,
    en = key,
    category = 'mattresses',
    brand = 'Aurora',
    prices = [1000],
    size = '160x200',
    ...rest
  }: {
    ru?: string;
    en?: string;
    category?: string;
    brand?: string;
    prices?: number[];
    size?: string;
    published?: boolean;
    firmness?: string;
  } = {},
) => ({
  key,
  published: rest.published ?? true,
  product: {
    title: { ru, en },
    description: { ru: `${ru}: описание`, en: `${en}: a description` },
    brand,
    category,
    attributes: [{ code: 'firmness', value: rest.firmness ?? 'medium' }],
    media: [{ source: 'picture:mattress-4f7a8c-e8ddd0-1', alt: { ru, en } }],
    variants: prices.map((price, index) => ({
      sku: `${key}-${index}`,
      options: [{ code: 'size', value: index === 0 ? size : `${90 + index}x200` }],
      price: rub(price),
    })),
  },
});

export const IMPORT = `mutation ($input: [ImportProductInput!]!) {
  importProducts(input: $input) {
    created updated unchanged
    refused { index key reason { __typename code message } }
    variants { id sku product { id slug } }
  }
}`;

export interface ImportAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: { index: number; key: string; reason: { __typename: string; code: string; message: string } }[];
  variants: { id: string; sku: string; product: { id: string; slug: string } }[];
}

export async function importItems(shop: TestSubgraph, items: object[]): Promise<ImportAnswer> {
  const { data, errors } = await shop.execute<{ importProducts: ImportAnswer }>(
    { query: IMPORT, variables: { input: items } },
    SELLER,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data!.importProducts;
}

/** A small shop: beds with mattresses below them, and lamps. */
export async function seedShop(shop: TestSubgraph): Promise<ImportAnswer> {
  const { errors } = await shop.execute(
    {
      query: `mutation ($categories: [CreateCategoryInput!]!, $attributes: [AttributeInput!]!) {
        importCategories(input: $categories) { created refused { key } }
        importAttributes(input: $attributes) { created refused { key } }
      }`,
      variables: {
        categories: [
          { slug: 'beds', name: { ru: 'Кровати', en: 'Beds' } },
          { slug: 'mattresses', name: { ru: 'Матрасы', en: 'Mattresses' }, parent: 'beds' },
          { slug: 'lamps', name: { ru: 'Лампы', en: 'Lamps' }, position: 1 },
        ],
        attributes: [
          {
            code: 'firmness',
            name: { ru: 'Жёсткость', en: 'Firmness' },
            position: 1,
            values: [
              { value: 'soft', label: { ru: 'Мягкий', en: 'Soft' } },
              { value: 'medium', label: { ru: 'Средний', en: 'Medium' } },
            ],
          },
          { code: 'size', name: { ru: 'Размер', en: 'Size' } },
        ],
      },
    },
    SELLER,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return importItems(shop, [
    item('cloud', {
      ru: 'Ортопедический матрас «Облако»',
      en: 'Orthopaedic mattress Cloud',
      prices: [30000, 25000],
      firmness: 'soft',
    }),
    item('stone', { ru: 'Жёсткий матрас «Камень»', en: 'Firm mattress Stone', prices: [15000], brand: 'Granite' }),
    item('pine', { ru: 'Кровать «Сосна»', en: 'Bed Pine', category: 'beds', prices: [40000], brand: 'Granite' }),
    item('glow', { ru: 'Настольная лампа «Зорька»', en: 'Table lamp Glow', category: 'lamps', prices: [2000] }),
    item('draft', { ru: 'Черновик', en: 'Draft mattress', published: false }),
  ]);
}
