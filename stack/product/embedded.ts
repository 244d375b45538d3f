import type { Logger } from '#kernel/log.ts';
import { Host } from '#kernel/subgraph/host.ts';
import { hostOptionsFrom } from '#kernel/subgraph/host-config.ts';
import { mountRoutes } from '#kernel/subgraph/serve.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import { startRouter } from '#router/router.ts';
import { shared } from '#schema/shared.ts';
import { manifest } from '#subgraphs/manifest.ts';

/** The whole product in this process: every subgraph, and the router that calls them without HTTP. */
export interface EmbeddedProduct {
  readonly url: string;
  readonly host: Host;
  stop(): Promise<void>;
}

export async function startEmbedded(
  env: Record<string, string | undefined>,
  port: number,
  log: Logger,
): Promise<EmbeddedProduct> {
  const host = new Host(hostOptionsFrom(env, shared, log));
  try {
    await host.start();
    const subgraphs = await Promise.all(manifest.map(async ({ load }) => host.run(await load())));
    const composition = compose(
      subgraphs.map(({ name, sdl }) => ({ name, sdl, url: `http://${name}.internal/graphql` })),
    );
    if (composition.errors) throw new Error(JSON.stringify(composition.errors, null, 2));
    const router = await startRouter({
      host: env.HOST ?? '127.0.0.1',
      port,
      log,
      supergraph: fixedSupergraph(composition.supergraphSdl),
      tokens: {
        issuer: 'marketplace',
        audience: 'marketplace',
        keys: new URL(`http://127.0.0.1:${port}/accounts/jwks.json`),
      },
      transportTo: (name) => host.transportTo(name),
      routes: async (app) => {
        for (const subgraph of subgraphs) await mountRoutes(app, subgraph);
      },
      ready: async () => {
        await Promise.all(subgraphs.map(({ ready }) => ready()));
      },
    });
    return {
      url: router.url,
      host,
      stop: async () => {
        await router.stop();
        await host.stop();
      },
    };
  } catch (error) {
    await host.stop();
    throw error;
  }
}
