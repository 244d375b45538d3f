import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limitsRule } from '#router/gateway/limits.ts';

const schema = buildSchema('type Query { a: Query b: Query s: String } type Mutation { m: Query }');
const limits = { depth: 3, aliases: 2, rootFields: 2, fields: 6 };
const exceeded = (query: string): unknown[] =>
  validate(schema, parse(query), [limitsRule(limits)]).map(({ extensions }) => extensions.limit);

describe('the limits of an operation', () => {
  it.each([
    ['exactly at every limit', '{ a { x: b { s } } y: b { s } }', []],
    ['too deep', '{ a { b { a { s } } } }', ['depth']],
    ['too deep through an inline fragment', '{ a { ... { b { a { s } } } } }', ['depth']],
    ['too deep through a fragment', '{ a { ...F } } fragment F on Query { b { a { s } } }', ['depth']],
    [
      'aliases in a fragment that is used twice',
      '{ a { ...F } b { ...F } } fragment F on Query { x: s y: s }',
      ['aliases'],
    ],
    ['root fields in a fragment', '{ ...F s } fragment F on Query { a { s } b { s } }', ['rootFields']],
    ['too many fields', '{ a { a { s } b { s } s } b { s } }', ['fields']],
    [
      'circular fragments, which are another rule’s',
      '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }',
      [],
    ],
    [
      'introspection, which has a limit of its own',
      '{ __schema { types { fields { type { ofType { ofType { name } } } } } } }',
      [],
    ],
  ])('%s', (_what, query, expected) => {
    expect(exceeded(query)).toEqual(expected);
  });

  it('measures an exponential expansion without expanding it', () => {
    const levels = 1_000;
    const fragments = Array.from({ length: levels }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
    const query = `{ ...F0 } ${fragments.join(' ')} fragment F${levels} on Query { s }`;
    expect(exceeded(query)).toEqual(['rootFields', 'fields']);
  });
});
