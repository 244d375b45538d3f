import { compose } from '#router/registry/compose.ts';

/** One subgraph of the shape: its SDL and how it answers, from constants. */
export interface ShapeSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: object;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable"])`;

const letters = (count: number, from: number): string =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(97 + ((from * 7 + index * 5) % 26))).join('');

const users = Array.from({ length: 6 }, (_, i) => ({
  id: `${i + 1}`,
  name: letters(12, i),
  username: `@${letters(8, i)}`,
}));
const products = Array.from({ length: 50 }, (_, i) => ({
  upc: `${i + 1}`,
  name: letters(10, i),
  price: 100 + i * 13,
  weight: 10 + i,
}));
/** A few reviews by each user, of few products, so that what is asked for meets itself again and again. */
const reviews = Array.from({ length: 21 }, (_, i) => ({
  id: `${i + 1}`,
  body: letters(30, i),
  author: { id: users[i % users.length]!.id },
  product: { upc: products[i % 4]!.upc },
}));

const byKey = <T>(all: readonly T[], key: keyof T) => {
  const known = new Map(all.map((one) => [one[key], one]));
  return (reference: Partial<T>): T | null => known.get(reference[key] as T[keyof T]) ?? null;
};

/**
 * The shape gateways are compared by: users → reviews → products → reviews → authors over four subgraphs, where products
 * need two of them and a field that requires others'.
 */
export const SUBGRAPHS: readonly ShapeSubgraph[] = [
  {
    name: 'accounts',
    sdl: `${LINK} type Query { me: User users: [User] } type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
    resolvers: {
      Query: { me: () => users[0], users: () => users },
      User: { __resolveReference: byKey(users, 'id') },
    },
  },
  {
    name: 'inventory',
    sdl: `${LINK} type Product @key(fields: "upc") { upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight") }`,
    resolvers: {
      Product: {
        __resolveReference: (reference: object) => reference,
        inStock: ({ upc }: { upc: string }) => Number(upc) % 3 > 0,
        shippingEstimate: ({ price, weight }: { price: number; weight: number }) =>
          price > 1_000 ? 0 : Math.round(weight / 2),
      },
    },
  },
  {
    name: 'products',
    sdl: `${LINK} type Query { topProducts(first: Int = 5): [Product] }
      type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    resolvers: {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: byKey(products, 'upc') },
    },
  },
  {
    name: 'reviews',
    sdl: `${LINK} type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
      type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
      type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    resolvers: {
      Review: {
        __resolveReference: byKey(reviews, 'id'),
        author: ({ author }: { author: { id: string } }) => ({
          ...author,
          username: users.find(({ id }) => id === author.id)?.username,
        }),
      },
      User: {
        __resolveReference: (reference: object) => reference,
        reviews: ({ id }: { id: string }) => reviews.filter(({ author }) => author.id === id),
      },
      Product: {
        __resolveReference: (reference: object) => reference,
        reviews: ({ upc }: { upc: string }) => reviews.filter(({ product }) => product.upc === upc),
      },
    },
  },
];

/** Its answer has some 88 kB. */
export const NESTED = `
  fragment UserParts on User { id username name }
  fragment ReviewParts on Review { id body }
  fragment ProductParts on Product { inStock name price shippingEstimate upc weight }
  query Nested {
    users { ...UserParts reviews { ...ReviewParts product { ...ProductParts
      reviews { ...ReviewParts author { ...UserParts reviews { ...ReviewParts product { ...ProductParts } } } } } } }
    topProducts { ...ProductParts
      reviews { ...ReviewParts author { ...UserParts reviews { ...ReviewParts product { ...ProductParts } } } } }
  }`;

/** 50 entities that three subgraphs know something of. */
export const ENTITIES = `query Entities { topProducts(first: 50) { upc name inStock shippingEstimate reviews { id } } }`;

/** @param urls where each subgraph listens */
export function supergraphOf(urls: Readonly<Record<string, string>>): string {
  const composition = compose(SUBGRAPHS.map(({ name, sdl }) => ({ name, sdl, url: urls[name]! })));
  if (composition.errors) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
}
