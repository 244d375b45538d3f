import { Fault } from '#kernel/errors.ts';
import { decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { fromInput } from '#schema/money.ts';
import type { Context } from '../context.ts';
import {
  type After,
  type Criteria,
  type FilterInput,
  isSortKey,
  ListingInputError,
  type ProductSort,
  readFilter,
  readQuery,
  readSort,
} from '../domain/listing.ts';
import type { ProductConnection } from '../mappers.ts';
import { type Soon, soon } from '../store/reads.ts';

interface ListArguments {
  readonly query?: string | null;
  readonly filter?: FilterInput | null;
  readonly sort?: ProductSort | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/**
 * Reads the arguments of a list of products; nothing is fetched before a field of it is asked for.
 * @throws Fault BAD_USER_INPUT for what is out of bounds or never was a cursor of this list
 */
export function listingOf(args: ListArguments, categoryId: string | null, context: Context): ProductConnection {
  const first = pageSize(args.first);
  const { query, filter } = withinBounds(() => ({
    query: readQuery(args.query),
    filter: readFilter(args.filter, (amount) => fromInput({ amount, currency: context.currency }).minor),
  }));
  const sort = readSort(args.sort, query);
  const cursor = readCursor(args.after, sort);
  // A later page is searched by the words of the first, also when others are similar by now.
  const words: Soon<string | null> = cursor ? cursor.words : query && context.reads.corrected(query);
  return {
    criteria: soon(words, (found): Criteria => ({ categoryId, query: query === null ? null : found, ...filter })),
    correctedQuery: soon(words, (found) => (query !== null && found !== query ? found : null)),
    sort,
    first,
    after: cursor?.after ?? null,
  };
}

function withinBounds<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ListingInputError) throw new Fault('BAD_USER_INPUT', error.message);
    throw error;
  }
}

/** What a cursor of a list of products holds. */
export const cursorKey = (sort: ProductSort, after: After, words: string | null): string[] => [
  sort,
  after.key,
  after.id,
  words ?? '',
];

function readCursor(cursor: string | null | undefined, sort: ProductSort): { after: After; words: string } | undefined {
  const parts = decodeCursor(cursor, ['string', 'string', 'id', 'string']);
  if (!parts) return undefined;
  const [sortedBy, key, id, words] = parts;
  if (sortedBy === sort && isSortKey(sort, key))
    return { after: { key, id }, words: withinBounds(() => readQuery(words)) ?? '' };
  throw new Fault('BAD_USER_INPUT', 'The cursor "after" belongs to a list of another order.');
}
