import { createHash } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, parse, print, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import { createLogger } from '#kernel/log.ts';
import { withCertainTypes } from '#router/gateway/certain-types.ts';
import { conditionsOf, NOTHING_KEY, settled } from '#router/gateway/conditions.ts';
import { Graph } from '#router/gateway/graph.ts';
import { OperationExecutor, type OperationResult } from '#router/gateway/operation-executor.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { Random } from '#router/gateway/testing/random.ts';
import { RandomOperation } from '#router/gateway/testing/random-operation.ts';
import { NO_TROUBLES, RandomSubgraph, type Troubles } from '#router/gateway/testing/random-subgraph.ts';
import { compose } from '#router/registry/compose.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])`;

/** Everything the planner plans for: several keys, provided and required fields, interfaces, unions, interface objects. */
const SUBGRAPHS: Record<string, string> = {
  people: `${LINK}
    type Query { me: User users: [User!]! nodes: [Node] found: [Found!] strict: User! count: Int }
    type Mutation { touch: User! rename: User bump: Int }
    interface Node { id: ID! }
    union Found = User | Product
    type User implements Node @key(fields: "id") { id: ID! name: String! @shareable tag: String! @shareable friends: [User!]! best: Product role: Role grid: [[User!]] }
    type Product implements Node @key(fields: "id") { id: ID! tag: String }
    enum Role { ADMIN USER }`,
  reviews: `${LINK}
    type Query { reviews: [Review!]! }
    type Mutation { review: Review }
    type User @key(fields: "id") { id: ID! name: String! @external tag: String @shareable nick: String reviews: [Review!]! }
    type Review @key(fields: "id") { id: ID! body: String author: User! @provides(fields: "name") product: Product stars: Int! }
    type Product @key(fields: "id") { id: ID! reviews: [Review] }`,
  catalog: `${LINK}
    type Query { products: [Product!] media: [Media!] one: Product }
    type Product @key(fields: "id") @key(fields: "upc") { id: ID! upc: String! title: String price: Int! weight: Float
      size: Size related: [Product] cover: Media kind: Kind dims: [Size!]! }
    type Size @shareable { w: Int h: Int! }
    enum Kind { BIG SMALL HIDDEN @inaccessible }
    interface Media @key(fields: "id") { id: ID! url: String }
    type Image implements Media @key(fields: "id") { id: ID! url: String alt: String }
    type Clip implements Media @key(fields: "id") { id: ID! url: String length: Int! }`,
  shipping: `${LINK}
    type Product @key(fields: "upc") { upc: String! price: Int! @external weight: Float @external
      size: Size @external dims: [Size!]! @external
      shipping: Int @requires(fields: "price weight") box: String! @requires(fields: "size { w h } dims { h }")
      rate(unit: String = "kg"): Float }
    type Size @shareable { w: Int h: Int! }
    type Media @key(fields: "id") @interfaceObject { id: ID! views: Int! score: Float }`,
};

const log = createLogger('differential-test');

