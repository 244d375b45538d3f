import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { compose } from '#router/registry/compose.ts';
import { type ForeignSubgraph, foreignSubgraph, type Manner, wellMannered } from '#router/testing/foreign-subgraph.ts';
import { runServe, type ServeProcess } from '#router/testing/serve-process.ts';
import { connectTo } from '#router/testing/start-test-router.ts';

const CACHING = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@composeDirective"])
    @link(url: "https://marketplace.example/caching/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
`;

const SHOP = `${CACHING}
  type Query { me: String greeting: String @cacheControl(maxAge: 600) mine: String @cacheControl(maxAge: 600, scope: PRIVATE) }
  type Mutation { touch: String }`;
const DEPOT = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { stock: Int }`;

type Told = { headers: Record<string, string | undefined> };
const who = (_: unknown, __: unknown, { headers }: Told) => headers.authorization ?? headers['tenant-id'];

const SHOP_RESOLVERS = {
  Query: {
    me: who,
    mine: who,
    greeting: (_: unknown, __: unknown, { headers }: Told) => (headers['accept-language'] === 'ru' ? 'Привет' : 'Hi'),
  },
  Mutation: { touch: who },
};

describe('headers of clients', () => {
  let folder: string;
  let shop: ForeignSubgraph;
  let depot: ForeignSubgraph;
  let router: ServeProcess;
  let manner: Manner;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forwarded-'));
    shop = await foreignSubgraph({ sdl: SHOP, resolvers: SHOP_RESOLVERS, manner: () => manner });
    depot = await foreignSubgraph({ sdl: DEPOT, resolvers: { Query: { stock: () => 7 } } });
    const composed = compose([
      { name: 'shop', sdl: SHOP, url: shop.url },
      { name: 'depot', sdl: DEPOT, url: depot.url },
    ]);
    if (composed.errors) throw new Error(JSON.stringify(composed.errors));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, composed.supergraphSdl);
    router = await runServe(['--supergraph', file, '--port', '0'], {
      FORWARD_HEADERS: JSON.stringify({
        '*': ['Accept-Language', 'x-tenant as tenant-id'],
        shop: ['authorization', 'x-api-key'],
      }),
      RESPONSE_HEADERS: '{"shop":["Set-Cookie"],"*":["sunset"]}',
      SUBGRAPH_HEADERS: JSON.stringify({ '*': { 'x-from': 'router' }, depot: { 'tenant-id': 'the house' } }),
    });
    expect(router.said()).toBe('');
  });
  afterAll(async () => {
    await router?.stop();
    await Promise.all([shop?.stop(), depot?.stop()]);
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    manner = wellMannered;
    shop.asked.length = 0;
    depot.asked.length = 0;
  });

  const ask = async (query: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const response = await fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return ((await response.json()) as { data?: unknown }).data;
  };

  it('reach the subgraphs that are to have them, by their names there, and no others do', async () => {
    const sent = { authorization: 'Basic YQ==', 'x-tenant': 't1', 'x-secret': 's', 'x-from': 'me', cookie: 'a=b' };
    await ask('{ me stock }', { ...sent, 'x-api-key': 'k', 'accept-language': 'de' });
    const [toShop, toDepot] = [shop.asked[0]!, depot.asked[0]!];
    expect(toShop).toMatchObject({
      authorization: 'Basic YQ==',
      'x-api-key': 'k',
      'tenant-id': 't1',
      'accept-language': 'de',
      'x-from': 'router',
    });
    expect(toDepot).toMatchObject({ 'accept-language': 'de', 'tenant-id': 'the house', 'x-from': 'router' });
    for (const name of ['x-tenant', 'x-secret', 'cookie']) expect(toShop).not.toHaveProperty(name);
    for (const name of ['authorization', 'x-api-key']) expect(toDepot).not.toHaveProperty(name);
  });

  it('come with mutations too', async () => {
    expect(await ask('mutation { touch }', { authorization: 'ann' })).toEqual({ touch: 'ann' });
  });

  it.each(['authorization', 'x-tenant'])(
    'keep apart whose queries are equal and under way at the same time, by %s',
    async (name) => {
      const held: (() => void)[] = [];
      manner = (response, result) => held.push(() => wellMannered(response, result));
      const asked = ['ann', 'bob'].flatMap((one) =>
        // Equal for the door, and equal only for the subgraph.
        ['{ me }', '{ me }', '{ me, }'].map(async (query) =>
          expect(await ask(query, { [name]: one })).toEqual({ me: one }),
        ),
      );
      await eventually(() => held.length >= 2);
      manner = wellMannered;
      for (const answer of held) answer();
      await Promise.all(asked);
    },
  );

  it('are part of what answers are kept by', async () => {
    const greet = (language: string) => ask('{ greeting }', { 'accept-language': language });
    await eventually(async () => {
      const before = shop.asked.length;
      expect(await greet('ru')).toEqual({ greeting: 'Привет' });
      return shop.asked.length === before;
    });
    const before = shop.asked.length;
    expect(await greet('en')).toEqual({ greeting: 'Hi' });
    expect(shop.asked.length).toBe(before + 1);
  });

  it('tell whose a private answer is', async () => {
    const mine = (authorization: string) => ask('{ mine }', { authorization });
    await eventually(async () => {
      const before = shop.asked.length;
      expect(await mine('ann')).toEqual({ mine: 'ann' });
      return shop.asked.length === before;
    });
    expect(await mine('bob')).toEqual({ mine: 'bob' });
  });

  it('of subgraphs’ responses to mutations are told to clients where they are to be, and of queries never', async () => {
    manner = (response, result) => {
      for (const name of ['set-cookie', 'x-secret']) response.setHeader(name, ['a=1; Expires=Wed, 21 Oct 2026', 'b=2']);
      response.setHeader('sunset', 'soon');
      wellMannered(response, result);
    };
    const tell = async (query: string) => {
      const body = JSON.stringify({ query });
      const headers = { 'content-type': 'application/json' };
      const told = (await fetch(`${router.url}/graphql`, { method: 'POST', headers, body })).headers;
      return [told.getSetCookie(), told.get('sunset'), told.get('x-secret')];
    };
    for (const _ of ['the first time', 'and later']) {
      expect(await tell('mutation { touch }')).toEqual([['a=1; Expires=Wed, 21 Oct 2026', 'b=2'], 'soon', null]);
      expect(await tell('{ passed: me }')).toEqual([[], null, null]);
    }
  });

  it('come in the first message of a socket, or in a later one in place of it', async () => {
    const client = connectTo(`${router.url}/graphql`, 'ann');
    const { value } = await client.iterate({ query: '{ me }' }).next();
    expect(value).toEqual({ data: { me: 'ann' } });
    await client.dispose();
  });
});

describe('a router that is to pass on cookies', () => {
  it('does not start when pages of any origin could use them', async () => {
    const env = { FORWARD_HEADERS: '{"*":["cookie"]}', CORS_ORIGINS: '*' };
    const router = await runServe(['--supergraph', 'none'], env);
    expect(router.url).toBeUndefined();
    expect(router.said()).toContain('name the origins');
  });
});
