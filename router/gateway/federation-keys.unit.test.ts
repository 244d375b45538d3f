import { describe } from 'vitest';
import { asGiven, found, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK } from '#router/gateway/testing/small-graph.ts';

const products = [
  { upc: 'a', price: 3, weight: 2, category: { id: 'c1', tag: 't1' } },
  { upc: 'b', price: 5, weight: 1, category: { id: 'c2', tag: 't2' } },
];

describe('keys of entities', () => {
  keeps({
    'an entity without its key in one subgraph is found by another key, and null where nobody knows it': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users: [User] } type User @key(fields: "id") { id: ID! }`,
          resolvers: {
            Query: { users: () => [{ id: '1' }, { id: 'nobody' }, null] },
            User: { ...asGiven },
          },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") @key(fields: "email") { id: ID! email: String }`,
          resolvers: { User: found([{ id: '1', email: 'a@x' }], 'id') },
        },
        c: {
          sdl: `${LINK} type User @key(fields: "email") { email: String name: String }`,
          resolvers: { User: found([{ email: 'a@x', name: 'Ann' }], 'email') },
        },
      },
      query: '{ users { id name } }',
      data: { users: [{ id: '1', name: 'Ann' }, { id: 'nobody', name: null }, null] },
    },
    'a key may have fields below fields': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { products: [Product] }
          type Product @key(fields: "id category { id tag }") { id: ID! category: Category }
          type Category @key(fields: "id tag") { id: ID! tag: String }`,
          resolvers: { Query: { products: () => products.map(({ upc, category }) => ({ id: upc, category })) } },
        },
        b: {
          sdl: `${LINK} type Product @key(fields: "id category { id tag }") { id: ID! category: Category name: String }
          type Category @key(fields: "id tag") { id: ID! tag: String title: String }`,
          resolvers: {
            Product: {
              ...asGiven,
              name: ({ id, category }: { id: string; category: { id: string } }) => `${id} of ${category.id}`,
            },
            Category: {
              ...asGiven,
              title: ({ tag }: { tag: string }) => tag.toUpperCase(),
            },
          },
        },
      },
      query: '{ products { name category { title } } }',
      data: {
        products: [
          { name: 'a of c1', category: { title: 'T1' } },
          { name: 'b of c2', category: { title: 'T2' } },
        ],
      },
    },
    'a subgraph is asked by a key that it resolves, and by that alone': {
      subgraphs: {
        parts: {
          sdl: `${LINK} type Part @key(fields: "id") @key(fields: "code", resolvable: false)
            @key(fields: "place { row }", resolvable: false) { id: ID! code: ID! place: Place! name: String! }
          type Place @shareable { row: Int! shelf: Int! }`,
          resolvers: { Part: { ...asGiven, name: ({ id }: { id: string }) => `part ${id}` } },
        },
        stores: {
          sdl: `${LINK} type Query { store: Store } type Store @key(fields: "id") { id: ID! parts: [Part!]! }
          type Part @key(fields: "id", resolvable: false) @key(fields: "code", resolvable: false)
            @key(fields: "id place { row shelf }") { id: ID! code: ID! place: Place! name: String! @external
            label: String! @requires(fields: "name") }
          type Place @shareable { row: Int! shelf: Int! }`,
          resolvers: {
            Query: { store: () => ({ id: 's', parts: [{ id: '1', code: 'c', place: { row: 1, shelf: 2 } }] }) },
            Part: {
              __resolveReference: (part: { place?: { row?: number; shelf?: number } }) =>
                part.place?.row === 1 && part.place.shelf === 2 ? part : null,
              label: ({ id, name }: { id: string; name: string }) => `${id}: ${name}`,
            },
          },
        },
      },
      query: '{ store { parts { label } } }',
      data: { store: { parts: [{ label: '1: part 1' }] } },
      asked: ['stores', 'parts', 'stores'],
    },
    'what lies on the way to an entity that nobody knows is null, and its neighbours are not': {
      subgraphs: {
        shelves: {
          sdl: `${LINK} type Query { shelves: [Shelf] } type Shelf { book: Book } type Book @key(fields: "isbn") { isbn: ID! }`,
          resolvers: {
            Query: { shelves: () => ['i1', 'i2', 'i3'].map((isbn) => ({ book: { isbn } })) },
            Book: asGiven,
          },
        },
        numbers: {
          sdl: `${LINK} type Book @key(fields: "id") @key(fields: "isbn") { id: ID! isbn: ID! }`,
          resolvers: {
            Book: found(
              [
                { id: '1', isbn: 'i1' },
                { id: '3', isbn: 'i3' },
              ],
              'isbn',
            ),
          },
        },
        authors: {
          sdl: `${LINK} type Book @key(fields: "id") { id: ID! author: Author } type Author { name: String }`,
          resolvers: { Book: found([{ id: '1', author: { name: 'Ann' } }], 'id') },
        },
      },
      query: '{ shelves { book { isbn author { name } } } }',
      data: {
        shelves: [
          { book: { isbn: 'i1', author: { name: 'Ann' } } },
          { book: { isbn: 'i2', author: null } },
          { book: { isbn: 'i3', author: null } },
        ],
      },
    },
    'a value that is no entity is asked for through the entity that holds it': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { product: Product } type Product @key(fields: "id") { id: ID! details: Details @shareable }
          type Details @shareable { weight: Int }`,
          resolvers: { Query: { product: () => ({ id: '1', details: { weight: 3 } }) }, Product: asGiven },
        },
        b: {
          sdl: `${LINK} type Product @key(fields: "id") { id: ID! details: Details @shareable }
          type Details { height: Int @shareable colour: String }`,
          resolvers: { Product: { ...asGiven, details: () => ({ colour: 'red', height: 9 }) } },
        },
      },
      query: '{ product { details { weight colour } } }',
      data: { product: { details: { weight: 3, colour: 'red' } } },
    },
    'an entity that a list holds often is asked for once, and an entity of many lists is in each its own': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { rows: [[User]] } type User @key(fields: "id") { id: ID! }`,
          resolvers: {
            Query: { rows: () => [[{ id: '1' }, { id: '1' }], [null, { id: '2' }], null, []] },
            User: asGiven,
          },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! name: String }`,
          resolvers: { User: { ...asGiven, name: ({ id }: { id: string }) => `user ${id}` } },
        },
      },
      query: '{ rows { name } }',
      data: { rows: [[{ name: 'user 1' }, { name: 'user 1' }], [null, { name: 'user 2' }], null, []] },
      asked: ['a', 'b'],
    },
  });
});
