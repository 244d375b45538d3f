import { describe } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallSubgraph } from '#router/gateway/testing/small-graph.ts';

interface Priced {
  price: number;
}

/** Each step requires of the one before, with arguments. */
const CHAIN: Record<string, SmallSubgraph> = {
  a: {
    sdl: `${LINK} type Query { item: Item } type Item @key(fields: "id") { id: ID! n(x: Int!): Int }`,
    resolvers: {
      Query: { item: () => ({ id: '1' }) },
      Item: { ...asGiven, n: (_: unknown, { x }: { x: number }) => x },
    },
  },
  b: {
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! n(x: Int!): Int @external m(y: Int!): Int @requires(fields: "n(x: 1)")
      k: Int @requires(fields: "n(x: 2)") }`,
    resolvers: {
      Item: {
        ...asGiven,
        m: ({ n }: { n: number }, { y }: { y: number }) => n * 10 + y,
        k: ({ n }: { n: number }) => n,
      },
    },
  },
  c: {
    sdl: `${LINK} type Item @key(fields: "id") { id: ID! m(y: Int!): Int @external five: Int @requires(fields: "m(y: 5)")
      seven: Int @requires(fields: "m(y: 7)") }`,
    resolvers: { Item: { ...asGiven, five: ({ m }: { m: number }) => m, seven: ({ m }: { m: number }) => m } },
  },
};

describe('fields that are required with arguments', () => {
  keeps({
    'may require with arguments themselves': {
      subgraphs: CHAIN,
      query: '{ item { five seven k m(y: 3) } }',
      data: { item: { five: 15, seven: 17, k: 2, m: 13 } },
    },
    'are asked for only where what requires them is': {
      subgraphs: CHAIN,
      query: 'query ($on: Boolean!) { item { five @include(if: $on) seven @skip(if: $on) k } }',
      variables: { on: true },
      data: { item: { five: 15, k: 2 } },
    },
    'may be those of an interface that another subgraph promises, with arguments or none': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { item: Item } interface Priced { price(in: String): Int }
            type Item implements Priced @key(fields: "id") { id: ID! price(in: String): Int }`,
          resolvers: {
            Query: { item: () => ({ id: '1' }) },
            Item: { ...asGiven, price: (_: unknown, given: { in?: string }) => given.in?.length ?? 0 },
          },
        },
        b: {
          sdl: `${LINK} interface Priced { price(in: String): Int } type Item implements Priced @key(fields: "id") { id: ID!
            price(in: String): Int @external four: Int @requires(fields: "price(in: \\"four\\")")
            none: Int @requires(fields: "price") }`,
          resolvers: { Item: { ...asGiven, four: ({ price }: Priced) => price, none: ({ price }: Priced) => price } },
        },
      },
      query:
        '{ item { ...priced } } fragment priced on Priced { price(in: "12") ... on Item { none four again: four } }',
      data: { item: { price: 2, none: 0, four: 4, again: 4 } },
      gatewayErrs: 'it does not rename 0',
    },
    'may be required of an interface object by whoever it is': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { media: [Media] } interface Media @key(fields: "id") { id: ID! title(in: String!): String }
            type Book implements Media @key(fields: "id") { id: ID! title(in: String!): String }
            type Film implements Media @key(fields: "id") { id: ID! title(in: String!): String }`,
          resolvers: {
            Query: {
              media: () => [
                { __typename: 'Book', id: '1' },
                { __typename: 'Film', id: '2' },
              ],
            },
            Book: { ...asGiven, title: (_: unknown, given: { in: string }) => `Book ${given.in}` },
            Film: { ...asGiven, title: (_: unknown, given: { in: string }) => `Film ${given.in}` },
          },
        },
        b: {
          sdl: `${LINK} type Media @key(fields: "id") @interfaceObject { id: ID! title(in: String!): String @external
            ru: String @requires(fields: "title(in: \\"ru\\")") en: String @requires(fields: "title(in: \\"en\\")") }`,
          resolvers: {
            Media: {
              ...asGiven,
              ru: ({ title }: { title: string }) => title,
              en: ({ title }: { title: string }) => title,
            },
          },
        },
      },
      query: '{ media { ru ... on Film { en title(in: "de") } } }',
      data: { media: [{ ru: 'Book ru' }, { ru: 'Film ru', en: 'Film en', title: 'Film de' }] },
    },
  });
});
