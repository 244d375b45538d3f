import { createHash } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type FormattedExecutionResult, parse, validate } from 'graphql';
import { createExecutor, type GraphQLRequest } from '#kernel/graphql/executor.ts';
import { createLogger } from '#kernel/log.ts';
import { Graph } from '#router/gateway/graph.ts';
import { OperationExecutor } from '#router/gateway/operation-executor.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { compose, type PublishedSubgraph } from '#router/registry/compose.ts';

/** A subgraph in a few lines; `down` ones do not answer. */
export interface SmallSubgraph {
  readonly sdl: string;
  readonly resolvers?: object;
  readonly down?: boolean;
  /** In place of resolvers. */
  readonly answer?: (request: GraphQLRequest) => Promise<FormattedExecutionResult>;
}

export interface Told {
  data: unknown;
  errors?: { message: string; path?: readonly (string | number)[] }[];
  extensions?: unknown;
}

export interface SmallGraph {
  readonly graph: Graph;
  ask(query: string, variables?: Record<string, unknown>): Promise<Told>;
  /** The same of the gateway's own executor. */
  askGateway(query: string, variables?: Record<string, unknown>): Promise<Told>;
  /** Subgraphs in the order they were asked, since the last look. */
  asked(): string[];
  stop(): Promise<void>;
}

/** Federation 2 with everything imported, for SDL that is not of version 1. */
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable",
  "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@extends"])\n`;

const log = createLogger('small-graph');

/** Makes a supergraph's SDL of subgraphs. */
export type Composer = (subgraphs: readonly PublishedSubgraph[]) => string;

const composed: Composer = (subgraphs) => {
  const composition = compose(subgraphs);
  if (composition.errors) throw new Error(JSON.stringify(composition.errors));
  return composition.supergraphSdl;
};

/** Composes subgraphs and runs them in this process behind the executor. */
export async function smallGraph(
  subgraphs: Readonly<Record<string, SmallSubgraph>>,
  composer = composed,
): Promise<SmallGraph> {
  const supergraphSdl = composer(
    Object.entries(subgraphs).map(([name, { sdl }]) => ({ name, sdl, url: `http://${name}` })),
  );
  const executors = new Map(
    Object.entries(subgraphs).map(([name, { sdl, resolvers = {} }]) => [
      name,
      createExecutor(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]), log),
    ]),
  );
  const asked: string[] = [];
  const graph = new Graph({
    source: fixedSupergraph(supergraphSdl),
    transportTo: (name) => async (request) => {
      asked.push(name);
      if (subgraphs[name]?.down) throw new Error('connect ECONNREFUSED');
      return subgraphs[name]?.answer?.(request) ?? executors.get(name)!(request, {});
    },
    log,
  });
  await graph.gateway.load();
  const executor = new OperationExecutor(graph);
  const contextOf = (query: string, variables: Record<string, unknown>) => {
    const document = parse(query);
    const [invalid] = validate(graph.generation.schema, document);
    if (invalid) throw invalid;
    const queryHash = createHash('sha256').update(query).digest('hex');
    return { request: { query, variables }, document, queryHash, context: {}, metrics: {}, logger: log };
  };
  const told = (result: unknown): Told => JSON.parse(JSON.stringify(result)) as Told;
  return {
    graph,
    ask: async (query, variables = {}) => told(await executor.execute(contextOf(query, variables))),
    askGateway: async (query, variables = {}) =>
      told(await graph.gateway.executor(contextOf(query, variables) as never)),
    asked: () => asked.splice(0),
    stop: () => graph.gateway.stop(),
  };
}
