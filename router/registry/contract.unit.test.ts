import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withDirectivesOfOperations } from '#router/gateway/executable-directives.ts';
import { apiSdlOf } from '#router/registry/api-sdl.ts';
import { compose, type PublishedSubgraph } from '#router/registry/compose.ts';
import { type ContractDefinition, contractApis, contractSupergraph } from '#router/registry/contract.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@inaccessible", "@shareable"])';
const subgraph = (name: string, sdl: string): PublishedSubgraph => ({
  name,
  sdl: `${LINK}\n${sdl}`,
  url: `http://${name}`,
});
const shop = subgraph(
  'shop',
  `type Query {
    product(id: ID!, draft: Boolean @tag(name: "seller")): Product @tag(name: "public")
    order(id: ID!): Order @tag(name: "buyer") @tag(name: "seller")
    margins(of: MarginInput!): [Margin!]! @tag(name: "seller")
    found: [Found!]! @tag(name: "public")
    node(id: ID!): Node @tag(name: "seller")
    forgotten: String
  }
  type Mutation { refund(order: ID!): Refund @tag(name: "seller") }
  interface Node { id: ID! }
  interface Refusal { code: String! }
  type Product implements Node @key(fields: "id") { id: ID! title: String! cost: Int @tag(name: "seller") state: State! }
  enum State { SHOWN DRAFT @tag(name: "seller") }
  type Order implements Node & Refusal @key(fields: "id") { id: ID! code: String! product: Product! }
  type Margin @tag(name: "seller") { value: Int! }
  input MarginInput { product: ID! }
  union Found = Product | Margin
  union Refund = Order | Late
  type Late implements Refusal { code: String! }`,
);
const stock = subgraph(
  'stock',
  `type Product @key(fields: "id") { id: ID! left: Int! ledger: Ledger @tag(name: "seller") secret: Int @inaccessible }
   type Ledger { lines: [String!]! }`,
);

/** What clients of a contract see: as the router's planner has it, which must be what the registry shows. */
function cut(subgraphs: PublishedSubgraph[], include: string[], exclude: string[] = []): string {
  const composition = compose(subgraphs);
  if (composition.errors) throw new Error(JSON.stringify(composition.errors));
  const definition: ContractDefinition = { name: 'x', include, exclude };
  const slice = contractSupergraph(composition.supergraphSdl, definition);
  const supergraph = Supergraph.build(withDirectivesOfOperations(slice));
  const planned = apiSdlOf(supergraph.apiSchema().toGraphQLJSSchema());
  expect(contractApis(composition.supergraphSdl, composition.apiSdl, [definition])).toEqual([planned]);
  return planned;
}
const whole = [shop, stock];
const asks = (api: string, query: string): string[] =>
  validate(buildSchema(api), parse(query)).map(({ message }) => message);

describe('a contract', () => {
  it('has what is tagged for it and what can be reached from there', () => {
    const api = cut(whole, ['public']);
    expect(asks(api, '{ product(id: 1) { id title left state } found { ... on Product { id } } }')).toEqual([]);
    for (const hidden of ['Order', 'Mutation', 'Margin', 'MarginInput', 'Ledger', 'DRAFT', 'cost', 'secret', 'draft'])
      expect(api).not.toMatch(new RegExp(`\\b${hidden}\\b`));
  });

  it('knows nothing of what is outside: an unknown field, not a forbidden one', () => {
    const api = cut(whole, ['public', 'buyer']);
    expect(asks(api, '{ order(id: 1) { product { cost } } margins(of: {product: 1}) { value } }')).toEqual([
      expect.stringMatching(/^Cannot query field "cost" on type "Product"/),
      expect.stringMatching(/^Cannot query field "margins" on type "Query"/),
    ]);
  });

  it('leaves out root fields that nobody tagged, so that nothing is published by accident', () => {
    expect(cut(whole, ['public', 'buyer', 'seller'])).not.toContain('forgotten');
    const everything = cut(whole, [], ['seller']);
    expect(everything).toContain('forgotten');
    expect(everything).not.toContain('cost');
  });

  it('brings all that implement an interface only when the interface itself is answered', () => {
    expect(cut(whole, ['seller'])).toContain('interface Node');
    const buyer = cut(whole, ['buyer']);
    expect(buyer).toContain('type Order implements Node & Refusal');
    expect(buyer).not.toContain('Late');
  });

  it('hides a field whose required argument is hidden, and an input that cannot be sent', () => {
    const narrow = subgraph(
      'narrow',
      `type Query { a(x: Int! @tag(name: "seller")): Int @tag(name: "public") b(i: In): Int @tag(name: "public") c: Int @tag(name: "public") }
       input In { must: Int! @tag(name: "seller") }`,
    );
    expect(cut([narrow], ['public']).trim()).toBe('type Query {\n  b: Int\n  c: Int\n}');
  });

  it('keeps for planning what it hides from clients', () => {
    const hiddenKey = subgraph(
      'keys',
      `type Query { thing: Thing @tag(name: "public") } type Thing @key(fields: "id") { id: ID! @tag(name: "seller") }`,
    );
    const more = subgraph('more', 'type Thing @key(fields: "id") { id: ID! @shareable more: String }');
    expect(cut([hiddenKey, more], ['public'])).not.toContain('id:');
  });

  it('hides what would stand for a value that is hidden', () => {
    const defaults = subgraph(
      'defaults',
      `type Query { a(by: Order = COST, also: In = { by: [COST] }): Int @tag(name: "public") }
       enum Order { TITLE COST @tag(name: "seller") }
       input In { by: [Order!] = [COST] left: Int }`,
    );
    expect(cut([defaults], ['public']).trim()).toBe('type Query {\n  a: Int\n}');
    expect(cut([defaults], ['public', 'seller'])).toContain('COST');
  });

  it('has the directives that subgraphs compose for operations, and the types of what they are given', () => {
    const level = 'enum Level { LOW HIGH }';
    const traced = {
      ...shop,
      sdl: `${shop.sdl.replace('"@key"', '"@key", "@composeDirective"')} directive @trace(level: Level!) on FIELD
        extend schema @link(url: "https://trace.example/trace/v1.0", import: ["@trace"]) @composeDirective(name: "@trace")
        ${level}`,
    };
    const query = '{ product(id: 1) { title @trace(level: HIGH) } }';
    expect(asks(cut([traced, { ...stock, sdl: stock.sdl + level }], ['public']), query)).toEqual([]);
    expect(asks(cut([traced, { ...stock, sdl: stock.sdl + level }], []), query)).toEqual([]);
  });

  it('is refused when nothing is in it, with the graph’s other faults', () => {
    const composition = compose([shop, stock], [{ name: 'press', include: ['press'], exclude: [] }]);
    expect(composition.errors).toEqual([
      { code: 'INVALID_CONTRACT', contract: 'press', message: expect.stringContaining('empty') },
    ]);
  });
});
