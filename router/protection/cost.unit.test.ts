import { Supergraph } from '@apollo/federation-internals';
import { getOperationAST, type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Costs } from '#router/protection/cost.ts';
import { compose } from '#router/registry/compose.ts';

const composition = compose([
  {
    name: 'shop',
    url: 'x',
    sdl: /* GraphQL */ `
      extend schema
        @link(
          url: "https://specs.apollo.dev/federation/v2.9"
          import: ["@shareable", "@listSize", { name: "@cost", as: "@weight" }]
        )
      type Query {
        product(id: ID!): Product
        slow: String @weight(weight: 20)
        products(first: Int = 10, last: Int): [Product!]!
          @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
        few: [Product] @listSize(assumedSize: 2)
        all: [Product]
        search(first: Int): Found @listSize(slicingArguments: ["first"], sizedFields: ["edges"])
        exact(phrase: String @weight(weight: 3)): Int
      }
      type Mutation {
        import(input: [Item!]!): Int
      }
      input Item {
        name: String
        picture: String @weight(weight: 4)
        parts: [Item!]
      }
      type Found {
        total: Int
        edges: [Edge!]!
        hints: [String!]!
      }
      type Edge {
        node: Product
      }
      type Product {
        id: ID!
        title: String
        brand: Brand
      }
      type Brand @weight(weight: 6) {
        name: String
      }
    `,
  },
]);
if (composition.errors) throw new Error(JSON.stringify(composition.errors));
const supergraph = Supergraph.build(composition.supergraphSdl);
const schema = supergraph.apiSchema().toGraphQLJSSchema();
const costs = new Costs(supergraph.schema, { assumedListSize: 5, mutation: 10 });

const costOf = (query: string, variables: Record<string, unknown> = {}): number => {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  return costs.of(document, getOperationAST(document) as OperationDefinitionNode)(variables);
};

describe('the cost of an operation', () => {
  it.each<[string, string, number, object?]>([
    ['an object is 1, its leaves nothing', '{ product(id: 1) { id title } }', 1],
    ['each object of each alias', '{ a: product(id: 1) { id } b: product(id: 2) { id } }', 2],
    ['the weight of a field', '{ slow }', 20],
    ['the weight of a type', '{ product(id: 1) { brand { name } } }', 7],
    ['a list by its literal length', '{ products(first: 7) { brand { name } } }', 49],
    ['a list by a variable', 'query($n: Int) { products(first: $n) { id } }', 30, { n: 30 }],
    ['a list by a variable’s default', 'query($n: Int = 4) { products(first: $n) { id } }', 4],
    ['a list by its argument’s default', '{ products { id } }', 10],
    ['the longest of several', '{ products(first: 2, last: 6) { id } }', 6],
    ['a list of assumed size', '{ few { id } }', 2],
    ['a list nothing is said of', '{ all { id } }', 5],
    ['a list in an object that takes the length', '{ search(first: 3) { total edges { node { id } } hints } }', 7],
    [
      'fragments, each time they are spread',
      '{ a: few { ...P } b: few { ...P } } fragment P on Product { brand { name } }',
      28,
    ],
    [
      'a variable in a fragment',
      'query($n: Int) { ...F } fragment F on Query { products(first: $n) { id } }',
      9,
      { n: 9 },
    ],
    ['the weight of an argument that is given', '{ exact(phrase: "x") }', 3],
    ['nothing of one that is not', '{ exact }', 0],
    [
      'a mutation, and every input of a list',
      'mutation($i: [Item!]!) { import(input: $i) }',
      10 + 3 + 4,
      { i: [{ name: 'a', parts: [{ name: 'c' }] }, { picture: 'b' }] },
    ],
    ['nothing less than nothing', '{ products(first: -5) { id } }', 0],
    ['introspection, which costs nothing', '{ __typename __schema { types { name } } }', 0],
  ])('counts %s', (_what, query, expected, variables) => {
    expect(costOf(query, variables as Record<string, unknown>)).toBe(expected);
  });
});
