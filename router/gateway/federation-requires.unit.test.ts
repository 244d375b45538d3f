import { describe } from 'vitest';
import { asGiven, found, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK } from '#router/gateway/testing/small-graph.ts';

const products = [
  { upc: 'a', price: 3, weight: 2, category: { id: 'c1', tag: 't1' } },
  { upc: 'b', price: 5, weight: 1, category: { id: 'c2', tag: 't2' } },
];

describe('required fields', () => {
  keeps({
    'required fields are fetched first, nested ones and those required by required ones too': {
      subgraphs: {
        catalog: {
          sdl: `${LINK} type Query { products: [Product!]! }
          type Product @key(fields: "upc") { upc: ID! price: Int weight: Int category: Category }
          type Category @shareable { id: ID! tag: String }`,
          resolvers: { Query: { products: () => products }, Product: found(products, 'upc') },
        },
        shipping: {
          sdl: `${LINK} type Product @key(fields: "upc") { upc: ID! price: Int @external weight: Int @external
            category: Category @external
            cost: Int @requires(fields: "price weight") label: String @requires(fields: "category { id tag }") }
          type Category @shareable { id: ID! tag: String }`,
          resolvers: {
            Product: {
              ...asGiven,
              cost: ({ price, weight }: (typeof products)[0]) => price * weight,
              label: ({ category }: (typeof products)[0]) => `${category.id}/${category.tag}`,
            },
          },
        },
        offers: {
          sdl: `${LINK} type Product @key(fields: "upc") { upc: ID! cost: Int @external
          offer: String @requires(fields: "cost") }`,
          resolvers: {
            Product: { ...asGiven, offer: ({ cost }: { cost: number }) => `from ${cost}` },
          },
        },
      },
      query: '{ products { label offer } }',
      data: {
        products: [
          { label: 'c1/t1', offer: 'from 6' },
          { label: 'c2/t2', offer: 'from 5' },
        ],
      },
    },
    'a required field with arguments does not meet the one a client asks for': {
      subgraphs: {
        posts: {
          sdl: `${LINK} type Query { feed: [Post] } type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] }
          type Comment { id: ID! }`,
          resolvers: {
            Query: { feed: () => [{ id: 'p' }] },
            Post: {
              ...asGiven,
              comments: (_: unknown, { limit }: { limit: number }) =>
                Array.from({ length: limit }, (_, i) => ({ id: `c${i}` })),
            },
          },
        },
        authors: {
          sdl: `${LINK} type Post @key(fields: "id") { id: ID! comments(limit: Int!): [Comment] @external
            author: String @requires(fields: "comments(limit: 3) { id }") }
          type Comment { id: ID! @external }`,
          resolvers: {
            Post: {
              ...asGiven,
              author: ({ comments }: { comments: object[] }) => `of ${comments.length}`,
            },
          },
        },
      },
      query: 'query ($n: Int! = 1) { feed { author comments(limit: $n) { id } } }',
      data: { feed: [{ author: 'of 3', comments: [{ id: 'c0' }] }] },
    },
    'what is inaccessible can be required and is not seen': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { user: User } type User @key(fields: "id") { id: ID! @inaccessible age: Int @inaccessible }`,
          resolvers: {
            Query: { user: () => ({ id: '1', age: 20 }) },
            User: { __resolveReference: (one: object) => ({ ...one, age: 20 }) },
          },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! age: Int @external adult: Boolean @requires(fields: "age") }`,
          resolvers: {
            User: { ...asGiven, adult: ({ age }: { age: number }) => age > 17 },
          },
        },
      },
      query: '{ user { adult } }',
      data: { user: { adult: true } },
    },
    'fields that require the same with other arguments get each its own': {
      subgraphs: {
        prices: {
          sdl: `${LINK} type Query { products: [Product] } type Product @key(fields: "id") { id: ID! weight: Int
            price(currency: String!): Int shop: Shop } type Shop { rent(currency: String!): Int }`,
          resolvers: {
            Query: { products: () => [{ id: '1' }, { id: '2' }] },
            Product: {
              ...asGiven,
              weight: () => 2,
              price: ({ id }: { id: string }, { currency }: { currency: string }) =>
                id === '2' ? 0 : currency === 'USD' ? 10 : 100,
              shop: () => ({}),
            },
            Shop: { rent: (_: unknown, { currency }: { currency: string }) => (currency === 'USD' ? 7 : 70) },
          },
        },
        shipping: {
          sdl: `${LINK} type Product @key(fields: "id") { id: ID! weight: Int @external price(currency: String!): Int @external
            dollars: Int @requires(fields: "price(currency: \\"USD\\") weight")
            euros: Int @requires(fields: "price(currency: \\"EUR\\") weight")
            shop: Shop @external rent: Int @requires(fields: "shop { rent(currency: \\"USD\\") }") }
          type Shop @external { rent(currency: String!): Int }`,
          resolvers: {
            Product: {
              ...asGiven,
              dollars: ({ price, weight }: { price: number; weight: number }) => price * weight,
              euros: ({ price, weight }: { price: number; weight: number }) => price * weight,
              rent: ({ shop }: { shop: { rent: number } }) => shop.rent,
            },
          },
        },
        tax: {
          sdl: `${LINK} type Product @key(fields: "id") { id: ID! price(currency: String!): Int @external
            tax: Int @requires(fields: "price(currency: \\"JPY\\")") }`,
          resolvers: { Product: { ...asGiven, tax: ({ price }: { price: number }) => price / 10 } },
        },
      },
      query: `query ($in: String! = "EUR") {
      products { euros dollars rent tax price(currency: $in) usd: price(currency: "USD") shop { rent(currency: $in) } }
    }`,
      data: {
        products: [
          { euros: 200, dollars: 20, rent: 7, tax: 10, price: 100, usd: 10, shop: { rent: 70 } },
          { euros: 0, dollars: 0, rent: 7, tax: 0, price: 0, usd: 0, shop: { rent: 70 } },
        ],
      },
      gatewayErrs: 'it does not rename 0',
    },
    'two subgraphs may require of each other, as long as it ends': {
      subgraphs: {
        posts: {
          sdl: `${LINK} type Query { feed: [Post] } type Post @key(fields: "id") { id: ID! novice: Boolean! @external
            expert: Boolean! @requires(fields: "novice") }
          type Author @key(fields: "id") { id: ID! years: Int! }`,
          resolvers: {
            Query: { feed: () => [{ id: 'p1' }, { id: 'p2' }] },
            Post: { ...asGiven, expert: ({ novice }: { novice: boolean }) => !novice },
            Author: { ...asGiven, years: ({ id }: { id: string }) => (id === 'of p1' ? 1 : 20) },
          },
        },
        people: {
          sdl: `${LINK} type Post @key(fields: "id") { id: ID! author: Author!
            novice: Boolean! @requires(fields: "author { years }") }
          type Author @key(fields: "id") { id: ID! years: Int! @external }`,
          resolvers: {
            Post: {
              ...asGiven,
              author: ({ id }: { id: string }) => ({ id: `of ${id}` }),
              novice: ({ author }: { author: { years: number } }) => author.years < 10,
            },
            Author: asGiven,
          },
        },
      },
      query: '{ feed { expert } }',
      data: { feed: [{ expert: false }, { expert: true }] },
    },
    'what is required of an interface or a union is required of whoever it is': {
      subgraphs: {
        library: {
          sdl: `${LINK} type Query { loans: [Loan] } type Loan @key(fields: "id") { id: ID! item: Item } union Item = Book | Film
          interface Named { name: String } type Book implements Named { name: String pages: Int }
          type Film implements Named { name: String length: Length } type Length { minutes: Int }`,
          resolvers: {
            Query: {
              loans: () => [
                { id: '1', item: { __typename: 'Book', name: 'b', pages: 30 } },
                { id: '2', item: { __typename: 'Film', name: 'f', length: { minutes: 90 } } },
                { id: '3', item: null },
              ],
            },
          },
        },
        fees: {
          sdl: `${LINK} type Loan @key(fields: "id") { id: ID! item: Item @external
            fee: Int @requires(fields: "item { ... on Named { name } ... on Book { pages } ... on Film { length { minutes } } }") }
          union Item = Book | Film interface Named { name: String }
          type Book implements Named @external { name: String pages: Int }
          type Film implements Named @external { name: String length: Length } type Length @external { minutes: Int }`,
          resolvers: {
            Loan: {
              ...asGiven,
              fee: ({ item }: { item: { name: string; pages?: number; length?: { minutes: number } } | null }) =>
                item?.name ? (item.pages ?? item.length?.minutes) : -1,
            },
          },
        },
      },
      query: '{ loans { fee } }',
      data: { loans: [{ fee: 30 }, { fee: 90 }, { fee: -1 }] },
    },
    'lists of lists are required whole': {
      subgraphs: {
        boards: {
          sdl: `${LINK} type Query { board: Board } type Board @key(fields: "id") { id: ID! cells: [[Cell]] } type Cell { n: Int }`,
          resolvers: { Query: { board: () => ({ id: '1', cells: [[{ n: 1 }, null], null, [], [{ n: 4 }]] }) } },
        },
        sums: {
          sdl: `${LINK} type Board @key(fields: "id") { id: ID! cells: [[Cell]] @external
          seen: String @requires(fields: "cells { n }") } type Cell @external { n: Int }`,
          resolvers: { Board: { ...asGiven, seen: ({ cells }: { cells: unknown }) => JSON.stringify(cells) } },
        },
      },
      query: '{ board { seen } }',
      data: { board: { seen: '[[{"n":1},null],null,[],[{"n":4}]]' } },
      gatewayErrs: 'it takes an inner list for an object',
    },
    'nobody is asked who lacks what it requires': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users: [User] } type User @key(fields: "id") { id: ID! age: Int! }`,
          resolvers: {
            Query: { users: () => [{ id: '1', age: 30 }, { id: '2' }] },
          },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! age: Int! @external adult: Boolean @requires(fields: "age") }`,
          resolvers: { User: { ...asGiven, adult: ({ age }: { age: number }) => age > 17 } },
        },
      },
      query: '{ users { adult } }',
      data: { users: [{ adult: true }, null] },
      errors: [['users', 1, 'age']],
    },
    'what was taken over may require what it was made of': {
      subgraphs: {
        old: {
          sdl: `${LINK} type Query { user: User } type User @key(fields: "id") { id: ID! first: String last: String name: String }`,
          resolvers: { Query: { user: () => ({ id: '1', first: 'Ann', last: 'Lee', name: 'old' }) } },
        },
        new: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! first: String @external last: String @external
          name: String @override(from: "old") @requires(fields: "first last") initials: String @requires(fields: "first last") }`,
          resolvers: {
            User: {
              ...asGiven,
              name: ({ first, last }: { first: string; last: string }) => `${first} ${last}`,
              initials: ({ first, last }: { first: string; last: string }) => `${first[0]}${last[0]}`,
            },
          },
        },
      },
      query: '{ user { name initials last } }',
      data: { user: { name: 'Ann Lee', initials: 'AL', last: 'Lee' } },
      asked: ['old', 'new'],
    },
  });
});
