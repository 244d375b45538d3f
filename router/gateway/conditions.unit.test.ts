import { describe } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallSubgraph } from '#router/gateway/testing/small-graph.ts';

const gatewayErrs = 'it requires also what only the field that is left out needs';

interface Item {
  id: string;
  width: number;
  height: number;
  box: { width: number; height: number };
}

const ITEM = { id: '1', width: 1, height: 2, box: { width: 3, height: 4 } };

const told = (value: number): number => {
  if (value === undefined) throw new Error('not told what is required');
  return value * 10;
};

/** Fields of one subgraph that require different things. */
const SHOP: Record<string, SmallSubgraph> = {
  items: {
    sdl: `${LINK} type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! width: Int height: Int box: Box }
      type Box { width: Int height: Int }`,
    resolvers: { Query: { items: () => [ITEM] } },
  },
  parcels: {
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! width: Int @external height: Int @external box: Box @external
      wide: Int @requires(fields: "width") high: Int @requires(fields: "height")
      boxWide: Int @requires(fields: "box { width }") boxHigh: Int @requires(fields: "box { height }") }
      type Box @external { width: Int height: Int }`,
    resolvers: {
      Item: {
        ...asGiven,
        wide: ({ width }: Item) => told(width),
        high: ({ height }: Item) => told(height),
        boxWide: ({ box }: Item) => told(box.width),
        boxHigh: ({ box }: Item) => told(box.height),
      },
    },
  },
};

describe('a field beside one that is left out', () => {
  keeps({
    'is asked for with what it requires itself': {
      subgraphs: SHOP,
      query: '{ items { wide high @skip(if: true) } }',
      data: { items: [{ wide: 10 }] },
      gatewayErrs,
    },
    'is so where a variable says it': {
      subgraphs: SHOP,
      query: 'query ($high: Boolean!) { items { wide ...more @include(if: $high) } } fragment more on Item { high }',
      variables: { high: false },
      data: { items: [{ wide: 10 }] },
    },
    'is so where a default says it, below what is required too': {
      subgraphs: SHOP,
      query: 'query ($high: Boolean! = false) { items { boxWide boxHigh @include(if: $high) } }',
      data: { items: [{ boxWide: 30 }] },
      gatewayErrs,
    },
    'stands alone where all else is left out, and so does the object that holds nothing': {
      subgraphs: SHOP,
      query: 'query ($no: Boolean!) { items { wide @include(if: $no) box { width @include(if: $no) } } }',
      variables: { no: false },
      data: { items: [{ box: {} }] },
      asked: ['items'],
    },
    'is asked for together with it where it is not left out': {
      subgraphs: SHOP,
      query: 'query ($high: Boolean!) { items { wide high @include(if: $high) } }',
      variables: { high: true },
      data: { items: [{ wide: 10, high: 20 }] },
      asked: ['items', 'parcels'],
    },
  });
});
