import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { ConfigError, readConfig } from '#kernel/config.ts';
import { openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';
import { supergraphFile } from '#router/gateway/file-source.ts';
import type { SupergraphSource } from '#router/gateway/supergraph-source.ts';
import { proxySubgraph } from '#router/http/subgraph-proxy.ts';
import { Registry } from '#router/registry/registry.ts';
import { registrySource } from '#router/registry/registry-source.ts';
import { startRouter } from '#router/router.ts';

const port = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
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
  SUBGRAPH_URLS          JSON of subgraphs' names and GraphQL URLs
  VIEWER_SECRET          signs the viewer that subgraphs are told, 16 characters or more
  REGISTRY_DATABASE_URL  the registry's database, when no --supergraph is given
  ROUTER_CACHE_DIR       where the last good graph is kept, for starting while the registry is down
  JWKS_URL               the keys of access tokens; by default /accounts/jwks.json of the subgraph accounts
  JWT_ISSUER             whom access tokens must come from; by default marketplace
  KAFKA_BROKERS          host:port, comma-separated; without them there are no subscriptions
  TOPIC_PREFIX           put before every topic
  CORS_ORIGINS           origins whose pages may call, comma-separated; * for any
  INTROSPECTION          false to hide the schema
  PLAYGROUND             false to serve none`;

interface Options {
  host: string;
  port: number;
  supergraph?: string;
}

const flag = z
  .enum(['true', 'false'])
  .default('true')
  .transform((text) => text === 'true');

const readSettings = (fromFile: boolean) =>
  readConfig({
    SUBGRAPH_URLS: urlsByName,
    VIEWER_SECRET: z.string().min(16),
    REGISTRY_DATABASE_URL: fromFile ? z.string().optional() : z.string(),
    ROUTER_CACHE_DIR: z.string().optional(),
    JWKS_URL: z.url().optional(),
    JWT_ISSUER: z.string().default('marketplace'),
    KAFKA_BROKERS: z.string().optional(),
    TOPIC_PREFIX: z.string().default(''),
    CORS_ORIGINS: z
      .string()
      .default('')
      .transform((text) => text.split(',').filter(Boolean)),
    INTROSPECTION: flag,
    PLAYGROUND: flag,
  });

async function serve({ host, port, supergraph }: Options): Promise<() => Promise<void>> {
  const settings = readSettings(supergraph !== undefined);
  const { SUBGRAPH_URLS: urls, KAFKA_BROKERS: brokers, VIEWER_SECRET: secret } = settings;
  const log = createLogger('router');
  const db = supergraph ? undefined : openDatabase(settings.REGISTRY_DATABASE_URL ?? '', { owner: 'registry', max: 2 });
  const source: SupergraphSource = db
    ? registrySource({ registry: new Registry(db), cacheDir: settings.ROUTER_CACHE_DIR, log })
    : supergraphFile(supergraph ?? '');
  const transports = new Map(Object.entries(urls).map(([name, url]) => [name, httpTransport(url, secret)]));
  const keys = settings.JWKS_URL ?? (urls.accounts && new URL('/accounts/jwks.json', urls.accounts).href);
  if (!keys) throw new ConfigError('JWKS_URL is missing: where the keys of access tokens are');
  const router = await startRouter({
    host,
    port,
    supergraph: source,
    transportTo: (name) => transports.get(name),
    tokens: { issuer: settings.JWT_ISSUER, audience: 'marketplace', keys: new URL(keys) },
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
    await Promise.all([...transports.values()].map((transport) => transport.close()));
    await db?.close();
  };
}

await new Command('router')
  .description('Serves a composed graph over HTTP, WebSocket and server-sent events.')
  .option('--host <address>', 'the address to listen on', process.env.HOST ?? '127.0.0.1')
  .option('--port <number>', 'the port to listen on, 0 for a free one', port, port(process.env.PORT ?? '4000'))
  .option('--supergraph <file>', "a supergraph to serve in place of the registry's, read again when it changes")
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
    process.stderr.write(`${error.name === 'ConfigError' ? error.message : (error.stack ?? error.message)}\n`);
    process.exit(1);
  });
