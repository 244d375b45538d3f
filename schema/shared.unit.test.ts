import { parseValue } from 'graphql';
import { expect, it } from 'vitest';
import { shared } from '#schema/shared.ts';

const { DateTime } = shared.resolvers;

it('a time is one that PostgreSQL can keep, as a variable and in a document', () => {
  for (const text of ['0001-01-01T00:00:00Z', '2026-11-21T16:00:00.123+03:00', '9999-12-31T23:59:59Z']) {
    expect(DateTime.parseValue(text)).toEqual(new Date(text));
    expect(DateTime.parseLiteral(parseValue(`"${text}"`))).toEqual(new Date(text));
  }
  for (const text of ['0000-12-31T23:59:59Z', '0001-01-01T00:00:00+03:00']) {
    expect(() => DateTime.parseValue(text)).toThrow('the year 1');
    expect(() => DateTime.parseLiteral(parseValue(`"${text}"`))).toThrow('the year 1');
  }
});
