import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { signViewer, VIEWER_HEADER } from '#kernel/auth/viewer.ts';
import { openRedis } from '#kernel/cache/redis-client.ts';
import { ConfigError, readConfig } from '#kernel/config.ts';
import { createLogger } from '#kernel/log.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';
import { startTracing } from '#kernel/telemetry/tracing.ts';
import { proxySubgraph } from '#router/http/subgraph-proxy.ts';
import { forwardedHeaders, isForwarded, ownHeaders, passedHeaders } from '#router/identity/header-settings.ts';
import { PROTECTION_HELP, protectionFrom } from '#router/protection/settings.ts';
import { openGraphSource } from '#router/registry/graph-source.ts';
import { DEFAULT_KEPT } from '#router/registry/registry-house.ts';
import { startRouter } from '#router/router.ts';
import { ofRegistry, startFailure } from '#router/start-failure.ts';

const port = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
};

const registryUrl = z.url({
  protocol: /^(?:https?|postgres(?:ql)?)$/,
  error: 'a registry is at an address such as https://… or postgres://…',
});

const registryAddress = (text: string): string => {
  const { data, error } = registryUrl.safeParse(text);
  if (data) return data;
  throw new InvalidArgumentError(error?.issues[0]?.message ?? '');
};

const urlsByName = z.string().transform((text, context): Record<string, string> => {
  try {
    return z.record(z.string(), z.url()).parse(JSON.parse(text));
  } catch {
    context.addIssue('must be JSON of names and URLs, such as {"order":"http://localhost:4105/graphql"}');
    return z.NEVER;
  }
});

const HELP = `
Settings come from the environment:
  SUBGRAPH_URLS          JSON of subgraphs' names and GraphQL URLs; those it leaves out answer where the graph says
  SUBSCRIPTION_URLS      the same of those that serve subscriptions themselves, by graphql-ws, at other URLs; by server-sent
                         events where the URL begins with sse+http, by Apollo's multipart HTTP with multipart+http
  SUBGRAPH_HEADERS       JSON of subgraphs' names and headers that each is sent, such as {"order":{"x-api-key":"…"}};
                         and * for all
  FORWARD_HEADERS        JSON of subgraphs' names, or * for all, and headers of clients that each is sent, under other
                         names too: {"*":["accept-language"],"order":["authorization","x-tenant as tenant-id"]}; no
                         others are sent. Requests that differ in any of them never share an answer
  RESPONSE_HEADERS       JSON of subgraphs' names, or * for all, and headers of their responses to mutations that clients
                         are told: {"accounts":["set-cookie"]}; of queries, whose answers are shared, none are
  VIEWER_SECRET          signs the viewer that subgraphs are told, 16 characters or more; else they cannot check it
  REGISTRY_URL           in place of --registry; REGISTRY_DATABASE_URL is the same
  REGISTRY_KEY           an API key with the scopes registry:read and registry:usage, for a registry over HTTP
  REGISTRY_VARIANT       the environment whose graph is served; by default production
  REGISTRY_USAGE_SAMPLE  of operations, about one in so many is counted, for all of them; by default 1, every one
  REGISTRY_KEEP_VERSIONS how many versions of each environment can be gone back to, however old; by default ${DEFAULT_KEPT.versions}
  REGISTRY_KEEP_DAYS     and for how many days all of them can; by default ${DEFAULT_KEPT.days}
  WEBHOOKS_TO_PRIVATE    true to let webhooks lead to this machine and private networks
  ROUTER_CACHE_DIR       where the last good graph is kept, for starting while the registry is down
  JWKS_URL               the keys of access tokens; by default /accounts/jwks.json of the subgraph accounts. Without
                         keys no token is good, or, where authorization is forwarded, subgraphs judge it alone
  JWT_ISSUER             whom access tokens must come from; by default marketplace
  KAFKA_BROKERS          host:port, comma-separated; without them there are no subscriptions
  TOPIC_PREFIX           put before every topic
  CORS_ORIGINS           origins whose pages may call, comma-separated; * for any
  INTROSPECTION          false to hide the schema
  PLAYGROUND             false to serve none${PROTECTION_HELP}`;

interface Options {
  host: string;
  port: number;
  supergraph?: string;
  registry?: string;
}

const flag = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((text) => text === 'true');

const readSettings = () =>
  readConfig({
    SUBGRAPH_URLS: urlsByName.default({}),
    SUBSCRIPTION_URLS: urlsByName.optional(),
    SUBGRAPH_HEADERS: ownHeaders.default({}),
    FORWARD_HEADERS: forwardedHeaders.default({}),
    RESPONSE_HEADERS: passedHeaders.optional(),
    VIEWER_SECRET: z.string().min(16).optional(),
    REGISTRY_URL: registryUrl.optional(),
    REGISTRY_DATABASE_URL: registryUrl.optional(),
    REGISTRY_KEY: z.string().optional(),
    REGISTRY_VARIANT: z.string().optional(),
    REGISTRY_USAGE_SAMPLE: z.coerce.number().int().positive().default(1),
    REGISTRY_KEEP_VERSIONS: z.coerce.number().int().min(2).default(DEFAULT_KEPT.versions),
    REGISTRY_KEEP_DAYS: z.coerce.number().int().min(0).default(DEFAULT_KEPT.days),
    WEBHOOKS_TO_PRIVATE: flag('false'),
    ROUTER_CACHE_DIR: z.string().optional(),
    JWKS_URL: z.url().optional(),
    JWT_ISSUER: z.string().default('marketplace'),
    KAFKA_BROKERS: z.string().optional(),
    TOPIC_PREFIX: z.string().default(''),
    CORS_ORIGINS: z
      .string()
      .default('')
      .transform((text) => text.split(',').filter(Boolean)),
    INTROSPECTION: flag('true'),
    PLAYGROUND: flag('true'),
  });

