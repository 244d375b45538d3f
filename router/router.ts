import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { stopServing } from '#kernel/coded-http.ts';
import type { Logger } from '#kernel/log.ts';
import { observabilityRoutes } from '#kernel/subgraph/serve.ts';
import { Invalidations } from '#router/cache/invalidations.ts';
import { ResponseCache } from '#router/cache/response-cache.ts';
import { FollowedDocuments } from '#router/documents/followed-documents.ts';
import { NamedDocuments } from '#router/documents/named-documents.ts';
import { PersistedQueries } from '#router/documents/persisted-queries.ts';
import type { TrustedDocuments } from '#router/documents/trusted-documents.ts';
import type { TransportTo } from '#router/gateway/data-source.ts';
import { Graph } from '#router/gateway/graph.ts';
import { DEFAULT_LIMITS, type Limits } from '#router/gateway/limits.ts';
import { SharedSource, type SupergraphSource } from '#router/gateway/supergraph-source.ts';
import { GraphQLFront } from '#router/http/apollo.ts';
import { proxies } from '#router/http/client-address.ts';
import { ContractSurfaces } from '#router/http/contract-surfaces.ts';
import { Door } from '#router/http/door.ts';
import { graphqlRoute } from '#router/http/graphql-route.ts';
import { type PassingRules, passedNames } from '#router/http/passed-headers.ts';
import { createHttpServer } from '#router/http/server.ts';
import { SlowOperations } from '#router/http/slow-operations.ts';
import type { FindApiKey } from '#router/identity/api-key.ts';
import { Callers } from '#router/identity/callers.ts';
import { Forwarding, type ForwardingRules } from '#router/identity/forwarded-headers.ts';
import { TokenVerifier, type TokenVerifierOptions } from '#router/identity/token-verifier.ts';
import { playgroundRoutes } from '#router/playground/routes.ts';
import { DEFAULT_OVERLOAD, Overload, type OverloadSettings } from '#router/protection/overload.ts';
import { type QuotaSettings, Quotas } from '#router/protection/quotas.ts';
import { resilient } from '#router/protection/resilient-transport.ts';
import type { RegistryHouse } from '#router/registry/registry-house.ts';
import { createLive } from '#router/subscriptions/live.ts';

// Read when the gateway is constructed: it reports to its vendor otherwise.
process.env.APOLLO_TELEMETRY_DISABLED ??= 'true';

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;

export interface RouterOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  supergraph: SupergraphSource;
  /** The way to each subgraph, in this process or over HTTP. */
  transportTo: TransportTo;
  /** Without it nobody's token is looked at: everybody is a guest, whatever subgraphs make of headers they are told. */
  tokens?: TokenVerifierOptions | undefined;
  /** Which headers of clients subgraphs over HTTP are told; default none. */
  forward?: ForwardingRules;
  /** Which response headers of subgraphs over HTTP clients are told after mutations; default none. */
  pass?: PassingRules;
  /** The brokers that carry events. Without them no subscription is driven by topics. */
  kafka?: { brokers: string; topicPrefix: string };
  /** What a subgraph that serves subscriptions itself is told, of the viewer above all: headers, and at `connection_init`. */
  identify?(viewer: Viewer, subgraph: string): Record<string, string>;
  /** Where they serve them, if not where the graph says they answer. */
  subscriptionUrlOf?(subgraph: string): string | undefined;
  corsOrigins?: readonly string[];
  limits?: Partial<Limits>;
  /** What routers share: quotas and persisted queries. Without it, each keeps its own. */
  redis?: Redis;
  /** Put before every key in Redis. */
  redisPrefix?: string;
  /** What may be spent within a minute; API keys have quotas of their own. */
  quotas?: QuotaSettings;
  /** What clients were built with, beside what the registry says, and whether nothing else may be executed. */
  trustedDocuments?: TrustedDocuments | undefined;
  trustedOnly?: boolean;
  /** Addresses and subnets of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies?: readonly string[];
  /** From how many ms on an operation is logged with its plan; default 1,000. */
  slowMs?: number | undefined;
  /** When load is shed. */
  overload?: Partial<OverloadSettings>;
  /** Bytes of answers that are kept where the graph allows it; default 64 MiB, 0 for none. */
  cacheBytes?: number | undefined;
  /** Finds partners by their API keys; without it there are no partners. */
  findApiKey?: FindApiKey;
  /** The registry beside it: its API and pages, partners' keys, usage, clients' documents. */
  registry?: Partial<Pick<RegistryHouse, 'findApiKey' | 'used' | 'routes' | 'documents'>>;
  /** Whether clients may ask for the schema; default true. */
  introspection?: boolean;
  /** Whether GraphiQL is served at `/playground`; default true. */
  playground?: boolean;
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

