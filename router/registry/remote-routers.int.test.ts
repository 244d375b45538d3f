import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { openGraphSource } from '#router/registry/graph-source.ts';
import { DEFAULT_VARIANT } from '#router/registry/registry.ts';
import { changeShop, log, type RegisteredToys, registerShop } from '#router/registry/testing/registered-toys.ts';
import { usageIn } from '#router/registry/usage/usage-store.ts';

let shop: RegisteredToys;
beforeAll(async () => {
  shop = await registerShop();
});
afterAll(() => shop?.stop());

const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) }';

describe('a router without the registry’s database', () => {
  it('has the graph from one that has it, each new version as it comes, and reports usage to it', async () => {
    const partnerId = await shop.addPartner();
    const { text: key } = await shop.issueKey({ partnerId, scopes: ['registry:read', 'registry:usage'] });
    const edge = await shop.start({ registry: shop.router.url, key, usageEveryMs: 100 });
    const ask = (url: string, query: string, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      });
    const fields = async (at: string): Promise<string> =>
      (await ask(`${at}/graphql/public`, '{ __type(name: "Product") { fields { name } } }')).text();
    expect(await fields(edge.url)).toContain('title');
    const issued = await shop.issueKey({ partnerId, contract: 'public' });
    const asPartner = async (query: string): Promise<number> =>
      (await ask(`${edge.url}/graphql`, query, { 'x-api-key': issued.text })).status;
    expect([await asPartner('{ product(id: 1) { id } }'), await asPartner('{ buyers }')]).toEqual([200, 400]);
    await shop.manage(REVOKE, { id: issued.key.id });
    await eventually(async () => (await asPartner('{ product(id: 1) { id } }')) === 401);
    await changeShop(shop, 'cost: Int', 'weight: Int\n cost: Int');
    for (const at of [shop.router.url, edge.url]) await eventually(async () => (await fields(at)).includes('weight'));
    await ask(`${edge.url}/graphql`, 'query FromAfar { buyers }');
    await eventually(async () => {
      const used = await (await usageIn(shop.db, DEFAULT_VARIANT, 1)).of(['Query.buyers']);
      return used.get('Query.buyers')?.some(({ operation }) => operation === 'FromAfar');
    });
    const away = openGraphSource({ registry: shop.router.url, key: 'mk_0', log });
    await expect(away.source.load()).rejects.toThrow('401');
    await away.close();
  });

  it('knows partners, and hears when a key ends, but sends no key', async () => {
    const partnerId = await shop.addPartner();
    const own = await shop.issueKey({ partnerId, scopes: ['registry:read'] });
    const [brief, lasting] = [
      await shop.issueKey({ partnerId, contract: 'public' }),
      await shop.issueKey({ partnerId, contract: 'public' }),
    ];
    const relay = await relayTo(Number(new URL(shop.router.url).port));
    const remote = openGraphSource({ registry: relay.url, key: own.text, log });
    const find = async (text: string): Promise<unknown> => remote.registry?.findApiKey?.(text);
    try {
      await eventually(() => relay.seen().includes('text/event-stream'));
      expect(await find(brief.text)).toMatchObject({ partnerId, contract: 'public', scopes: [] });
      expect(await find(`${brief.text.slice(0, -1)}${brief.text.endsWith('A') ? 'E' : 'A'}`)).toBeUndefined();
      const known = await find(lasting.text);
      expect(known).toBeDefined();
      await shop.manage(REVOKE, { id: brief.key.id });
      await eventually(async () => (await find(brief.text)) === undefined);
      await relay.goAway();
      expect(await find(lasting.text)).toBe(known);
      await expect(find((await shop.issueKey({ partnerId })).text)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(relay.seen()).toContain('presentedKeys');
      for (const { text } of [brief, lasting]) expect(relay.seen()).not.toContain(text.split('.')[1]);
    } finally {
      await remote.close();
      await relay.goAway();
    }
  });
});

/** A way to a port of this machine that remembers what passed, and can end. */
async function relayTo(port: number) {
  let seen = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const beyond = connect(port, '127.0.0.1');
    socket.pipe(beyond).pipe(socket);
    for (const one of [socket, beyond]) {
      one.on('data', (data) => {
        seen += data;
      });
      sockets.add(one);
      one.on('error', () => {});
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => seen,
    goAway: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
