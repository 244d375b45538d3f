import { Fault } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';

/** Most items of one page, and how many there are when the client does not say. */
const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** A page of a list as Relay's cursor connections define it. */
export interface Connection<T> {
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The page size a client asked for. @throws Fault BAD_USER_INPUT below 1 or above {@link MAX_PAGE} */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE;
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw new Fault('BAD_USER_INPUT', `"first" is from 1 to ${MAX_PAGE}, not ${size}.`);
}

/** A cursor is the sort key of its row: opaque to clients, stable while rows come and go around it. */
export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** What a part of a sort key can be; a number is a whole one that is exact. */
const PARTS = {
  id: isId,
  string: (part: unknown) => typeof part === 'string',
  number: Number.isSafeInteger,
};
type Part = keyof typeof PARTS;

/**
 * The sort key inside a cursor.
 * @param parts what each of its parts must be
 * @throws Fault BAD_USER_INPUT for a cursor this list never gave
 */
export function decodeCursor<const P extends readonly Part[]>(
  cursor: string | null | undefined,
  parts: P,
): { -readonly [I in keyof P]: P[I] extends 'number' ? number : string } | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === parts.length && parts.every((part, i) => PARTS[part](key[i])))
      return key as never;
  } catch {
    // Falls through to the one refusal for every kind of broken cursor.
  }
  throw new Fault('BAD_USER_INPUT', 'The cursor "after" is not one this list gave.');
}

/**
 * Makes a page of rows read with a limit of `first + 1`: the one more tells whether there is a next page.
 * @param after whether a cursor was given, so that there is something before this page
 */
export function connectionOf<T>(
  rows: readonly T[],
  first: number,
  after: boolean,
  keyOf: (row: T) => readonly (string | number)[],
): Connection<T> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
