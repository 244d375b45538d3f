import { afterEach, describe, expect, it } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { MEDIA } from '#router/gateway/testing/media.ts';
import { LINK, type SmallGraph, smallGraph } from '#router/gateway/testing/small-graph.ts';

describe('a federated graph', () => {
  keeps({
    'what one type at a place requires is not taken for what a client asks another for there': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { found: [Found] } union Found = User | Item type Part { size: Int }
            type User @key(fields: "id") { id: ID! parts: [Part] } type Item @key(fields: "id") { id: ID! parts: Item }`,
          resolvers: {
            Query: {
              found: () => [
                { __typename: 'User', id: '1', parts: [{ size: 1 }, { size: 2 }] },
                { __typename: 'Item', id: '2', parts: { id: '3', parts: { id: '4' } } },
              ],
            },
          },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! parts: [Part] @external sum: Int @requires(fields: "parts { size }") }
            type Part @external { size: Int } type Item @key(fields: "id") { id: ID! name: String }`,
          resolvers: {
            User: { ...asGiven, sum: ({ parts }: { parts: { size: number }[] }) => parts[0]!.size + parts[1]!.size },
            Item: { ...asGiven, name: ({ id }: { id: string }) => `item ${id}` },
          },
        },
      },
      query: '{ found { ... on User { sum } ... on Item { parts { parts { name } } } } }',
      data: { found: [{ sum: 3 }, { parts: { parts: { name: 'item 4' } } }] },
      gatewayErrs: 'it takes the one for the other, and fails',
    },
    'the rest is answered when a subgraph is away': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users: [User] } type User @key(fields: "id") { id: ID! }`,
          resolvers: { Query: { users: () => [{ id: '1' }, { id: '2' }] } },
        },
        b: {
          sdl: `${LINK} type Query { here: String } type User @key(fields: "id") { id: ID! name: String }`,
          down: true,
        },
      },
      query: '{ users { id name } here }',
      data: {
        users: [
          { id: '1', name: null },
          { id: '2', name: null },
        ],
        here: null,
      },
      errors: [['here'], ['users', 0, 'name'], ['users', 1, 'name']],
    },
    'a null that may not be there goes up to where it may': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users: [User] } type User @key(fields: "id") { id: ID! }`,
          resolvers: { Query: { users: () => [{ id: '1' }, { id: '2' }] } },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! name: String! }`,
          resolvers: {
            User: {
              ...asGiven,
              name: ({ id }: { id: string }) => {
                if (id === '2') throw new Error('no');
                return 'Ann';
              },
            },
          },
        },
      },
      query: '{ users { id name } }',
      data: { users: [{ id: '1', name: 'Ann' }, null] },
      errors: [['users', 1, 'name']],
    },
    'types are named everywhere, whatever the name is called': {
      subgraphs: MEDIA,
      query:
        '{ __typename root: __typename media { t: __typename ... on Media { u: __typename ... on Film { v: __typename } } } }',
      data: {
        __typename: 'Query',
        root: 'Query',
        media: [
          { t: 'Book', u: 'Book' },
          { t: 'Film', u: 'Film', v: 'Film' },
        ],
      },
    },
    'what is skipped of several subgraphs is asked of none': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { product: Product } type Product @key(fields: "id") { id: ID! price: Float }`,
          resolvers: { Query: { product: () => ({ id: '1', price: 3 }) }, Product: asGiven },
        },
        b: {
          sdl: `${LINK} type Product @key(fields: "id") { id: ID! price: Float @external cheap: Boolean @requires(fields: "price") }`,
          resolvers: { Product: { ...asGiven, cheap: ({ price }: { price: number }) => price < 5 } },
        },
        c: {
          sdl: `${LINK} type Product @key(fields: "id") { id: ID! never: String }`,
          resolvers: { Product: asGiven },
        },
      },
      query: `query ($yes: Boolean = true, $no: Boolean!) {
      product { id ... on Product @include(if: $no) { never } cheap @skip(if: $no) c: cheap @include(if: $yes) }
    }`,
      variables: { no: false },
      data: { product: { id: '1', cheap: true, c: true } },
      asked: ['a', 'b'],
    },
    'a field that is asked for twice is answered once, with all that is below it': {
      subgraphs: MEDIA,
      query: '{ books { title ...more } books { ... on Media { stars } } } fragment more on Book { pages title }',
      data: { books: [{ title: 'One', pages: 100, stars: 2 }] },
    },
    'variables reach the subgraphs that use them, defaults and nothing too': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { me: User } type User @key(fields: "id") { id: ID! }`,
          resolvers: { Query: { me: () => ({ id: '1' }) } },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! echo(text: String = "own", on: In): String } input In { list: [Int!] deep: In }`,
          resolvers: { User: { ...asGiven, echo: (_: unknown, given: object) => JSON.stringify(given) } },
        },
      },
      query: `query ($given: String, $null: String, $default: String = "d", $none: String, $list: [Int!], $n: Int! = 2) { me {
      a: echo(text: $given) b: echo(text: $null) c: echo(text: $default) d: echo(text: $none) e: echo(on: { list: $list, deep: { list: [1, $n] } })
    } }`,
      variables: { given: 'g', null: null, list: 5 },
      data: {
        me: {
          a: '{"text":"g"}',
          b: '{"text":null}',
          c: '{"text":"d"}',
          d: '{"text":"own"}',
          e: '{"text":"own","on":{"list":[5],"deep":{"list":[1,2]}}}',
        },
      },
    },
  });

  let graph: SmallGraph | undefined;
  afterEach(() => graph?.stop());

  it('runs the mutations of several subgraphs in their order, and reads after each what it wrote', async () => {
    const log: string[] = [];
    let stock = 1;
    graph = await smallGraph({
      orders: {
        sdl: `${LINK} type Query { ok: Boolean } type Mutation { order(n: Int!): Product } type Product @key(fields: "id") { id: ID! }`,
        resolvers: {
          Mutation: {
            order: async (_: unknown, { n }: { n: number }) => {
              log.push(`order ${n}`);
              stock += 10;
              return { id: '1' };
            },
          },
        },
      },
      stock: {
        sdl: `${LINK} type Mutation { take: Int } type Product @key(fields: "id") { id: ID! left: Int }`,
        resolvers: {
          Mutation: {
            take: () => {
              log.push('take');
              stock -= 1;
              return stock;
            },
          },
          Product: { __resolveReference: (one: object) => one, left: () => stock },
        },
      },
    });
    const { data } = await graph.ask('mutation { a: order(n: 1) { left } take b: order(n: 2) { left } __typename }');
    expect(data).toEqual({ a: { left: 11 }, take: 10, b: { left: 20 }, __typename: 'Mutation' });
    expect(log).toEqual(['order 1', 'take', 'order 2']);
  });
});
