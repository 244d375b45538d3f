import { describe } from 'vitest';
import { asGiven, found, keeps } from '#router/gateway/testing/federation-rules.ts';
import { MEDIA, media } from '#router/gateway/testing/media.ts';
import { LINK } from '#router/gateway/testing/small-graph.ts';

describe('interfaces and unions', () => {
  keeps({
    'a field that another subgraph adds to an interface is there for whoever implements it': {
      subgraphs: MEDIA,
      query: '{ media { __typename id stars ... on Book { pages } } books { stars title } }',
      data: {
        media: [
          { __typename: 'Book', id: '1', stars: 2, pages: 100 },
          { __typename: 'Film', id: '2', stars: 4 },
        ],
        books: [{ stars: 2, title: 'One' }],
      },
    },
    'an interface object learns its type from who knows it': {
      subgraphs: MEDIA,
      query: '{ best { __typename title stars ... on Film { kind: __typename } } }',
      data: { best: { __typename: 'Film', title: 'Two', stars: 4, kind: 'Film' } },
    },
    'a union has in each subgraph the members that one knows': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { media: Media @shareable } union Media = Book | Song
          type Book @shareable { title: String } type Song @shareable { title: String }`,
          resolvers: { Query: { media: () => ({ __typename: 'Book', title: 'a' }) } },
        },
        b: {
          sdl: `${LINK} type Query { media: Media @shareable } union Media = Book | Film
          type Book @shareable { title: String } type Film { title: String }`,
          resolvers: { Query: { media: () => ({ __typename: 'Book', title: 'b' }) } },
        },
      },
      query: '{ media { __typename ... on Book { title } ... on Song { s: title } ... on Film { f: title } } }',
      data: { media: { __typename: 'Book', title: 'a' } },
    },
    'an interface may lead back to itself': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { product: Product } interface Product { id: ID! samePrice: [Product] }
          type Book implements Product @key(fields: "id") { id: ID! samePrice: [Product] @provides(fields: "... on Book { price }") price: Float @external }`,
          resolvers: {
            Query: { product: () => ({ __typename: 'Book', id: '1' }) },
            Book: {
              ...asGiven,
              samePrice: () => [
                { __typename: 'Book', id: '2', price: 10 },
                { __typename: 'Book', id: '3', price: 10 },
              ],
            },
          },
        },
        b: {
          sdl: `${LINK} type Book @key(fields: "id") { id: ID! price: Float @shareable }`,
          resolvers: { Book: { ...asGiven, price: () => 10 } },
        },
      },
      query: '{ product { samePrice { id samePrice { id ... on Book { price } } } } }',
      data: {
        product: {
          samePrice: ['2', '3'].map((id) => ({ id, samePrice: ['2', '3'].map((other) => ({ id: other, price: 10 })) })),
        },
      },
    },
    'what an interface object requires is known by whoever implements the interface': {
      subgraphs: {
        library: {
          sdl: `${LINK} type Query { media: [Media!]! } interface Media @key(fields: "id") { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String }
          type Film implements Media @key(fields: "id") { id: ID! title: String }`,
          resolvers: { ...MEDIA.library!.resolvers, Query: { media: () => media }, Book: found(media, 'id') },
        },
        searches: {
          sdl: `${LINK} type Query { hit: Media } type Media @key(fields: "id") @interfaceObject { id: ID!
            title: String @external upper: String @requires(fields: "title") }`,
          resolvers: {
            Query: { hit: () => ({ id: '1' }) },
            Media: { ...asGiven, upper: ({ title }: { title: string }) => title.toUpperCase() },
          },
        },
      },
      query: '{ media { upper } hit { upper ... on Book { title } } }',
      data: { media: [{ upper: 'ONE' }, { upper: 'TWO' }], hit: { upper: 'ONE', title: 'One' } },
    },
    'what a third subgraph knows of one implementation is reached through an interface object': {
      subgraphs: {
        ...MEDIA,
        lists: {
          sdl: `${LINK} type Query { list: List } type List { media: [Media] } type Media @key(fields: "id") @interfaceObject { id: ID! }`,
          resolvers: { Query: { list: () => ({ media: [{ id: '1' }, { id: '2' }] }) }, Media: asGiven },
        },
        authors: {
          sdl: `${LINK} type Book @key(fields: "id") { id: ID! author: String }`,
          resolvers: { Book: { ...asGiven, author: () => 'Ann' } },
        },
      },
      query: '{ list { media { __typename ... on Book { author pages } stars } } }',
      data: {
        list: {
          media: [
            { __typename: 'Book', author: 'Ann', pages: 100, stars: 2 },
            { __typename: 'Film', stars: 4 },
          ],
        },
      },
    },
    'an interface object is asked for nothing that only its implementations tell': {
      subgraphs: MEDIA,
      query: '{ best { id stars } }',
      data: { best: { id: '2', stars: 4 } },
      asked: ['ratings'],
    },
    'what no subgraph can answer is an error': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { node: Node other: Boolean } interface Node @key(fields: "id") { id: ID! }`,
          resolvers: { Query: { node: () => ({ id: '1' }) } },
        },
        b: {
          sdl: `${LINK} type Query { mine: Node } type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! name: String }`,
          resolvers: { Query: { mine: () => ({ id: '1' }) }, Node: { name: () => 'Ann' } },
        },
      },
      query: '{ node { name } }',
      data: null,
      errors: [[]],
      gatewayErrs: 'it says null and tells nobody',
    },
    'fields of one name and several types are kept apart, also what counts as nothing': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { found: [Found!]! } union Found = User | Group | Robot
          type User { id: ID! size: Int! on: Boolean! } type Group { id: ID size: Int on: Boolean } type Robot { id: ID! size: Float on: String }`,
          resolvers: {
            Query: {
              found: () => [
                { __typename: 'User', id: 'u', size: 0, on: false },
                { __typename: 'Group', id: null, size: null, on: true },
                { __typename: 'Robot', id: '', size: 0.5, on: '' },
              ],
            },
          },
        },
      },
      query: `{ found { ... on User { id s: size on } ... on Group { g: id t: size o: on } ... on Robot { r: id w: size p: on } } }`,
      data: {
        found: [
          { id: 'u', s: 0, on: false },
          { g: null, t: null, o: true },
          { r: '', w: 0.5, p: '' },
        ],
      },
    },
    'what differs between implementations is asked for under names of its own, and nothing is lost': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { users: [User] } interface User { id: ID! rank: Int }
          type Admin implements User @key(fields: "id") { id: ID! rank: Int! }
          type Guest implements User @key(fields: "id") { id: ID! rank: Int }`,
          resolvers: {
            Query: {
              users: () => [
                { __typename: 'Admin', id: '1', rank: 0 },
                { __typename: 'Guest', id: '2', rank: 0 },
                { __typename: 'Guest', id: '3', rank: null },
              ],
            },
            Admin: asGiven,
            Guest: asGiven,
          },
        },
        b: {
          sdl: `${LINK} interface User { id: ID! score: Int } type Admin implements User @key(fields: "id") { id: ID! score: Int! }
          type Guest implements User @key(fields: "id") { id: ID! score: Int }`,
          resolvers: { Admin: { ...asGiven, score: () => 0 }, Guest: { ...asGiven, score: () => 0 } },
        },
      },
      query: '{ users { rank score } }',
      data: {
        users: [
          { rank: 0, score: 0 },
          { rank: 0, score: 0 },
          { rank: null, score: 0 },
        ],
      },
      gatewayErrs: 'it does not rename 0',
    },
    'a fragment on what an object is for certain tells all that it holds': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { user: User users: [User!]! } interface Node { id: ID! } union Any = User | Group
          type User implements Node { id: ID! name: String } type Group implements Node { id: ID! }`,
          resolvers: { Query: { user: () => ({ id: '1', name: 'Ann' }), users: () => [{ id: '2', name: 'Bob' }] } },
        },
      },
      query: `{ user { ... on Node { ... on User { name } ... on Group { group: id } } }
        other: user { ... on Node { ... on Group { id } } } users { ...any } }
        fragment any on Any { ... on Node { id ... on Node { ... on User { name } } } }`,
      data: { user: { name: 'Ann' }, other: {}, users: [{ id: '2', name: 'Bob' }] },
      gatewayErrs: 'it leaves out what is there',
    },
    'an error of one of a list is told there, though those before it were not asked for': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { found: [Found] } union Found = User | Group type Group { id: ID }
          type User @key(fields: "id") { id: ID! }`,
          resolvers: {
            Query: {
              found: () => [
                { __typename: 'Group', id: 'g' },
                { __typename: 'User', id: '1' },
                null,
                { __typename: 'User', id: '2' },
              ],
            },
          },
        },
        b: {
          sdl: `${LINK} type User @key(fields: "id") { id: ID! name: String }`,
          resolvers: {
            User: {
              ...asGiven,
              name: ({ id }: { id: string }) => {
                if (id === '2') throw new Error('nobody');
                return 'Ann';
              },
            },
          },
        },
      },
      query: '{ found { ... on User { name } } }',
      data: { found: [{}, { name: 'Ann' }, null, { name: null }] },
      errors: [['found', 3, 'name']],
      gatewayErrs: 'it counts only those that it asked for',
    },
    'members of a union that one subgraph does not have are not asked of it': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { page: Page } type Page @key(fields: "id") { id: ID! body: Body }
          type Body @shareable { parts: [Part!]! } union Part = Text | Image
          type Text @shareable { text: String } type Image { url: String }`,
          resolvers: { Query: { page: () => ({ id: '1', body: { parts: [{ __typename: 'Image', url: 'u' }] } }) } },
        },
        b: {
          sdl: `${LINK} type Page @key(fields: "id") { id: ID! foot: Body }
          type Body @shareable { parts: [Part!]! } union Part = Text | Video
          type Text @shareable { text: String } type Video { length: Int }`,
          resolvers: {
            Page: {
              ...asGiven,
              foot: () => ({
                parts: [
                  { __typename: 'Video', length: 3 },
                  { __typename: 'Text', text: 't' },
                ],
              }),
            },
          },
        },
      },
      query: `{ page { body { ...all } foot { ...all } } }
      fragment all on Body { parts { __typename ... on Text { text } ... on Image { url } ... on Video { length } } }`,
      data: {
        page: {
          body: { parts: [{ __typename: 'Image', url: 'u' }] },
          foot: {
            parts: [
              { __typename: 'Video', length: 3 },
              { __typename: 'Text', text: 't' },
            ],
          },
        },
      },
    },
  });
});
