import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { asGiven } from '#router/gateway/testing/federation-rules.ts';
import { type Composer, type SmallGraph, type SmallSubgraph, smallGraph } from '#router/gateway/testing/small-graph.ts';
import { compose } from '#router/registry/compose.ts';

const RESOLVERS = {
  products: {
    Query: { products: () => [{ id: '1' }, { id: '2' }] },
    Product: { ...asGiven, price: (_: unknown, { in: unit }: { in: string }) => (unit === 'USD' ? 3 : 30) },
  },
  taxes: {
    Product: {
      ...asGiven,
      tax: ({ price }: { price: number }) => price * 2,
      duty: ({ price }: { price: number }) => price * 3,
    },
  },
};

/** The same two subgraphs in any version of federation 2. */
const subgraphs = (version: string): Record<string, SmallSubgraph> => {
  const link = `extend schema @link(url: "https://specs.apollo.dev/federation/${version}",
    import: ["@key", "@external", "@requires", "@inaccessible"])\n`;
  return {
    products: {
      sdl: `${link} type Query { products: [Product] } type Product @key(fields: "id") { id: ID! price(in: String!): Int
        secret: Int @inaccessible }`,
      resolvers: RESOLVERS.products,
    },
    taxes: {
      sdl: `${link} type Product @key(fields: "id") { id: ID! price(in: String!): Int @external
        tax: Int @requires(fields: "price(in: \\"USD\\")") duty: Int @requires(fields: "price(in: \\"EUR\\")") }`,
      resolvers: RESOLVERS.taxes,
    },
  };
};

const byGuild: Composer = (published) => {
  const composition = composeServices(published.map(({ sdl, ...one }) => ({ ...one, typeDefs: parse(sdl) })));
  if (!composition.supergraphSdl) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
};

/** As composers of federation 1 wrote it. */
const FEDERATION_1 = `
  schema @core(feature: "https://specs.apollo.dev/core/v0.2")
    @core(feature: "https://specs.apollo.dev/join/v0.1", for: EXECUTION) { query: Query }
  directive @core(as: String, feature: String!, for: core__Purpose) repeatable on SCHEMA
  directive @join__field(graph: join__Graph, provides: join__FieldSet, requires: join__FieldSet) on FIELD_DEFINITION
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__owner(graph: join__Graph!) on INTERFACE | OBJECT
  directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on INTERFACE | OBJECT
  enum core__Purpose { EXECUTION SECURITY }
  scalar join__FieldSet
  enum join__Graph {
    PRODUCTS @join__graph(name: "products", url: "http://products")
    TAXES @join__graph(name: "taxes", url: "http://taxes")
  }
  type Query { products: [Product] @join__field(graph: PRODUCTS) }
  type Product @join__owner(graph: PRODUCTS) @join__type(graph: PRODUCTS, key: "id") @join__type(graph: TAXES, key: "id") {
    id: ID! @join__field(graph: PRODUCTS)
    price(in: String!): Int @join__field(graph: PRODUCTS)
    tax: Int @join__field(graph: TAXES, requires: "price(in: \\"USD\\")")
  }`;

describe('a supergraph', () => {
  let graph: SmallGraph | undefined;
  afterEach(() => graph?.stop());

  const QUERY = '{ products { id tax duty price(in: "EUR") } }';
  const ANSWER = { products: ['1', '2'].map((id) => ({ id, tax: 6, duty: 90, price: 30 })) };

  it.each([
    ['v2.0', 'v0.3'],
    ['v2.7', 'v0.4'],
    ['v2.8', 'v0.5'],
    ['v2.12', 'v0.5'],
  ])('of subgraphs of federation %s, joined by %s, is served', async (federation, join) => {
    graph = await smallGraph(subgraphs(federation), (published) => {
      const { supergraphSdl = '' } = compose(published) as { supergraphSdl?: string };
      expect(supergraphSdl).toContain(`https://specs.apollo.dev/join/${join}"`);
      return supergraphSdl;
    });
    expect(await graph.ask(QUERY)).toMatchObject({ data: ANSWER });
  });

  it('that another composer made is served', async () => {
    graph = await smallGraph(subgraphs('v2.3'), byGuild);
    expect(await graph.ask(QUERY)).toMatchObject({ data: ANSWER });
    await expect(graph.ask('{ products { secret } }')).rejects.toThrow('Cannot query field "secret"');
  });

  it('of the first composer of federation 2 is served', async () => {
    graph = await smallGraph(subgraphs('v2.0'), (published) =>
      byGuild(published)
        .replace('join/v0.3', 'join/v0.2')
        .replaceAll(/directive @join__(enumValue|unionMember)\(.*\) repeatable on \w+|isInterfaceObject: .*/g, ''),
    );
    expect(await graph.ask(QUERY)).toMatchObject({ data: ANSWER });
  });

  it('of federation 1 is served', async () => {
    graph = await smallGraph(subgraphs('v2.0'), () => FEDERATION_1);
    expect(await graph.ask('{ products { id tax } }')).toMatchObject({
      data: { products: ['1', '2'].map((id) => ({ id, tax: 6 })) },
    });
  });

  it('shows clients no names that were made for the planner', async () => {
    graph = await smallGraph(subgraphs('v2.0'));
    const { data } = await graph.ask('{ __type(name: "Product") { fields { name } } products { duty } }');
    expect(data).toEqual({
      __type: { fields: ['id', 'price', 'tax', 'duty'].map((name) => ({ name })) },
      products: [{ duty: 90 }, { duty: 90 }],
    });
  });
});
