import type { Pair, Picture } from './product.ts';
import type { InvalidInput } from './refusals.ts';
import { invalid } from './refusals.ts';
import { isSlug, type Texts } from './texts.ts';

/** Amounts as clients send them. */
interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}
type Given<T> = T | null | undefined;
/** GraphQL's `LocalizedTextInput`. */
export interface TextsInput {
  readonly ru?: Given<string>;
  readonly en?: Given<string>;
}
interface PairInput {
  readonly code: string;
  readonly value: string;
}
interface PictureInput {
  readonly source: string;
  readonly alt: TextsInput;
}
/** GraphQL's `VariantInput`. */
export interface VariantInput {
  readonly sku: string;
  readonly options?: Given<readonly PairInput[]>;
  readonly attributes?: Given<readonly PairInput[]>;
  readonly media?: Given<readonly PictureInput[]>;
  readonly price: MoneyText;
  readonly was?: Given<MoneyText>;
  readonly purchasable?: Given<boolean>;
}
/** GraphQL's `CreateProductInput`; every field may be absent in an update. */
export interface ProductInput {
  readonly slug?: Given<string>;
  readonly title?: Given<TextsInput>;
  readonly description?: Given<TextsInput>;
  readonly brand?: Given<string>;
  readonly category?: Given<string>;
  readonly attributes?: Given<readonly PairInput[]>;
  readonly media?: Given<readonly PictureInput[]>;
  readonly variants?: Given<readonly VariantInput[]>;
}

/** An input that keeps the rules; what was absent is undefined. References are still names. */
export interface ProductDraft {
  readonly slug: string | undefined;
  readonly title: Texts | undefined;
  readonly description: Texts | undefined;
  /** Empty: no brand. */
  readonly brand: string | undefined;
  readonly category: string | undefined;
  readonly attributes: readonly Pair[] | undefined;
  readonly media: readonly Picture[] | undefined;
  readonly variants: readonly VariantDraft[] | undefined;
}
export interface VariantDraft {
  readonly sku: string;
  readonly options: readonly Pair[] | undefined;
  readonly attributes: readonly Pair[] | undefined;
  readonly media: readonly Picture[] | undefined;
  readonly price: number;
  readonly was: number | null;
  readonly purchasable: boolean;
}

/** Turns a client's amount into minor units of the catalogue's currency, or says what is wrong with it. */
export type ReadMoney = (money: MoneyText) => number | string;

