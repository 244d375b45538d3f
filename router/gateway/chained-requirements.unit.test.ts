import { describe } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallSubgraph } from '#router/gateway/testing/small-graph.ts';

const ITEM = 'type Item @key(fields: "id") { id: ID!';

/** A field that answers with those it requires, and fails without. */
const from =
  (...required: string[]) =>
  (item: Record<string, unknown>): string => {
    const missing = required.find((name) => item[name] === undefined);
    if (missing) throw new Error(`not told ${missing}`);
    return `(${required.map((name) => item[name]).join(' ')})`;
  };

const Query = { item: () => ({ id: '1' }) };

/** The subgraph where the query begins has a field that requires another's, and a third one requires that. */
const THROUGH: Record<string, SmallSubgraph> = {
  begin: {
    sdl: `${LINK} type Query { item: Item } ${ITEM} name: String @external label: String @requires(fields: "name") }`,
    resolvers: { Query, Item: { ...asGiven, label: from('name') } },
  },
  names: { sdl: `${LINK} ${ITEM} name: String }`, resolvers: { Item: { ...asGiven, name: () => 'n' } } },
  prints: {
    sdl: `${LINK} ${ITEM} label: String @external print: String @requires(fields: "label") }`,
    resolvers: { Item: { ...asGiven, print: from('label') } },
  },
};

describe('a required field that requires itself', () => {
  keeps({
    'is asked for when what it requires is known, though the query began at its subgraph': {
      subgraphs: THROUGH,
      query: '{ item { print } }',
      data: { item: { print: '((n))' } },
      asked: ['begin', 'names', 'begin', 'prints'],
    },
    'may require what the field that requires it lies beside': {
      subgraphs: {
        begin: THROUGH.begin!,
        prints: {
          sdl: `${LINK} ${ITEM} name: String label: String @external print: String @requires(fields: "label") }`,
          resolvers: { Item: { ...asGiven, name: () => 'n', print: from('label') } },
        },
      },
      query: '{ item { print } }',
      data: { item: { print: '((n))' } },
      asked: ['begin', 'prints', 'begin', 'prints'],
    },
    'may be one of several, which require more each time': {
      subgraphs: {
        begin: {
          sdl: `${LINK} type Query { item: Item } ${ITEM} a: String @external b: String @external c: String @external
            ab: String @requires(fields: "a b") bc: String @requires(fields: "b c") }`,
          resolvers: { Query, Item: { ...asGiven, ab: from('a', 'b'), bc: from('b', 'c') } },
        },
        other: {
          sdl: `${LINK} ${ITEM} a: String b: String @external c: String @requires(fields: "b") }`,
          resolvers: { Item: { ...asGiven, a: () => 'a', c: from('b') } },
        },
        end: {
          sdl: `${LINK} ${ITEM} b: String c: String @external ab: String @external bc: String @external
            all: String @requires(fields: "ab bc c") }`,
          resolvers: { Item: { ...asGiven, b: () => 'b', all: from('ab', 'bc', 'c') } },
        },
      },
      query: '{ item { all } }',
      data: { item: { all: '((a b) (b (b)) (b))' } },
    },
    'is still asked for at once where it requires nothing': {
      subgraphs: {
        begin: {
          sdl: `${LINK} type Query { item: Item } ${ITEM} label: String }`,
          resolvers: { Query: { item: () => ({ id: '1', label: 'l' }) } },
        },
        prints: THROUGH.prints!,
      },
      query: '{ item { print } }',
      data: { item: { print: '(l)' } },
      asked: ['begin', 'prints'],
    },
  });
});
