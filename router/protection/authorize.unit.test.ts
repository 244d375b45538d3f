import { Supergraph } from '@apollo/federation-internals';
import { getOperationAST, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AuthorizationRules } from '#router/protection/authorization-rules.ts';
import { authorize } from '#router/protection/authorize.ts';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';
import { restore } from '#router/protection/restore.ts';
import { compose } from '#router/registry/compose.ts';

const composition = compose([
  {
    name: 'blog',
    url: 'x',
    sdl: /* GraphQL */ `
      extend schema
        @link(
          url: "https://specs.apollo.dev/federation/v2.9"
          import: ["@key", { name: "@authenticated", as: "@signedIn" }, "@requiresScopes", "@policy"]
        )
      type Query {
        me: User @signedIn
        posts(first: Int): [Post!]!
        nodes: [Node]
        found: [Found!]
        stamp: Stamp!
        secret: Secret
      }
      type Mutation {
        publish(id: ID!): Post @requiresScopes(scopes: [["posts:write", "posts:read"], ["all"]])
        like(id: ID!): Int
      }
      interface Node {
        id: ID!
        title: String
      }
      union Found = Post | Secret
      type User @key(fields: "id") {
        id: ID!
        name: String!
      }
      type Post implements Node @key(fields: "id") {
        id: ID!
        title: String
        views: Int @signedIn
        drafts: Int! @policy(policies: [["role:editor"], ["role:admin"]])
        author: User!
      }
      type Note implements Node {
        id: ID!
        title: String @signedIn
      }
      type Secret @signedIn {
        code(key: ID): String
      }
      scalar Stamp @policy(policies: [["role:editor"]])
    `,
  },
]);
if (composition.errors) throw new Error(JSON.stringify(composition.errors));
const supergraph = Supergraph.build(withoutEnforcedMarks(composition.supergraphSdl));
const schema = supergraph.apiSchema().toGraphQLJSSchema();
const rules = new AuthorizationRules(supergraph.schema);

const compact = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function cut(query: string, ...rights: string[]): { left: string | undefined; refused: string[] } {
  const document = parse(query);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  expect(validate(schema, document)).toEqual([]);
  const { document: kept, refused } = authorize({ schema, rules }, document, operation, (right) =>
    rights.includes(right),
  );
  if (kept) expect(validate(schema, kept)).toEqual([]);
  return { left: kept && compact(print(kept)), refused: refused.map((path) => path.join('.')) };
}

