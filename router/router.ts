import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { createKafka } from '#kernel/kafka/client.ts';
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
import type { FindApiKey } from '#router/identity/api-key.ts';
import { Callers } from '#router/identity/callers.ts';
import { TokenVerifier, type TokenVerifierOptions } from '#router/identity/token-verifier.ts';
import { playgroundRoutes } from '#router/playground/routes.ts';
import { type QuotaSettings, Quotas } from '#router/protection/quotas.ts';
import type { EventSource } from '#router/subscriptions/binding.ts';
import { EventFeed } from '#router/subscriptions/event-feed.ts';
import { eventStream } from '#router/subscriptions/event-stream.ts';
import { Hub } from '#router/subscriptions/hub.ts';
import { marketplaceEvents } from '#router/subscriptions/marketplace-events.ts';
import { Replay } from '#router/subscriptions/replay.ts';
import { Subscriptions } from '#router/subscriptions/subscriptions.ts';
import { serveWebSockets } from '#router/subscriptions/websocket.ts';

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
  /** The brokers that carry events. Without them there are no subscriptions. */
  kafka?: { brokers: string; topicPrefix: string };
  /** What subscriptions there are; the marketplace's by default. */
  events?: EventSource;
  corsOrigins?: readonly string[];
  limits?: Partial<Limits>;
  /** What routers share: quotas and persisted queries. Without it, each keeps its own. */
  redis?: Redis;
  /** Put before every key in Redis. */
  redisPrefix?: string;
  /** What may be spent within a minute; API keys have quotas of their own. */
  quotas?: QuotaSettings;
  /** Finds partners by their API keys; without it there are no partners. */
  findApiKey?: FindApiKey;
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
  const { log, transportTo, events = marketplaceEvents, corsOrigins = [] } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const graph = new Graph({ source: options.supergraph, transportTo, virtual: new Set([events.name]), log });
  const door = new Door();
  const front = new GraphQLFront({ graph, door, limits, introspection: options.introspection ?? true, log });
  const tokens = new TokenVerifier(options.tokens);
  const app = await createHttpServer({ corsOrigins, limits, log });
  const live = options.kafka && followEvents({ ...options.kafka, source: events, graph, front, limits, log });

  const callers = new Callers(tokens, options.findApiKey);
  const quotas = new Quotas({
    settings: options.quotas ?? {},
    redis: options.redis,
    prefix: options.redisPrefix ?? '',
    log,
  });

  graphqlRoute(app, { front, door, callers, quotas, log, stream: live && eventStream({ ...live, front, limits }) });
  observabilityRoutes(app, async () => {
    if (!graph.loaded) throw new Error('no supergraph is loaded');
    await options.ready?.();
  });
  if (options.playground ?? true) playgroundRoutes(app, log);
  await options.routes?.(app);
  await Promise.all([front.start(), live?.feed.start()]);
  const webSockets =
    live &&
    serveWebSockets({
      ...live,
      server: app.server,
      originAllowed: (origin, host) =>
        corsOrigins.includes('*') || corsOrigins.includes(origin) || sameHost(origin, host),
      front,
      tokens,
      limits,
      log,
    });
  const url = await app.listen({ host: options.host, port: options.port });
  return {
    url,
    stop: async () => {
      await webSockets?.stop();
      await app.close();
      await live?.feed.stop();
      await front.stop();
      await quotas.stop();
    },
  };
}

/** Everything subscriptions need of Kafka, not yet started. */
function followEvents(options: {
  brokers: string;
  topicPrefix: string;
  source: EventSource;
  graph: Graph;
  front: GraphQLFront;
  limits: Limits;
  log: Logger;
}): { feed: EventFeed; subscriptions: Subscriptions } {
  const { brokers, topicPrefix, source, log } = options;
  const kafka = createKafka(brokers, 'router', log);
  const hub = new Hub();
  const topics = Subscriptions.topicsOf(source, topicPrefix);
  const feed = new EventFeed({ kafka, topics, groupPrefix: topicPrefix, hub, log });
  const replay = new Replay({ kafka, groupPrefix: topicPrefix, log });
  return { feed, subscriptions: new Subscriptions({ ...options, hub, feed, replay }) };
}

const sameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;
