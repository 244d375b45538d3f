import type { JSONWebKeySet } from 'jose';
import { createLogger } from '#kernel/log.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { startRouter } from '#router/router.ts';
import { supergraphOf } from './shape.ts';

export interface OursTask {
  urls: Record<string, string>;
  keys: JSONWebKeySet;
}

// This house's router in front of the same subgraphs, with everything that protects it switched on.
process.once('message', async (message) => {
  const { urls, keys } = message as OursTask;
  const transports = new Map(
    Object.entries(urls).map(([name, url]) => [name, httpTransport(url, 'a secret of a bench')]),
  );
  const router = await startRouter({
    host: '127.0.0.1',
    port: 0,
    supergraph: fixedSupergraph(supergraphOf(urls)),
    transportTo: (name) => transports.get(name),
    tokens: { issuer: 'marketplace', audience: 'marketplace', keys },
    playground: false,
    log: createLogger('router'),
  });
  process.send?.(router.url);
});