const COOKIES_FOR_ALL =
  'CORS_ORIGINS is * while FORWARD_HEADERS passes on cookies, so that any page could act as whoever is signed in: name the origins.';

async function serve({ host, port, supergraph, registry }: Options): Promise<() => Promise<void>> {
  const stopTracing = await startTracing('router');
  const settings = readSettings();
  const { SUBGRAPH_URLS: urls, KAFKA_BROKERS: brokers, SUBGRAPH_HEADERS: own, FORWARD_HEADERS: forward } = settings;
  if (settings.CORS_ORIGINS.includes('*') && isForwarded(forward, 'cookie')) throw new ConfigError(COOKIES_FOR_ALL);
  // Of nobody's knowledge: subgraphs of other houses do not look at it.
  const secret = settings.VIEWER_SECRET ?? randomBytes(32).toString('base64url');
  const log = createLogger('router');
  const address = registry ?? settings.REGISTRY_URL ?? settings.REGISTRY_DATABASE_URL;
  const graph = openGraphSource({
    file: supergraph,
    registry: address,
    key: settings.REGISTRY_KEY,
    variant: settings.REGISTRY_VARIANT,
    cacheDir: settings.ROUTER_CACHE_DIR,
    allowPrivateWebhooks: settings.WEBHOOKS_TO_PRIVATE,
    usageSample: settings.REGISTRY_USAGE_SAMPLE,
    keep: { versions: settings.REGISTRY_KEEP_VERSIONS, days: settings.REGISTRY_KEEP_DAYS },
    log,
  });
  const placeless = new Set<string>();
  const transports = new Map<string, ReturnType<typeof httpTransport>>();
  const headersOf = (name: string): Record<string, string> => ({ ...own['*'], ...own[name] });
  const transportAt = (name: string, url: string): ReturnType<typeof httpTransport> => {
    const address = `${name} ${url}`;
    const known = transports.get(address) ?? httpTransport(url, secret, undefined, headersOf(name));
    transports.set(address, known);
    return known;
  };
  const keys = settings.JWKS_URL ?? (urls.accounts && new URL('/accounts/jwks.json', urls.accounts).href);
  const redis = process.env.REDIS_URL ? openRedis(process.env.REDIS_URL, log) : undefined;
  await redis?.connect().catch(() => {});
  const router = await startRouter({
    ...(await protectionFrom(process.env)),
    ...(redis ? { redis } : {}),
    host,
    port,
    supergraph: supergraph || !address ? graph.source : ofRegistry(address, graph.source),
    registry: graph.registry,
    transportTo: (name, url) => {
      const at = urls[name] ?? url;
      if (at && /^https?:/.test(at)) return transportAt(name, at);
      if (!placeless.has(name))
        log.warn({ subgraph: name, url: at }, 'a subgraph has no address: SUBGRAPH_URLS can say it');
      placeless.add(name);
      return undefined;
    },
    identify: (viewer, name) => ({ ...headersOf(name), [VIEWER_HEADER]: signViewer(viewer, secret) }),
    subscriptionUrlOf: (name) => settings.SUBSCRIPTION_URLS?.[name] ?? urls[name],
    tokens:
      keys || !isForwarded(forward, 'authorization')
        ? { issuer: settings.JWT_ISSUER, audience: 'marketplace', keys: keys ? new URL(keys) : { keys: [] } }
        : undefined,
    forward,
    ...(settings.RESPONSE_HEADERS ? { pass: settings.RESPONSE_HEADERS } : {}),
    ...(brokers ? { kafka: { brokers, topicPrefix: settings.TOPIC_PREFIX } } : {}),
    corsOrigins: settings.CORS_ORIGINS,
    introspection: settings.INTROSPECTION,
    playground: settings.PLAYGROUND,
    log,
    routes: async (app) => {
      for (const [name, url] of Object.entries(urls)) await proxySubgraph(app, name, url, log);
    },
  });
  log.info({ url: router.url }, 'listening');
  process.send?.({ listening: router.url });
  return async () => {
    await router.stop();
    redis?.disconnect();
    await stopTracing();
    await Promise.all([...transports.values()].map((transport) => transport.close()));
    await graph.close();
  };
}

// On a core or two, several threads that collect the young generation wait for each other: 50 entities cost a tenth more CPU.
setFlagsFromString('--no-parallel-scavenge');

await new Command('router')
  .description('Serves a composed graph over HTTP, WebSocket and server-sent events.')
  .option('--host <address>', 'the address to listen on', process.env.HOST ?? '127.0.0.1')
  .option('--port <number>', 'the port to listen on, 0 for a free one', port, port(process.env.PORT ?? '4000'))
  .option('--supergraph <file>', "a supergraph to serve in place of the registry's, read again when it changes")
  .option(
    '--registry <url>',
    'where the graph comes from: the registry’s database, or a router that serves its API',
    registryAddress,
  )
  .addHelpText('after', HELP)
  .action(async (options: Options) => {
    const stopRouter = await serve(options);
    const stop = async (): Promise<void> => {
      await stopRouter();
      process.exit(0);
    };
    process.once('SIGTERM', () => void stop());
    process.once('SIGINT', () => void stop());
    // The launcher is gone: nobody would end this process any more.
    process.once('disconnect', () => void stop());
  })
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(1);
  });
