import { afterEach, describe, expect, it } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallGraph, type SmallSubgraph, smallGraph } from '#router/gateway/testing/small-graph.ts';

const gatewayErrs = 'its planner takes the key for the field of that name';

interface Item {
  id: string;
  price?: number;
}

/** A subgraph that needs the key of an item, and one that needs its price in dollars. */
const SHOP: Record<string, SmallSubgraph> = {
  items: {
    sdl: `${LINK} scalar Json type Query { items: [Item!]! }
      type Item @key(fields: "id") { id: ID! name: String! price(currency: String = "USD"): Int about: Json }`,
    resolvers: {
      Query: {
        items: () => ['1', '2'].map((id) => ({ id, name: `item ${id}`, about: { 'apart_id": "': 'apart_id":' } })),
      },
      Item: { ...asGiven, price: (_: Item, { currency }: { currency: string }) => (currency === 'USD' ? 3 : 200) },
    },
  },
  stock: {
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! price(currency: String = "USD"): Int @external
      left: Int! @requires(fields: "price") box: Box } type Box { id: String size: Int! }`,
    resolvers: {
      Item: {
        ...asGiven,
        left: ({ id, price }: Item) => Number(id) * 10 + price!,
        box: ({ id }: Item) => (id === '1' ? { id: 'box', size: 1 } : { id: 'box', size: null }),
      },
    },
  },
};

describe('a field under the name of another that the plan needs', () => {
  keeps({
    'is itself, and the key of its entity is the key': {
      subgraphs: SHOP,
      query: '{ items { id: name left } }',
      data: {
        items: [
          { id: 'item 1', left: 13 },
          { id: 'item 2', left: 23 },
        ],
      },
      gatewayErrs,
    },
    'is not taken for what another field requires': {
      subgraphs: SHOP,
      query: '{ items { price: name left } }',
      data: {
        items: [
          { price: 'item 1', left: 13 },
          { price: 'item 2', left: 23 },
        ],
      },
      gatewayErrs,
    },
    'may be the required one with arguments of its own': {
      subgraphs: SHOP,
      query: '{ items { price(currency: "RUB") usd: price left } }',
      data: {
        items: [
          { price: 200, usd: 3, left: 13 },
          { price: 200, usd: 3, left: 23 },
        ],
      },
      gatewayErrs,
    },
    'may be called as the name of its type is': {
      subgraphs: SHOP,
      query: '{ items { __typename: name left type: __typename } __typename }',
      data: {
        items: [
          { __typename: 'item 1', left: 13, type: 'Item' },
          { __typename: 'item 2', left: 23, type: 'Item' },
        ],
        __typename: 'Query',
      },
      gatewayErrs,
    },
    'keeps its name in fragments, beside names that look like ours, and in values that do': {
      subgraphs: SHOP,
      query:
        '{ items { ...item apart_id: id _apart_id: left } } fragment item on Item { id: box { id: size } about name__alias_0: name }',
      data: {
        items: [
          {
            id: { id: 1 },
            about: { 'apart_id": "': 'apart_id":' },
            name__alias_0: 'item 1',
            apart_id: '1',
            _apart_id: 13,
          },
          {
            id: null,
            about: { 'apart_id": "': 'apart_id":' },
            name__alias_0: 'item 2',
            apart_id: '2',
            _apart_id: 23,
          },
        ],
      },
      errors: [['items', 1, 'id', 'id']],
      gatewayErrs,
    },
  });

  let graph: SmallGraph | undefined;
  afterEach(() => graph?.stop());

  it('has its name also where what is no value is told', async () => {
    graph = await smallGraph({
      users: {
        sdl: `${LINK} type Query { user: User } type User @key(fields: "id") { id: ID! kind: Kind } enum Kind { A HIDDEN @inaccessible }`,
        resolvers: { Query: { user: () => ({ id: '1', kind: 'HIDDEN' }) } },
      },
    });
    const { data, extensions } = await graph.ask('{ user { id: kind } }');
    expect(data).toEqual({ user: { id: null } });
    expect(extensions).toMatchObject({ valueCompletion: [{ path: ['user', 'id'] }] });
  });

  it('has its name also in what the gateway executes', async () => {
    graph = await smallGraph(SHOP);
    const { data } = await graph.ask('{ __type(name: "Item") { id: name } items { id: name left } }');
    expect(data).toMatchObject({ __type: { id: 'Item' }, items: [{ id: 'item 1', left: 13 }, {}] });
  });
});