describe('the executor and the gateway’s own, on random operations and data', () => {
  let graph: Graph;
  let executor: OperationExecutor;
  let seed = 0;
  let troubles: Troubles = NO_TROUBLES;
  const subgraphs = new Map(Object.entries(SUBGRAPHS).map(([name, sdl]) => [name, new RandomSubgraph(name, sdl)]));

  beforeAll(async () => {
    const composition = compose(Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, sdl, url: `http://${name}` })));
    if (composition.errors) throw new Error(JSON.stringify(composition.errors));
    const options = {
      source: fixedSupergraph(composition.supergraphSdl),
      transportTo: (name: string) => (request: GraphQLRequest) => subgraphs.get(name)!.answer(request, seed, troubles),
      virtual: new Set<string>(),
      log,
    };
    graph = new Graph(options);
    await graph.gateway.load();
    executor = new OperationExecutor(graph);
  });
  afterAll(() => graph?.gateway.stop());

  const contextOf = (query: string, variables: Record<string, unknown>) => ({
    request: { query, variables },
    document: parse(query),
    queryHash: createHash('sha256').update(query).digest('hex'),
    context: {},
    metrics: {},
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });

  /**
   * What a client is told. The order of keys is left out: ours is the document's, as the specification has it, the
   * gateway's is that of its own normal form. So is the order of errors, and how many entities were asked for: equal
   * ones are asked for once.
   */
  const told = async (result: Promise<OperationResult>) => {
    try {
      const { data, errors, extensions } = await result;
      const shown = errors?.map((error) =>
        error instanceof GraphQLError ? canonical(placed(error.toJSON())) : error.message.replace(/\d+/, 'n'),
      );
      return { data: canonical(data), errors: shown?.sort(), extensions: canonical(extensions) };
    } catch {
      return { thrown: true };
    }
  };

  it.each<[string, 'query' | 'mutation', number, Partial<Troubles>]>([
    ['when all goes well', 'query', 500, {}],
    ['with nulls', 'query', 300, { missing: 0.15 }],
    ['with fields that fail', 'query', 300, { failing: 0.05, missing: 0.03 }],
    ['with values of wrong kinds', 'query', 300, { wrong: 0.02, missing: 0.03 }],
    ['with answers that are none', 'query', 200, { broken: 0.2 }],
    ['for mutations', 'mutation', 400, { failing: 0.03, missing: 0.05, broken: 0.03 }],
  ])(
    'answer the same %s',
    async (_what, kind, rounds, trouble) => {
      troubles = { ...NO_TROUBLES, ...trouble };
      let [compared, withData] = [0, 0];
      for (let round = 0; round < rounds; round += 1) {
        seed = round;
        const random = new Random(hashOfRound(kind, round));
        const query = new RandomOperation(graph.generation.schema, random).write(kind, 2 + random.below(3));
        if (validate(graph.generation.schema, parse(query)).length > 0) continue;
        const variables = { a: random.chance(0.5), ...(random.chance(0.5) ? { b: random.chance(0.5) } : {}) };
        const ours = await told(executor.execute(contextOf(query, variables)));
        // Where conditions leave something out, or are certain to hold, the gateway's answers may be wrong.
        const document = withCertainTypes(parse(query), graph.generation.schema);
        const conditions = conditionsOf(document, undefined, variables);
        const counting = print(conditions ? settled(document, conditions) : document);
        const theirs = await told(graph.gateway.executor(contextOf(counting, variables) as never) as never);
        // A list where an object should be ends everything there; here what can be told is.
        if (trouble.wrong && 'thrown' in theirs) continue;
        expect({ round, query, variables, ...ours }).toEqual({ round, query, variables, ...theirs });
        compared += 1;
        if (ours.data && ours.data.length > 20) withData += 1;
      }
      expect(compared).toBeGreaterThan(rounds / 8);
      expect(withData).toBeGreaterThan(compared / 4);
    },
    600_000,
  );
});

/**
 * With a path in the answer: the gateway's leads on to `@`, each item of a list, and to what it asked there. Its items are
 * counted among those alone that it asked for.
 */
const placed = ({ path, ...error }: GraphQLFormattedError): GraphQLFormattedError => {
  const end = path?.findIndex((step) => step === '@' || step === '_entities') ?? -1;
  const steps = end < 0 ? path : path?.slice(0, end);
  return { ...error, path: steps?.filter((step) => typeof step === 'string') };
};

/** JSON with its keys in order. */
const canonical = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(sorted(JSON.parse(JSON.stringify(value))));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // As a list, for a key may be `__proto__`.
  return Object.entries(value)
    .filter(([key]) => key !== NOTHING_KEY)
    .map(([key, part]) => [key, sorted(part)])
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1));
};

const hashOfRound = (kind: string, round: number): number => round * 7_919 + kind.length;
