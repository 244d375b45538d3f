import type { Queryable } from '#kernel/db/database.ts';
import type { Pair } from '../domain/product.ts';
import type { Texts } from '../domain/texts.ts';

/** What attributes and their values are called. As JSON, so that it can be cached. */
export interface Dictionary {
  readonly attributes: Readonly<Record<string, { readonly name: Texts; readonly position: number }>>;
  /** By `code=value`; a value without a label is its own. */
  readonly labels: Readonly<Record<string, Texts>>;
}

/** The brand is listed and filtered by as if it were an attribute. */
const BRAND = { name: { RU: 'Бренд', EN: 'Brand' }, position: -1 };

export async function readDictionary({ sql }: Queryable): Promise<Dictionary> {
  const [attributes, values] = await Promise.all([
    sql<{ code: string; name_ru: string; name_en: string; position: number }[]>`select * from attribute`,
    sql<{ code: string; value: string; label_ru: string; label_en: string }[]>`
      select code, value, label_ru, label_en from attribute_value`,
  ]);
  return {
    attributes: Object.fromEntries([
      ['brand', BRAND],
      ...attributes.map((row) => [row.code, { name: { RU: row.name_ru, EN: row.name_en }, position: row.position }]),
    ]),
    labels: Object.fromEntries(
      values.map((row) => [`${row.code}=${row.value}`, { RU: row.label_ru, EN: row.label_en }]),
    ),
  };
}

export const labelOf = (dictionary: Dictionary, [code, value]: Pair): Texts =>
  dictionary.labels[`${code}=${value}`] ?? { RU: value, EN: value };

/** An attribute and what it is called. */
export interface AttributeName {
  readonly code: string;
  readonly name: Texts;
}

export const attributeOf = (dictionary: Dictionary, code: string): AttributeName => ({
  code,
  name: knows(dictionary, code) ? dictionary.attributes[code]!.name : { RU: code, EN: code },
});

/** Whether a code is an attribute's; `constructor` is not. */
export const knows = (dictionary: Dictionary, code: string): boolean => Object.hasOwn(dictionary.attributes, code);

export interface AttributeRow {
  readonly code: string;
  readonly name: Texts;
  readonly position: number;
}
export interface LabelRow {
  readonly code: string;
  readonly value: string;
  readonly label: Texts;
}

/** Adds attributes and labels of their values, or changes those that are there. */
export async function writeDictionary(
  { sql }: Queryable,
  attributes: readonly AttributeRow[],
  labels: readonly LabelRow[],
): Promise<void> {
  await sql`
    insert into attribute (code, name_ru, name_en, position)
    select * from unnest(
      ${attributes.map(({ code }) => code)}::text[],
      ${attributes.map(({ name }) => name.RU)}::text[],
      ${attributes.map(({ name }) => name.EN)}::text[],
      ${attributes.map(({ position }) => position)}::int[])
    on conflict (code) do update set name_ru = excluded.name_ru, name_en = excluded.name_en, position = excluded.position`;
  await sql`
    insert into attribute_value (code, value, label_ru, label_en)
    select * from unnest(
      ${labels.map(({ code }) => code)}::text[],
      ${labels.map(({ value }) => value)}::text[],
      ${labels.map(({ label }) => label.RU)}::text[],
      ${labels.map(({ label }) => label.EN)}::text[])
    on conflict (code, value) do update set label_ru = excluded.label_ru, label_en = excluded.label_en`;
}
