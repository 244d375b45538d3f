import { plain } from './texts.ts';

export type ProductSort = 'RELEVANCE' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST' | 'TITLE';

/** GraphQL's `ProductFilter`. */
export interface FilterInput {
  readonly price?: { readonly min?: string | null; readonly max?: string | null } | null;
  readonly brands?: readonly string[] | null;
  readonly attributes?: readonly { readonly code: string; readonly values: readonly string[] }[] | null;
}

/** Which products a list has. Equal criteria are equal as JSON, so they can be a cache's key. */
export interface Criteria {
  /** The category whose subtree is listed; null for the whole catalogue. */
  readonly categoryId: string | null;
  /** Normalised words; null when nothing is searched for. */
  readonly query: string | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  /** Per attribute the values that may be, sorted. */
  readonly attributes: readonly (readonly [code: string, values: readonly string[]])[];
}

/** Where a page begins: behind the row with this sort key (as text, so that nothing is rounded) and id. */
export interface After {
  readonly key: string;
  readonly id: string;
}

/** What a sort key looks like; anything else was never in a cursor of ours. */
const SORT_KEYS: Readonly<Record<ProductSort, RegExp>> = {
  PRICE_ASC: /^\d{1,16}$/,
  PRICE_DESC: /^\d{1,16}$/,
  NEWEST: /^\d{1,16}$/,
  TITLE: /^[^\p{Cc}]{0,400}$/u,
  RELEVANCE: /^\d{1,2}(\.\d{1,12})?(e-[0-2]?\d)?$/,
};

/** Whether a sort key can be one of this sort. */
export const isSortKey = (sort: ProductSort, key: string): boolean => SORT_KEYS[sort].test(key);

/** A rule of listing that an input breaks, in words for the client. */
export class ListingInputError extends Error {
  override name = 'ListingInputError';
}

const MAX_QUERY = 200;
const MAX_WORDS = 12;
const MAX_ATTRIBUTES = 20;
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 100;

/** @throws ListingInputError beyond the bounds */
export function readQuery(query: string | null | undefined): string | null {
  if (query === null || query === undefined) return null;
  if (query.length > MAX_QUERY) throw new ListingInputError(`A query has at most ${MAX_QUERY} characters.`);
  // Control characters (NUL among them) are no text to PostgreSQL, and no words to anybody.
  return plain(query)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .split(' ')
    .slice(0, MAX_WORDS)
    .join(' ');
}

/**
 * Reads a client's filter.
 * @param minor turns an amount into minor units
 * @throws ListingInputError beyond the bounds
 */
export function readFilter(
  filter: FilterInput | null | undefined,
  minor: (amount: string) => number,
): Pick<Criteria, 'minPrice' | 'maxPrice' | 'attributes'> {
  const wanted = [...(filter?.attributes ?? [])];
  if (filter?.brands?.length) wanted.push({ code: 'brand', values: filter.brands });
  if (wanted.length > MAX_ATTRIBUTES) throw new ListingInputError(`A filter has at most ${MAX_ATTRIBUTES} attributes.`);
  const byCode = new Map<string, string[]>();
  for (const { code, values } of wanted) {
    if (values.length < 1 || values.length > MAX_VALUES)
      throw new ListingInputError(`An attribute is filtered by 1 to ${MAX_VALUES} values.`);
    if ([code, ...values].some((text) => text.length > MAX_VALUE_LENGTH || /\p{Cc}/u.test(text)))
      throw new ListingInputError(
        `An attribute's code and values are texts of at most ${MAX_VALUE_LENGTH} characters.`,
      );
    // The same attribute twice: both must hold, so what is left is what is in both.
    const before = byCode.get(code);
    const distinct = [...new Set(values)].sort();
    byCode.set(code, before ? before.filter((value) => distinct.includes(value)) : distinct);
  }
  const price = (amount: string | null | undefined): number | null =>
    amount === null || amount === undefined ? null : minor(amount);
  return {
    minPrice: price(filter?.price?.min),
    maxPrice: price(filter?.price?.max),
    attributes: [...byCode].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** The sort that is meant: relevance is a matter of a query. */
export const readSort = (sort: ProductSort | null | undefined, query: string | null): ProductSort =>
  query === null && (!sort || sort === 'RELEVANCE') ? 'NEWEST' : (sort ?? 'RELEVANCE');

/** Per filtered attribute the tokens of which a product must have one. */
export const facetTokensOf = (criteria: Criteria): string[][] =>
  criteria.attributes.map(([code, values]) => values.map((value) => `${code}=${value}`));
