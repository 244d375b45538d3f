import { afterEach, describe, expect, it } from 'vitest';
import { LINK, type SmallGraph, type SmallSubgraph, smallGraph } from '#router/gateway/testing/small-graph.ts';

/** What federation's specification says of any graph, one small graph per rule. */
interface Rule {
  readonly subgraphs: Record<string, SmallSubgraph>;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data: unknown;
  /** Paths of errors; none by default. */
  readonly errors?: (string | number)[][];
  /** Subgraphs that are asked, in order; not looked at by default. */
  readonly asked?: string[];
}

const found = <T extends object>(all: readonly T[], ...keys: (keyof T)[]) => ({
  __resolveReference: (reference: T) => all.find((one) => keys.every((key) => one[key] === reference[key])) ?? null,
});

const media = [
  { __typename: 'Book', id: '1', title: 'One' },
  { __typename: 'Film', id: '2', title: 'Two' },
];
const MEDIA: Record<string, SmallSubgraph> = {
  library: {
    sdl: `${LINK} type Query { media: [Media!]! books: [Book!]! }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
      type Film implements Media @key(fields: "id") { id: ID! title: String }`,
    resolvers: {
      Query: { media: () => media, books: () => media.slice(0, 1) },
      Media: {
        __resolveReference: ({ id }: { id: string }) => media.find((one) => one.id === id),
        __resolveType: (one: { __typename: string }) => one.__typename,
      },
      Book: { ...found(media, 'id'), pages: () => 100 },
      Film: found(media, 'id'),
    },
  },
  ratings: {
    sdl: `${LINK} type Query { best: Media } type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! }`,
    resolvers: {
      Query: { best: () => ({ id: '2' }) },
      Media: {
        __resolveReference: (reference: object) => reference,
        stars: ({ id }: { id: string }) => Number(id) * 2,
      },
    },
  },
};

const products = [
  { upc: 'a', price: 3, weight: 2, category: { id: 'c1', tag: 't1' } },
  { upc: 'b', price: 5, weight: 1, category: { id: 'c2', tag: 't2' } },
];

const RULES: Record<string, Rule> = {
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
  'a field that was taken over is answered by its new owner': {
    subgraphs: {
      old: {
        sdl: `${LINK} type Query { post: Post } type Post @key(fields: "id") { id: ID! text: String }`,
        resolvers: { Query: { post: () => ({ id: '1', text: 'old' }) } },
      },
      new: {
        sdl: `${LINK} type Post @key(fields: "id") { id: ID! text: String @override(from: "old") }`,
        resolvers: { Post: { __resolveReference: (one: object) => one, text: () => 'new' } },
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
        resolvers: { User: { __resolveReference: (one: object) => one, age: () => 7 } },
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
        resolvers: { Book: { __resolveReference: (one: object) => one, title: () => 'elsewhere' } },
      },
    },
    query: '{ feed { ... on Book { title } ... on Note { text } } }',
    data: { feed: [{ title: 'One' }, { text: 'x' }] },
    asked: ['feed'],
  },
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
            __resolveReference: (one: object) => one,
            cost: ({ price, weight }: (typeof products)[0]) => price * weight,
            label: ({ category }: (typeof products)[0]) => `${category.id}/${category.tag}`,
          },
        },
      },
      offers: {
        sdl: `${LINK} type Product @key(fields: "upc") { upc: ID! cost: Int @external
          offer: String @requires(fields: "cost") }`,
        resolvers: {
          Product: { __resolveReference: (one: object) => one, offer: ({ cost }: { cost: number }) => `from ${cost}` },
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
            __resolveReference: (one: object) => one,
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
            __resolveReference: (one: object) => one,
            author: ({ comments }: { comments: object[] }) => `of ${comments.length}`,
          },
        },
      },
    },
    query: 'query ($n: Int! = 1) { feed { author comments(limit: $n) { id } } }',
    data: { feed: [{ author: 'of 3', comments: [{ id: 'c0' }] }] },
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
  'an entity without its key in one subgraph is found by another key, and null where nobody knows it': {
    subgraphs: {
      a: {
        sdl: `${LINK} type Query { users: [User] } type User @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { users: () => [{ id: '1' }, { id: 'nobody' }, null] },
          User: { __resolveReference: (one: object) => one },
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
            __resolveReference: (one: object) => one,
            name: ({ id, category }: { id: string; category: { id: string } }) => `${id} of ${category.id}`,
          },
          Category: {
            __resolveReference: (one: object) => one,
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
  'an interface may lead back to itself': {
    subgraphs: {
      a: {
        sdl: `${LINK} type Query { product: Product } interface Product { id: ID! samePrice: [Product] }
          type Book implements Product @key(fields: "id") { id: ID! samePrice: [Product] @provides(fields: "... on Book { price }") price: Float @external }`,
        resolvers: {
          Query: { product: () => ({ __typename: 'Book', id: '1' }) },
          Book: {
            __resolveReference: (one: object) => one,
            samePrice: () => [
              { __typename: 'Book', id: '2', price: 10 },
              { __typename: 'Book', id: '3', price: 10 },
            ],
          },
        },
      },
      b: {
        sdl: `${LINK} type Book @key(fields: "id") { id: ID! price: Float @shareable }`,
        resolvers: { Book: { __resolveReference: (one: object) => one, price: () => 10 } },
      },
    },
    query: '{ product { samePrice { id samePrice { id ... on Book { price } } } } }',
    data: {
      product: {
        samePrice: ['2', '3'].map((id) => ({ id, samePrice: ['2', '3'].map((other) => ({ id: other, price: 10 })) })),
      },
    },
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
          User: { __resolveReference: (one: object) => one, nick: ({ name }: { name: string }) => name[0] },
        },
      },
    },
    query: '{ user { nick } critic { id name nick } }',
    data: { user: { nick: 'A' }, critic: { id: '2', name: 'Ann', nick: 'A' } },
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
          User: { __resolveReference: (one: object) => one, adult: ({ age }: { age: number }) => age > 17 },
        },
      },
    },
    query: '{ user { adult } }',
    data: { user: { adult: true } },
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
    errors: [[], []],
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
            __resolveReference: (one: object) => one,
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
};

describe('a federated graph', () => {
  let graph: SmallGraph | undefined;
  afterEach(() => graph?.stop());

  it.each(Object.entries(RULES))('%s', async (_rule, { subgraphs, query, variables, data, errors = [], asked }) => {
    graph = await smallGraph(subgraphs);
    const told = await graph.ask(query, variables);
    expect(told.data).toEqual(data);
    expect((told.errors ?? []).map(({ path = [] }) => path)).toEqual(errors);
    if (asked) expect(graph.asked()).toEqual(asked);
  });

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
