import '#router/gateway/abstract-branches.ts';
import { describe, expect, it } from 'vitest';
import { asGiven, keeps, type Rule } from '#router/gateway/testing/federation-rules.ts';
import { LINK } from '#router/gateway/testing/small-graph.ts';
import { compose } from '#router/registry/compose.ts';

const [TEXT, VIDEO, POLL] = [
  { __typename: 'Text', body: 'hello' },
  { __typename: 'Video', seconds: 9 },
  { __typename: 'Poll', votes: 3 },
];

/** Two subgraphs that tell a wall's posts, each with what it alone knows of. */
const WALLS: Rule['subgraphs'] = {
  a: {
    sdl: `${LINK} type Query { mine: Wall any: Wall @shareable } type Wall @key(fields: "id") { id: ID! feed: Feed @shareable }
      type Feed @shareable { posts: [Post!]! } union Post = Text | Video
      type Text @shareable { body: String } type Video { seconds: Int }`,
    resolvers: {
      Query: { mine: () => ({ id: '1' }), any: () => ({ id: '1' }) },
      Wall: { ...asGiven, feed: () => ({ posts: [TEXT, VIDEO] }) },
    },
  },
  b: {
    sdl: `${LINK} type Query { any: Wall @shareable } type Wall @key(fields: "id") { id: ID! feed: Feed @shareable board: Feed }
      type Feed @shareable { posts: [Post!]! } union Post = Text | Poll
      type Text @shareable { body: String } type Poll { votes: Int }`,
    resolvers: {
      Query: { any: () => ({ id: '1' }) },
      Wall: { ...asGiven, feed: () => ({ posts: [TEXT, POLL] }), board: () => ({ posts: [POLL, TEXT] }) },
    },
  },
};
const POSTS = '{ posts { __typename ... on Text { body } ... on Video { seconds } ... on Poll { votes } } }';

describe('members that differ between subgraphs', () => {
  keeps({
    'a member that only the subgraph knows that is asked is told, one that only another knows is asked of nobody': {
      subgraphs: WALLS,
      query: `{ mine { feed ${POSTS} } }`,
      data: { mine: { feed: { posts: [TEXT, VIDEO] } } },
      asked: ['a'],
    },
    'a member is told where another subgraph than the first tells the union': {
      subgraphs: WALLS,
      query: `{ mine { board ${POSTS} feed { posts { ... on Poll { votes } ... on Video { seconds } } } } }`,
      data: { mine: { board: { posts: [POLL, TEXT] }, feed: { posts: [{}, { seconds: 9 }] } } },
    },
    'members are those of the subgraph that the rest is asked of': {
      subgraphs: WALLS,
      query: `{ any { feed ${POSTS} board ${POSTS} } }`,
      data: { any: { feed: { posts: [TEXT, POLL] }, board: { posts: [POLL, TEXT] } } },
      asked: ['b'],
    },
    'a union that several subgraphs tell is told by one of them': {
      subgraphs: WALLS,
      query: `{ any { feed ${POSTS} } }`,
      data: { any: { feed: { posts: [TEXT, VIDEO] } } },
      asked: ['a'],
    },
    'an implementation that only the subgraph knows that is asked is told': {
      subgraphs: {
        a: {
          sdl: `${LINK} type Query { pets: Pets } type Pets @key(fields: "id") { id: ID! all: [Pet!] @shareable }
            interface Pet { name: String } type Cat implements Pet @shareable { name: String }
            type Dog implements Pet { name: String tricks: Int }`,
          resolvers: {
            Query: { pets: () => ({ id: '1' }) },
            Pets: { ...asGiven, all: () => [{ __typename: 'Dog', name: 'Rex', tricks: 2 }] },
          },
        },
        b: {
          sdl: `${LINK} type Pets @key(fields: "id") { id: ID! all: [Pet!] @shareable } interface Pet { name: String }
            type Cat implements Pet @shareable { name: String } type Fox implements Pet { name: String holes: Int }`,
          resolvers: { Pets: { ...asGiven, all: () => [{ __typename: 'Fox', name: 'Red', holes: 5 }] } },
        },
      },
      query: '{ pets { all { name ... on Cat { c: name } ... on Dog { tricks } ... on Fox { holes } } } }',
      data: { pets: { all: [{ name: 'Rex', tricks: 2 }] } },
      asked: ['a'],
    },
  });

  it('composes nothing that could not be composed before', () => {
    const a = `${LINK} type Query { wall: Wall } type Wall @key(fields: "id") { id: ID! post: Post }
    union Post = Text type Text @shareable { body: String }`;
    const b = `${LINK} type Wall @key(fields: "id") { id: ID! post: Post @external votes: Int @requires(fields: "post { ... on Poll { votes } }") }
    union Post = Text | Poll type Text @shareable { body: String } type Poll { votes: Int }`;
    const { errors } = compose([
      { name: 'a', sdl: a, url: 'http://a' },
      { name: 'b', sdl: b, url: 'http://b' },
    ]);
    expect(errors?.map(({ code }) => code)).toEqual(['SATISFIABILITY_ERROR']);
  });
});
