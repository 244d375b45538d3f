import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { createExecutor } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';
import type { RunningSubgraph } from '#kernel/subgraph/host.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';
import { serveSubgraph } from '#kernel/subgraph/serve.ts';
import type { TransportTo } from '#router/gateway/data-source.ts';
import { compose, type PublishedSubgraph } from '#router/registry/compose.ts';
import { shared } from '#schema/shared.ts';

/** A small subgraph for tests: SDL and resolvers; every resolver's context is `{ viewer }`. */
export interface Toy {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: object;
}

export interface RunningToys {
  readonly published: PublishedSubgraph[];
  readonly supergraphSdl: string;
  readonly transportTo: TransportTo;
  /** How many requests each subgraph was sent. */
  readonly requests: Map<string, number>;
  stop(): Promise<void>;
}

/**
 * Runs toys the way subgraphs run: in this process, or each behind HTTP and reached as in a cluster.
 * @param also SDL without a server, composed with the rest
 */
export async function startToys(
  toys: readonly Toy[],
  mode: 'embedded' | 'remote',
  log: Logger,
  also: readonly PublishedSubgraph[] = [],
): Promise<RunningToys> {
  const requests = new Map<string, number>();
  const transports = new Map<string, ReturnType<TransportTo>>();
  const stops: (() => Promise<unknown>)[] = [];
  const published: PublishedSubgraph[] = [...also];
  for (const toy of toys) {
    const sdl = `${shared.typeDefs}\n${toy.sdl}`;
    const schema = buildSubgraphSchema([
      { typeDefs: parse(sdl), resolvers: { ...shared.resolvers, ...toy.resolvers } as never },
    ]);
    const executor = createExecutor(schema, log);
    const execute = (request: Parameters<typeof executor>[0], viewer: Viewer) => {
      requests.set(toy.name, (requests.get(toy.name) ?? 0) + 1);
      return executor(request, { viewer });
    };
    let url = `embedded:${toy.name}`;
    if (mode === 'embedded') transports.set(toy.name, execute);
    else {
      const running = {
        name: toy.name,
        sdl,
        execute,
        parts: {},
        ready: async () => {},
        log,
      } as unknown as RunningSubgraph;
      const served = await serveSubgraph(running, { host: '127.0.0.1', port: 0, viewerSecret: TOY_SECRET });
      url = `${served.url}/graphql`;
      const transport = httpTransport(url, TOY_SECRET);
      transports.set(toy.name, transport);
      stops.push(
        () => transport.close(),
        () => served.stop(),
      );
    }
    published.push({ name: toy.name, sdl, url });
  }
  const composition = compose(published);
  if (composition.errors) throw new Error(JSON.stringify(composition.errors, null, 2));
  return {
    published,
    supergraphSdl: composition.supergraphSdl,
    transportTo: (name) => transports.get(name),
    requests,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

export const TOY_SECRET = 'a secret of tests only';