/** Starts the router: loads the graph and joins the events, then listens. */
export async function startRouter(options: RouterOptions): Promise<RunningRouter> {
  const { log, corsOrigins = [] } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const lines = resilient(options.transportTo);
  const { transportTo } = lines;
  const source = new SharedSource(options.supergraph);
  const graph = new Graph({ source, transportTo, log });
  const door = new Door();
  const quotas = new Quotas({
    settings: options.quotas ?? {},
    redis: options.redis,
    prefix: options.redisPrefix ?? '',
    log,
  });
  const invalidations = new Invalidations();
  graph.onGeneration(({ cacheRules }) => invalidations.follow(cacheRules?.invalidations ?? []));
  const cache = new ResponseCache({
    invalidations,
    redis: options.redis,
    prefix: options.redisPrefix ?? '',
    maxBytes: options.cacheBytes ?? DEFAULT_CACHE_BYTES,
    log,
  });
  const introspection = options.introspection ?? true;
  const front = new GraphQLFront({ graph, door, limits, quotas, introspection, log });
  const contracts = new ContractSurfaces({ source, transportTo, limits, quotas, introspection, log });
  const isProxy = proxies(options.trustedProxies ?? []);
  const forwarding = new Forwarding(options.forward);
  const app = await createHttpServer({
    corsOrigins,
    corsHeaders: forwarding.names,
    corsExposed: passedNames(options.pass ?? {}),
    isProxy,
    limits,
    log,
  });
  const callers = new Callers({
    tokens: options.tokens && new TokenVerifier(options.tokens),
    findApiKey: options.findApiKey ?? options.registry?.findApiKey,
    forwarding,
  });

  const trusted = new FollowedDocuments(options.trustedDocuments, options.registry?.documents, log);
  const documents = new NamedDocuments({
    persisted: new PersistedQueries({ redis: options.redis, prefix: options.redisPrefix ?? '', log }),
    trusted,
    trustedOnly: options.trustedOnly ?? false,
  });
  const overload = new Overload({ ...DEFAULT_OVERLOAD, ...options.overload });
  graph.onGeneration(() => overload.excuse());
  const live = createLive({
    kafka: options.kafka,
    identify: options.identify,
    subscriptionUrlOf: options.subscriptionUrlOf,
    originAllowed: (origin, host) =>
      corsOrigins.includes('*') || corsOrigins.includes(origin) || sameHost(origin, host),
    isProxy,
    graph,
    front,
    used: options.registry?.used,
    callers,
    contracts,
    invalidations,
    cache,
    documents,
    limits,
    log,
  });

  graphqlRoute(app, {
    whole: { graph, front, door },
    contracts,
    callers,
    documents,
    overload,
    cache,
    slow: new SlowOperations({ graph, ms: options.slowMs ?? 1_000, log }),
    pass: options.pass,
    log,
    used: options.registry?.used,
    stream: live.stream,
  });
  observabilityRoutes(app, async () => {
    if (!graph.loaded) throw new Error('no supergraph is loaded');
    await options.ready?.();
  });
  if (options.playground ?? true) playgroundRoutes(app, log);
  options.registry?.routes?.(app, callers, introspection);
  await options.routes?.(app);
  await Promise.all([front.start(), trusted.start()]);
  await live.start(app.server);
  const url = await app.listen({ host: options.host, port: options.port });
  return {
    url,
    stop: async () => {
      await live.stop();
      await stopServing(app);
      await contracts.stop();
      await front.stop();
      await quotas.stop();
      await trusted.stop();
      lines.stop();
      overload.stop();
    },
  };
}

const sameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;
