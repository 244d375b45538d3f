import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { inRegion, type Regions } from '#kernel/regions.ts';
import { createPeers } from '#kernel/subgraph/peers.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { toy } from '#kernel/testing/toy/toy-subgraph.ts';
import { transportAcross } from './region-links.ts';

const SECRET = 'between the regions';
const HOST = '127.0.0.1';

/** Listens wherever nobody does, with what takes each connection. */
const listening = (onConnection: (socket: Socket) => void) =>
  new Promise<{ port: number; close(): Promise<void> }>((resolve) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      onConnection(socket);
    });
    server.listen(0, HOST, () => {
      const { port } = server.address() as { port: number };
      resolve({
        port,
        close: () => {
          for (const socket of sockets) socket.destroy();
          return new Promise((closed) => server.close(() => closed()));
        },
      });
    });
  });

describe('a subgraph with a door for other regions', () => {
  let east: TestSubgraph;
  let port = 0;
  beforeAll(async () => {
    const free = await listening(() => {});
    port = free.port;
    await free.close();
    const regions: Regions = {
      here: 'east',
      others: [],
      secret: SECRET,
      doors: { toy: { host: HOST, port } },
      answerMs: 1_000,
    };
    east = await startTestSubgraph(toy, { shared: { typeDefs: '', resolvers: {} }, regions });
  });
  afterAll(() => east.stop());

  const fromWest = (secret: string, to = port, answerMs = 20_000) => {
    const other = {
      name: 'east',
      kafkaBrokers: '',
      topicPrefix: '',
      subgraphs: { toy: `http://${HOST}:${to}/graphql` },
    };
    const regions: Regions = { here: 'west', others: [other], secret, doors: {}, answerMs };
    const peers = createPeers((name) => transportAcross(regions, name));
    return (peer: string) =>
      peers.ask<{ whoami: string }>(peer, '{ whoami }', {}, { kind: 'service', name: inRegion('toy', 'west') });
  };

  it('answers those who have the secret of the regions, and knows where they come from', async () => {
    const { whoami } = await fromWest(SECRET)('toy@east');
    expect(JSON.parse(whoami)).toMatchObject({ kind: 'service', name: 'toy@west' });
  });

  it('answers nobody else, not even with the secret of its own installation', async () => {
    await expect(fromWest(newId())('toy@east')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(fromWest(east.viewerSecret)('toy@east')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is not there under the name of a region that nobody knows, or for a subgraph that is not let in', async () => {
    await expect(fromWest(SECRET)('toy@north')).rejects.toThrow('is not part of this installation');
    await expect(fromWest(SECRET)('cart@east')).rejects.toThrow('is not part of this installation');
  });

  it('that swallows what it is asked is given up on, and so is one that is not there', async () => {
    const silent = await listening(() => {});
    await expect(fromWest(SECRET, silent.port, 100)('toy@east')).rejects.toMatchObject({ code: 'TIMEOUT' });
    await silent.close();
    await expect(fromWest(SECRET, silent.port)('toy@east')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
