import { found } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallSubgraph } from '#router/gateway/testing/small-graph.ts';

export const media = [
  { __typename: 'Book', id: '1', title: 'One' },
  { __typename: 'Film', id: '2', title: 'Two' },
];
/** Books and films behind an interface, to which another subgraph adds a field (`@interfaceObject`). */
export const MEDIA: Record<string, SmallSubgraph> = {
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
