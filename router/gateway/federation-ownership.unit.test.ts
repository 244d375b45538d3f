import { describe } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK } from '#router/gateway/testing/small-graph.ts';

describe('who answers what', () => {
  keeps({
    'a field that was taken over is answered by its new owner': {
      subgraphs: {
        old: {
          sdl: `${LINK} type Query { post: Post } type Post @key(fields: "id") { id: ID! text: String }`,
          resolvers: { Query: { post: () => ({ id: '1', text: 'old' }) } },
        },
        new: {
          sdl: `${LINK} type Post @key(fields: "id") { id: ID! text: String @override(from: "old") }`,
          resolvers: { Post: { ...asGiven, text: () => 'new' } },
        },
      },
      query: '{ post { text } }',
      data: { post: { text: 'new' } },
    },
    'what a path provides is not asked for elsewhere': {
      subgraphs: {
        reviews: {
          sdl: `${LINK} type Query { review: Review @provides(fields: "author { name }") } type Review { author: User }
          type User @key(fields: "id") { id: ID! name: String @external }`,
          resolvers: { Query: { review: () => ({ author: { id: '1', name: 'Ann' } }) } },
        },
        users: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! name: String @shareable age: Int }`,
          resolvers: { User: { ...asGiven, age: () => 7 } },
        },
      },
      query: '{ review { author { name } } }',
      data: { review: { author: { name: 'Ann' } } },
      asked: ['reviews'],
    },
    'what is provided below a union is not asked for elsewhere': {
      subgraphs: {
        feed: {
          sdl: `${LINK} type Query { feed: [Item] @provides(fields: "... on Book { title }") } union Item = Book | Note
          type Note { text: String } type Book @key(fields: "id") { id: ID! title: String @external }`,
          resolvers: {
            Query: {
              feed: () => [
                { __typename: 'Book', id: '1', title: 'One' },
                { __typename: 'Note', text: 'x' },
              ],
            },
          },
        },
        books: {
          sdl: `${LINK} type Book @key(fields: "id") { id: ID! title: String @shareable }`,
          resolvers: { Book: { ...asGiven, title: () => 'elsewhere' } },
        },
      },
      query: '{ feed { ... on Book { title } ... on Note { text } } }',
      data: { feed: [{ title: 'One' }, { text: 'x' }] },
      asked: ['feed'],
    },
    'a type of version 1 may be extended by its external fields': {
      subgraphs: {
        users: {
          sdl: 'type Query { user: User } type User @key(fields: "id") { id: ID! name: String }',
          resolvers: {
            Query: { user: () => ({ id: '1', name: 'Ann' }) },
            User: { __resolveReference: (one: object) => ({ ...one, name: 'Ann' }) },
          },
        },
        reviews: {
          sdl: `extend type Query { critic: User } extend type User @key(fields: "id") { id: ID! @external
          name: String @external nick: String @requires(fields: "name") }`,
          resolvers: {
            Query: { critic: () => ({ id: '2' }) },
            User: { ...asGiven, nick: ({ name }: { name: string }) => name[0] },
          },
        },
      },
      query: '{ user { nick } critic { id name nick } }',
      data: { user: { nick: 'A' }, critic: { id: '2', name: 'Ann', nick: 'A' } },
    },
    'an enum value that clients may not see is no value': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users: [User] } type User { kind: Kind } enum Kind { PLAIN SECRET @inaccessible }`,
          resolvers: { Query: { users: () => [{ kind: 'PLAIN' }, { kind: 'SECRET' }] } },
        },
      },
      query: '{ users { kind } }',
      data: { users: [{ kind: 'PLAIN' }, { kind: null }] },
    },
    'an input object has the fields that all subgraphs know': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users(filter: Filter): String @shareable } input Filter { first: Int mine: Int }`,
          resolvers: { Query: { users: (_: unknown, { filter }: { filter: object }) => JSON.stringify(filter) } },
        },
        b: {
          sdl: `${LINK} type Query { users(filter: Filter): String @shareable } input Filter { first: Int }`,
          resolvers: { Query: { users: (_: unknown, { filter }: { filter: object }) => JSON.stringify(filter) } },
        },
      },
      query: 'query ($filter: Filter) { users(filter: $filter) }',
      variables: { filter: { first: 1 } },
      data: { users: '{"first":1}' },
    },
    'of what is provided only what is asked for is asked': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Thing @key(fields: "id") { id: ID! name: String! @shareable text: String! @shareable more: String! }`,
          resolvers: { Thing: { ...asGiven, more: () => 'more' } },
        },
        b: {
          sdl: `${LINK} type Query { things: [Thing!]! @provides(fields: "name text") }
          type Thing @key(fields: "id") { id: ID! name: String! @external text: String! @external }`,
          resolvers: {
            Query: { things: () => [{ id: '1', name: 'one' }] },
            Thing: {
              text: () => {
                throw new Error('nobody asked');
              },
            },
          },
        },
      },
      query: '{ things { id n: name ... { more } ... on Thing @skip(if: true) { text } } }',
      data: { things: [{ id: '1', n: 'one', more: 'more' }] },
      asked: ['b', 'a'],
    },
    'what is provided below an interface is not asked for elsewhere': {
      subgraphs: {
        feed: {
          sdl: `${LINK} type Query { seen: Book @provides(fields: "animals { ... on Dog { name } }") }
          type Book @key(fields: "id") { id: ID! animals: [Animal] @shareable } interface Animal { id: ID! }
          type Dog implements Animal @key(fields: "id") { id: ID! name: String @external }`,
          resolvers: { Query: { seen: () => ({ id: '1', animals: [{ __typename: 'Dog', id: 'd', name: 'Rex' }] }) } },
        },
        zoo: {
          sdl: `${LINK} interface Animal { id: ID! } type Dog implements Animal @key(fields: "id") { id: ID!
            name: String @shareable age: Int }`,
          resolvers: { Dog: { ...asGiven, name: () => 'elsewhere', age: () => 3 } },
        },
      },
      query: '{ seen { animals { ... on Dog { name age } } } }',
      data: { seen: { animals: [{ name: 'Rex', age: 3 }] } },
      asked: ['feed', 'zoo'],
    },
    'a field of the root that several subgraphs answer is asked of each for what only that one knows': {
      subgraphs: {
        names: {
          sdl: `${LINK} type Query { product: Product @shareable } type Product @shareable { id: ID! name: Name } type Name { full: String }`,
          resolvers: { Query: { product: () => ({ id: '1', name: { full: 'One' } }) } },
        },
        prices: {
          sdl: `${LINK} type Query { product: Product @shareable } type Product @shareable { id: ID! price: Price } type Price { cents: Int }`,
          resolvers: { Query: { product: () => ({ id: '1', price: { cents: 5 } }) } },
        },
      },
      query: '{ product { id name { full } price { cents } } }',
      data: { product: { id: '1', name: { full: 'One' }, price: { cents: 5 } } },
    },
    'taking over from a subgraph that is not part of the graph changes nothing': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { post: Post } type Post @key(fields: "id") { id: ID! text: String @override(from: "gone") }`,
          resolvers: { Query: { post: () => ({ id: '1', text: 'here' }) } },
        },
      },
      query: '{ post { text } }',
      data: { post: { text: 'here' } },
    },
    'what was taken over of a type is taken over below its interface': {
      subgraphs: {
        old: {
          sdl: `${LINK} type Query { feed: [Post] } interface Post { id: ID! at: String! }
          type ImagePost implements Post @key(fields: "id") { id: ID! at: String! }`,
          resolvers: { Query: { feed: () => [{ __typename: 'ImagePost', id: '1', at: 'old' }] } },
        },
        new: {
          sdl: `${LINK} interface Post { id: ID! at: String! } type TextPost implements Post @key(fields: "id") { id: ID! at: String! }
          type ImagePost implements Post @key(fields: "id") { id: ID! at: String! @override(from: "old") }`,
          resolvers: { ImagePost: { ...asGiven, at: () => 'new' }, TextPost: asGiven },
        },
      },
      query: '{ feed { id at } }',
      data: { feed: [{ id: '1', at: 'new' }] },
    },
    'a version 1 subgraph may extend what it can also resolve': {
      subgraphs: {
        users: {
          sdl: 'type Query { users: [User] } type User @key(fields: "id") { id: ID! name: String email: String }',
          resolvers: { Query: { users: () => [{ id: '1', name: 'Ann', email: 'a@x' }] }, User: asGiven },
        },
        rights: {
          sdl: `type User @extends @key(fields: "id") { id: ID! @external email: String @external
          rights: [Right] } type Right @key(fields: "id user { id email }") { id: ID! user: User @provides(fields: "email") }
          type Query { right: Right }`,
          resolvers: {
            Query: { right: () => ({ id: 'r', user: { id: '1', email: 'provided' } }) },
            User: { ...asGiven, rights: ({ id }: { id: string }) => [{ id: `r${id}`, user: { id, email: 'p' } }] },
          },
        },
      },
      query: '{ users { name rights { id user { email } } } right { user { email name } } }',
      data: {
        users: [{ name: 'Ann', rights: [{ id: 'r1', user: { email: 'p' } }] }],
        right: { user: { email: 'provided', name: null } },
      },
    },
  });
});
