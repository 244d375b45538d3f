import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { parallel, sequence } from '#kernel/lifecycle.ts';
import { databaseVariable } from '#kernel/subgraph/host-config.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { houseProgram } from '../house-program.ts';
import type { ServerWatch } from '../servers/native-server.ts';
import { publishManifest, virtualUrl } from './publish.ts';
import type { RunningProduct } from './running-product.ts';

export interface DistributedOptions {
  dataDir: string;
  /** The settings of every process. */
  env: Record<string, string | undefined>;
  routerPort: number;
  watch: ServerWatch;
}

/** The whole product as processes of its own: one per subgraph, and the router that reaches them over HTTP. */
export async function startDistributed({
  dataDir,
  env,
  routerPort,
  watch,
}: DistributedOptions): Promise<RunningProduct> {
  const ports = await freeTcpPorts(manifest.length);
  const urls = Object.fromEntries(
    manifest.map(({ name }, index) => [name, `http://127.0.0.1:${ports[index]}/graphql`] as const),
  );
  const common = {
    ...env,
    // Its log tells the launcher that it is ready.
    LOG_LEVEL: 'info',
    SUBGRAPH_URLS: JSON.stringify(urls),
  };
  const subgraphs = manifest.map(({ name }, index) =>
    houseProgram(
      {
        name: `The subgraph ${name}`,
        id: name,
        file: 'subgraphs/serve.ts',
        args: [name, '--port', String(ports[index])],
        env: common,
      },
      dataDir,
      watch,
    ),
  );
  const router = houseProgram(
    {
      name: 'The router',
      id: 'router',
      file: 'router/serve.ts',
      args: ['--port', String(routerPort)],
      ports: { router: routerPort },
      env: common,
    },
    dataDir,
    watch,
  );
  await publishManifest(env[databaseVariable('registry')] ?? '', (name) => urls[name] ?? virtualUrl(name));
  const processes = sequence('distributed product', parallel('subgraphs', ...subgraphs), router);
  await processes.start();
  const transports = new Map(
    Object.entries(urls).map(([name, url]) => [name, httpTransport(url, env.VIEWER_SECRET ?? '')]),
  );
  return {
    transportTo: (name) => transports.get(name),
    stop: async () => {
      await Promise.all([...transports.values()].map((transport) => transport.close()));
      await processes.stop();
    },
  };
}

/** Ports nobody listens on now; all are held until all are known. */
async function freeTcpPorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