describe('authorization before planning', () => {
  it.each<[string, string, string[], string | undefined, string[]]>([
    ['leaves what asks for nothing', '{ posts { title } }', [], '{ posts { title } }', []],
    ['leaves what the viewer may see', '{ me { name } }', ['authenticated'], '{ me { name } }', []],
    ['takes a field out', '{ me { name } posts { id } }', [], '{ posts { id } }', ['me']],
    ['leaves nothing of an operation that is all forbidden', '{ me { name } }', [], undefined, ['me']],
    [
      'takes a field out of the items of a list, under its alias',
      '{ all: posts { id seen: views } }',
      [],
      '{ all: posts { id } }',
      ['all.@.seen'],
    ],
    [
      'asks for the type where nothing else is left',
      '{ posts { views } }',
      [],
      '{ posts { __typename } }',
      ['posts.@.views'],
    ],
    [
      'looks into inline fragments',
      '{ nodes { id ... on Post { views title } } }',
      [],
      '{ nodes { __typename id ... on Post { title } } }',
      ['nodes.@.views'],
    ],
    [
      'looks into named fragments, each time they are spread',
      '{ posts { ...P } more: posts { ...P } } fragment P on Post { id views }',
      [],
      '{ posts { ...P } more: posts { ...P } } fragment P on Post { id }',
      ['posts.@.views', 'more.@.views'],
    ],
    [
      'drops fragments and variables that nothing is left of',
      'query ($n: Int, $m: ID!) { posts(first: $n) { id ...P } gone: secret { code(key: $m) } } fragment P on Post { views }',
      [],
      'query ($n: Int) { posts(first: $n) { id } }',
      ['posts.@.views', 'gone'],
    ],
    [
      'takes out fragments on a forbidden type',
      '{ found { ... on Secret { code } ... on Post { id } ...S } } fragment S on Secret { code }',
      [],
      '{ found { __typename ... on Post { id } } }',
      ['found.@.... on Secret', 'found.@.... on Secret'],
    ],
    [
      'takes out a field that leads to a forbidden type',
      '{ secret { code } posts { id } }',
      [],
      '{ posts { id } }',
      ['secret'],
    ],
    ['takes out a field of a forbidden scalar', '{ stamp posts { id } }', [], '{ posts { id } }', ['stamp']],
    [
      'asks of an interface’s field what every implementation asks',
      '{ nodes { id title } }',
      [],
      '{ nodes { __typename id } }',
      ['nodes.@.title'],
    ],
    [
      'but not of the implementation that is named',
      '{ nodes { ... on Post { title } ... on Note { title } } }',
      [],
      '{ nodes { __typename ... on Post { title } } }',
      ['nodes.@.title'],
    ],
    ['wants one alternative of policies', '{ posts { drafts } }', ['policy:role:admin'], '{ posts { drafts } }', []],
    [
      'wants every scope of an alternative',
      'mutation { publish(id: 1) { id } like(id: 1) }',
      ['scope:posts:write'],
      'mutation { like(id: 1) }',
      ['publish'],
    ],
    [
      'takes the other alternative',
      'mutation { publish(id: 1) { id } }',
      ['scope:all'],
      'mutation { publish(id: 1) { id } }',
      [],
    ],
    ['leaves introspection alone', '{ __schema { types { name } } }', [], '{ __schema { types { name } } }', []],
  ])('%s', (_what, query, rights, left, refused) => {
    const result = cut(query, ...rights);
    expect(result.refused).toEqual(refused);
    expect(result.left).toBe(left);
  });

  it('names only so many places of a document that repeats itself without end', () => {
    const levels = 40;
    const fragments = Array.from({ length: levels }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
    const { refused } = cut(`{ ...F0 } ${fragments.join(' ')} fragment F${levels} on Query { me { id } }`);
    expect(refused).toHaveLength(50);
  });
});

describe('an answer to what was left', () => {
  const restored = (query: string, data: object | null | undefined, variables = {}) =>
    restore(schema, parse(query), { variables }, data);

  it.each<[string, string, object | null | undefined, unknown]>([
    [
      'null for what was taken out',
      '{ me { name } posts { id } }',
      { posts: [{ id: '1' }] },
      { me: null, posts: [{ id: '1' }] },
    ],
    [
      'null in every item',
      '{ posts { id views } }',
      { posts: [{ id: '1' }, { id: '2' }] },
      {
        posts: [
          { id: '1', views: null },
          { id: '2', views: null },
        ],
      },
    ],
    [
      'no object where a field cannot be null',
      '{ nodes { ... on Post { drafts } id } }',
      {
        nodes: [
          { __typename: 'Post', id: '1' },
          { __typename: 'Note', id: '2' },
        ],
      },
      { nodes: [null, { id: '2' }] },
    ],
    ['nothing where nothing may be null', '{ posts { drafts } }', { posts: [{ __typename: 'Post' }] }, null],
    [
      'nothing of a field that is skipped',
      'query($no: Boolean = false) { me @include(if: $no) { name } posts { id } }',
      { posts: [] },
      { posts: [] },
    ],
    [
      'the types the client asked for, and no others',
      '{ found { __typename ... on Post { id } ... on Secret { code } } }',
      { found: [{ __typename: 'Post', id: '1' }] },
      { found: [{ __typename: 'Post', id: '1' }] },
    ],
    ['null of a whole operation', '{ me { name } }', undefined, { me: null }],
    ['no data where there was none', '{ me { name } posts { id } }', null, null],
  ])('has %s', (_what, query, data, expected) => {
    expect(restored(query, data)).toEqual(expected);
  });
});