/** Highest price in minor units: ten million roubles. */
const MAX_PRICE = 1_000_000_000;
const PICTURE = /^(https:\/\/[^\s"'<>\\]{1,500}|picture:[a-z]+(-[0-9a-f]{6}){2}-\d{1,3})$/;

/** Thrown inside this file only, to leave a deep check with its refusal. */
class Broken extends Error {
  readonly refusal: InvalidInput;
  constructor(field: string, message: string) {
    super(message);
    this.refusal = invalid(field, message);
  }
}

/** Runs checks and returns what they made of the input, or the refusal of the first that failed. */
export function checked<T>(read: () => T): T | InvalidInput {
  try {
    return read();
  } catch (error) {
    if (error instanceof Broken) return error.refusal;
    throw error;
  }
}

/** @param needed whether one language at least must be there */
export function readTexts(input: Given<TextsInput>, field: string, max: number, needed = true): Texts {
  const ru = input?.ru?.trim() || input?.en?.trim() || '';
  const en = input?.en?.trim() || ru;
  if (needed && !ru) throw new Broken(field, 'Give a text in Russian or English.');
  if (ru.length > max || en.length > max) throw new Broken(field, `At most ${max} characters.`);
  // NUL and half a surrogate pair are no text to PostgreSQL; other control characters but line breaks are no text to people.
  if (/[^\P{Cc}\n\r\t]|\p{Cs}/u.test(`${ru} ${en}`)) throw new Broken(field, 'A text has no control characters.');
  return { RU: ru, EN: en };
}

function readSlug(slug: string, field: string): string {
  if (isSlug(slug)) return slug;
  throw new Broken(field, 'A slug is made of a-z, 0-9 and hyphens, at most 80 characters.');
}

function readValue(value: string, field: string): string {
  const trimmed = value.trim();
  if (/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(trimmed)) return trimmed;
  throw new Broken(`${field}.value`, 'A value has 1 to 100 characters.');
}

/** How people read a value. */
export const readLabel = (
  { value, label }: { readonly value: string; readonly label: TextsInput },
  field: string,
): { value: string; label: Texts } => ({
  value: readValue(value, field),
  label: readTexts(label, `${field}.label`, 200),
});

export function readPairs(pairs: readonly PairInput[], field: string): Pair[] {
  if (pairs.length > 50) throw new Broken(field, 'At most 50 attributes.');
  const seen = new Set<string>();
  return pairs.map(({ code, value }, index) => {
    const at = `${field}.${index}`;
    const trimmed = readValue(value, at);
    if (code === 'brand' || code.length > 40 || !isSlug(code))
      throw new Broken(`${at}.code`, `"${code.slice(0, 60)}" cannot be an attribute's code.`);
    if (seen.has(`${code}=${trimmed}`)) throw new Broken(at, `"${code}" has the value "${trimmed}" twice.`);
    seen.add(`${code}=${trimmed}`);
    return [code, trimmed] as const;
  });
}

function readPictures(pictures: readonly PictureInput[], field: string): Picture[] {
  if (pictures.length > 30) throw new Broken(field, 'At most 30 pictures.');
  return pictures.map(({ source, alt }, index) => {
    if (!PICTURE.test(source))
      throw new Broken(`${field}.${index}.source`, 'A picture is an https: address or picture:<kind>-<hex>-<hex>-<n>.');
    return { source, alt: readTexts(alt, `${field}.${index}.alt`, 300) };
  });
}

/** A price and the higher one it is reduced from. */
function readPrice(
  { price, was }: { price: MoneyText; was?: Given<MoneyText> },
  field: string,
  readMoney: ReadMoney,
): { price: number; was: number | null } {
  const amount = (money: MoneyText, name: string): number => {
    const minor = readMoney(money);
    if (typeof minor === 'string') throw new Broken(`${field}${name}`, minor);
    if (minor <= 0 || minor > MAX_PRICE)
      throw new Broken(`${field}${name}`, 'A price is more than 0 and at most 10,000,000.');
    return minor;
  };
  const now = amount(price, 'price');
  const before = was ? amount(was, 'was') : null;
  if (before !== null && before <= now) throw new Broken(`${field}was`, 'The former price is more than the price.');
  return { price: now, was: before };
}

function readVariant(input: VariantInput, field: string, readMoney: ReadMoney): VariantDraft {
  const sku = input.sku.trim();
  if (!/^[^\s\p{C}]{1,64}$/u.test(sku))
    throw new Broken(`${field}.sku`, 'An SKU has 1 to 64 characters and no spaces.');
  return {
    sku,
    options: input.options ? readPairs(input.options, `${field}.options`) : undefined,
    attributes: input.attributes ? readPairs(input.attributes, `${field}.attributes`) : undefined,
    media: input.media ? readPictures(input.media, `${field}.media`) : undefined,
    ...readPrice(input, `${field}.`, readMoney),
    purchasable: input.purchasable ?? true,
  };
}

/** What to change of a variant: GraphQL's `UpdateVariantInput` without the id. */
export interface VariantChange {
  readonly options?: Given<readonly PairInput[]>;
  readonly attributes?: Given<readonly PairInput[]>;
  readonly media?: Given<readonly PictureInput[]>;
  readonly price?: Given<MoneyText>;
  readonly was?: Given<MoneyText>;
  readonly purchasable?: Given<boolean>;
}

/** Checks a change of a variant; what was absent is undefined. */
export const readVariantChange = (
  input: VariantChange,
  readMoney: ReadMoney,
): Partial<Omit<VariantDraft, 'sku'>> | InvalidInput =>
  checked(() => {
    const { options, attributes, media, price, was, purchasable } = input;
    if (was && !price) throw new Broken('was', 'A former price is given together with the price.');
    return {
      options: options ? readPairs(options, 'options') : undefined,
      attributes: attributes ? readPairs(attributes, 'attributes') : undefined,
      media: media ? readPictures(media, 'media') : undefined,
      ...(price ? readPrice({ price, was }, '', readMoney) : {}),
      purchasable: purchasable ?? undefined,
    };
  });

/** Checks an input by every rule that needs no other product. */
export const readProduct = (input: ProductInput, readMoney: ReadMoney): ProductDraft | InvalidInput =>
  checked(() => {
    const { slug, title, description, brand, category, attributes, media, variants } = input;
    if (variants && variants.length > 100) throw new Broken('variants', 'A product has 1 to 100 variants.');
    if (brand && !/^[^\p{Cc}\p{Cs}]{0,80}$/u.test(brand.trim()))
      throw new Broken('brand', 'A brand has at most 80 characters.');
    const skus = new Set<string>();
    return {
      slug: slug ? readSlug(slug, 'slug') : undefined,
      title: title ? readTexts(title, 'title', 200) : undefined,
      description: description ? readTexts(description, 'description', 10_000, false) : undefined,
      brand: brand?.trim(),
      category: category ?? undefined,
      attributes: attributes ? readPairs(attributes, 'attributes') : undefined,
      media: media ? readPictures(media, 'media') : undefined,
      variants: variants?.map((variant, index) => {
        const draft = readVariant(variant, `variants.${index}`, readMoney);
        if (skus.has(draft.sku)) throw new Broken(`variants.${index}.sku`, `The SKU "${draft.sku}" is there twice.`);
        skus.add(draft.sku);
        return draft;
      }),
    };
  });
