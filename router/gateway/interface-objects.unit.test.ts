import { describe } from 'vitest';
import { asGiven, keeps } from '#router/gateway/testing/federation-rules.ts';
import { MEDIA } from '#router/gateway/testing/media.ts';
import { LINK, type SmallSubgraph } from '#router/gateway/testing/small-graph.ts';

const lists: SmallSubgraph = {
  sdl: `${LINK} type Query { listed: [Media!]! } type Media @key(fields: "id") @interfaceObject { id: ID! place: Int }`,
  resolvers: {
    Query: { listed: () => [{ id: '1' }, { id: '2' }] },
    Media: { ...asGiven, place: ({ id }: { id: string }) => 10 + Number(id) },
  },
};

const shouts: SmallSubgraph = {
  sdl: `${LINK} type Media @key(fields: "id") @interfaceObject { id: ID!
    title: String @external loud: String @requires(fields: "title") }`,
  resolvers: { Media: { ...asGiven, loud: ({ title }: { title: string }) => title.toUpperCase() } },
};

describe('a type that one subgraph has told', () => {
  keeps({
    'stays known when an interface object is asked for more of the same': {
      subgraphs: { lists, ...MEDIA },
      query: '{ listed { ... on Book { place stars } } }',
      data: { listed: [{ place: 11, stars: 2 }, {}] },
    },
    'stays known when what one of its fields requires lies where the type is told': {
      subgraphs: { lists, shouts, ...MEDIA },
      query: '{ listed { ... on Film { loud } } }',
      data: { listed: [{}, { loud: 'TWO' }] },
    },
    'stays known beside what every type has': {
      subgraphs: { lists, ...MEDIA },
      query: '{ listed { __typename place ... on Film { stars title } ... on Book { stars pages place } } }',
      data: {
        listed: [
          { __typename: 'Book', place: 11, stars: 2, pages: 100 },
          { __typename: 'Film', place: 12, stars: 4, title: 'Two' },
        ],
      },
    },
  });
});
