import type { FastifyInstance } from 'fastify';
import type { Logger } from '#kernel/log.ts';
import { observabilityRoutes } from '#kernel/subgraph/serve.ts';
import type { TransportTo } from '#router/gateway/data-source.ts';
import { Graph } from '#router/gateway/graph.ts';
import { DEFAULT_LIMITS, type Limits } from '#router/gateway/limits.ts';
import type { SupergraphSource } from '#router/gateway/supergraph-source.ts';
import { GraphQLFront } from '#router/http/apollo.ts';
import { Door } from '#router/http/door.ts';
import { graphqlRoute } from '#router/http/graphql-route.ts';
import { createHttpServer } from '#router/http/server.ts';
import { TokenVerifier, type TokenVerifierOptions } from '#router/identity/token-verifier.ts';

// Read when the gateway is constructed: it reports to its vendor otherwise.
process.env.APOLLO_TELEMETRY_DISABLED ??= 'true';

export interface RouterOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  supergraph: SupergraphSource;
  /** The way to each subgraph, in this process or over HTTP. */
  transportTo: TransportTo;
  tokens: TokenVerifierOptions;
  corsOrigins?: readonly string[];
  limits?: Partial<Limits>;
  /** Whether clients may ask for the schema; default true. */
  introspection?: boolean;
  log: Logger;
  /** Mounts what else this address serves: subgraphs' own routes. */
  routes?(app: FastifyInstance): void | Promise<void>;
  /** Rejects while something the router's process needs is away. */
  ready?(): Promise<void>;
}

export interface RunningRouter {
  /** Where it listens, without a slash at the end; the endpoint is `/graphql`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the router: loads the graph, then listens. */
export async function startRouter(options: RouterOptions): Promise<RunningRouter> {
  const { log } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const graph = new Graph({ source: options.supergraph, transportTo: options.transportTo, virtual: new Set(), log });
  const door = new Door();
  const front = new GraphQLFront({ graph, door, limits, introspection: options.introspection ?? true, log });
  const tokens = new TokenVerifier(options.tokens);
  const app = await createHttpServer({ corsOrigins: options.corsOrigins ?? [], limits, log });
  graphqlRoute(app, { front, door, tokens, log });
  observabilityRoutes(app, async () => {
    if (!graph.loaded) throw new Error('no supergraph is loaded');
    await options.ready?.();
  });
  await options.routes?.(app);
  await front.start();
  const url = await app.listen({ host: options.host, port: options.port });
  return {
    url,
    stop: async () => {
      await app.close();
      await front.stop();
    },
  };
}
