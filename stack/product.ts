import { join } from 'node:path';
import { parallel, type Resource, resource, sequence } from '#kernel/lifecycle.ts';
import { createLogger } from '#kernel/log.ts';
import { manifest } from '#subgraphs/manifest.ts';
import type { Ports } from './ports.ts';
import { prepareDatabase } from './product/database.ts';
import { startDistributed } from './product/distributed.ts';
import { startEmbedded } from './product/embedded.ts';
import { fillWithDemo } from './product/seed-demo.ts';
import type { Progress } from './progress.ts';
import { noteInstallation } from './running-installation.ts';
import { sandbox } from './sandbox.ts';
import type { ServerWatch } from './servers/native-server.ts';
import type { Servers } from './servers.ts';
import { type Installation, settingsOf } from './settings.ts';

export interface ProductOptions {
  servers: Servers;
  dataDir: string;
  ports: Ports;
  /** One process per subgraph instead of all in this one. */
  distributed: boolean;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  watch: ServerWatch;
}

/** Everything above the servers: database, sandbox bank and carrier, subgraphs and router. */
export function product(options: ProductOptions): Resource {
  const { servers, dataDir, ports, distributed, env, progress, watch } = options;
  const installation: Installation = {
    postgresAdminUrl: servers.postgresAdminUrl,
    redisUrl: servers.redisUrl,
    kafkaBrokers: servers.kafkaBrokers.join(','),
    temporalAddress: servers.temporalAddress,
    topicPrefix: env.TOPIC_PREFIX ?? '',
    secrets: servers.secrets,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${ports.router}`,
    bankUrl: `http://localhost:${ports.bank}`,
    carrierUrl: `http://localhost:${ports.carrier}`,
  };
  const { secrets } = servers;
  const outside = sandbox({ dataDir, ports, secrets, publicUrl: installation.publicUrl, env, watch });
  const database = resource('database', async () => {
    installation.postgresAdminUrl = await prepareDatabase(servers.postgresAdminUrl, secrets, (line) =>
      progress.say(line),
    );
    await noteInstallation(dataDir, installation);
    return () => {};
  });
  const settings = () => ({
    ROUTER_CACHE_DIR: join(dataDir, 'router'),
    ...settingsOf(installation, [...manifest.map(({ name }) => name), 'registry'], env),
  });
  const subgraphs = resource('subgraphs and router', async () => {
    const running = distributed
      ? await startDistributed({ dataDir, env: settings(), routerPort: ports.router, watch })
      : await startEmbedded(settings(), ports.router, createLogger('product'));
    try {
      await fillWithDemo(running, env, progress);
    } catch (error) {
      await running.stop();
      throw error;
    }
    return () => running.stop();
  });
  return sequence('product', parallel('database and sandbox', database, outside), subgraphs);
}
