import type { Logger } from '#kernel/log.ts';
import { Host } from '#kernel/subgraph/host.ts';
import { databaseVariable, hostOptionsFrom } from '#kernel/subgraph/host-config.ts';
import { mountRoutes } from '#kernel/subgraph/serve.ts';
import { startTracing } from '#kernel/telemetry/tracing.ts';
import { protectionFrom } from '#router/protection/settings.ts';
import { openGraphSource } from '#router/registry/graph-source.ts';
import { startRouter } from '#router/router.ts';
import { shared } from '#schema/shared.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { publishManifest } from './publish.ts';
import type { RunningProduct } from './running-product.ts';

/** The whole product in this process: every subgraph, and the router that calls them without HTTP. */
export async function startEmbedded(
  env: Record<string, string | undefined>,
  port: number,
  log: Logger,
): Promise<RunningProduct> {
  const stopTracing = await startTracing('marketplace', env);
  const host = new Host(hostOptionsFrom(env, shared, log));
  const registryUrl = env[databaseVariable('registry')] ?? '';
  const graph = openGraphSource({
    registry: registryUrl,
    cacheDir: env.ROUTER_CACHE_DIR,
    allowPrivateWebhooks: env.WEBHOOKS_TO_PRIVATE === 'true',
    log,
  });
  const release = async (): Promise<void> => {
    await host.stop();
    await graph.close();
    await stopTracing();
  };
  try {
    const published = publishManifest(registryUrl);
    await host.start();
    const subgraphs = await Promise.all(manifest.map(async ({ load }) => host.run(await load())));
    await published;
    const router = await startRouter({
      ...(await protectionFrom(env)),
      redis: host.redis,
      host: env.HOST ?? '127.0.0.1',
      port,
      log,
      supergraph: graph.source,
      registry: graph.registry,
      tokens: {
        issuer: env.JWT_ISSUER ?? 'marketplace',
        audience: 'marketplace',
        keys: new URL(`http://127.0.0.1:${port}/accounts/jwks.json`),
      },
      kafka: { brokers: env.KAFKA_BROKERS ?? '', topicPrefix: env.TOPIC_PREFIX ?? '' },
      corsOrigins: (env.CORS_ORIGINS ?? '').split(',').filter(Boolean),
      transportTo: (name) => host.transportTo(name),
      routes: async (app) => {
        for (const subgraph of subgraphs) await mountRoutes(app, subgraph);
      },
      ready: async () => {
        await Promise.all(subgraphs.map(({ ready }) => ready()));
      },
    });
    return {
      transportTo: (name) => host.transportTo(name),
      stop: async () => {
        await router.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}
