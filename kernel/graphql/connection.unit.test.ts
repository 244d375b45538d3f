import { describe, expect, it } from 'vitest';
import { connectionOf, decodeCursor, encodeCursor, pageSize } from '#kernel/graphql/connection.ts';

describe('a connection', () => {
  it('tells from one row more than asked for that there is a next page', () => {
    const page = connectionOf([1, 2, 3], 2, false, (n) => [n]);
    expect(page.edges.map(({ node }) => node)).toEqual([1, 2]);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: encodeCursor([1]),
      endCursor: encodeCursor([2]),
    });
  });

  it('has no cursors when it is empty', () => {
    expect(connectionOf([], 2, true, () => []).pageInfo).toMatchObject({ startCursor: null, endCursor: null });
  });

  it('gives back the key it put into a cursor', () => {
    expect(decodeCursor(encodeCursor(['a', 7]), ['string', 'number'])).toEqual(['a', 7]);
    expect(decodeCursor(undefined, ['string'])).toBeUndefined();
  });

  it.each([
    ['text that is no base64 of JSON', 'not a cursor'],
    ['a cursor of another list', encodeCursor([7])],
    ['a cursor with parts too many', encodeCursor(['a', 'b'])],
    ['a cursor of an object', Buffer.from('{}').toString('base64url')],
  ])('refuses %s', (_name, cursor) => {
    expect(() => decodeCursor(cursor, ['string'])).toThrow('not one this list gave');
  });

  it.each([
    ['an id that is none', ['x'], 'id'],
    ['no number there is', [Number.POSITIVE_INFINITY], 'number'],
    ['half a number', [0.5], 'number'],
    ['more than a number can be', [1e300], 'number'],
  ] as const)('refuses %s', (_name, key, part) => {
    const cursor = Buffer.from(JSON.stringify(key).replace('null', '1e999')).toString('base64url');
    expect(() => decodeCursor(cursor, [part])).toThrow('not one this list gave');
  });

  it.each([0, -1, 101, 1e9])('refuses a page of %i', (first) => {
    expect(() => pageSize(first)).toThrow('"first" is from 1 to 100');
  });
});
