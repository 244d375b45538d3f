import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import { type RunningRouter, startRouter } from '#router/router.ts';
import { type ForeignSubgraph, foreignSubgraph, type Manner, wellMannered } from '#router/testing/foreign-subgraph.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';

const CACHING = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@composeDirective"])
    @link(url: "https://marketplace.example/caching/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
`;
const SDL = {
  shop: `${CACHING} type Query { price(of: ID): Int @cacheControl(maxAge: 600) now: Int } type Mutation { buy: Int }`,
  depot: `${CACHING} type Query { stock(of: ID): Int @cacheControl(maxAge: 300) }`,
};
type House = keyof typeof SDL;

/** An operation that was not asked before. */
let asked = 0;
const fresh = (): string => {
  asked += 1;
  return `of: "${asked}"`;
};

describe('answers over HTTP', () => {
  const log = createLogger('http-caching-test');
  const subgraphs = {} as Record<House, ForeignSubgraph>;
  const transports: ReturnType<typeof httpTransport>[] = [];
  const manners = {} as Record<House, Manner>;
  let router: RunningRouter;
  let mint: TokenMint;

  beforeAll(async () => {
    mint = await createTokenMint();
    const resolvers = { Query: { price: () => 1, now: () => 2, stock: () => 3 }, Mutation: { buy: () => 4 } };
    for (const [name, sdl] of Object.entries(SDL) as [House, string][]) {
      const { Mutation, Query } = resolvers;
      const own =
        name === 'shop'
          ? { Query: { price: Query.price, now: Query.now }, Mutation }
          : { Query: { stock: Query.stock } };
      subgraphs[name] = await foreignSubgraph({ sdl, resolvers: own, manner: () => manners[name] });
    }
    const composed = compose(
      (['shop', 'depot'] as const).map((name) => ({ name, sdl: SDL[name], url: subgraphs[name].url })),
    );
    if (composed.errors) throw new Error(JSON.stringify(composed.errors));
    const lines = new Map(
      (['shop', 'depot'] as const).map((name) => [
        String(name),
        httpTransport(subgraphs[name].url, 'a secret of tests'),
      ]),
    );
    transports.push(...lines.values());
    router = await startRouter({
      host: '127.0.0.1',
      port: 0,
      supergraph: fixedSupergraph(composed.supergraphSdl),
      transportTo: (name) => lines.get(name),
      tokens: mint.options,
      log,
    });
  });
  afterAll(async () => {
    await router?.stop();
    await Promise.all([
      ...transports.map((line) => line.close()),
      ...Object.values(subgraphs).map((one) => one.stop()),
    ]);
  });
  beforeEach(() => {
    manners.shop = wellMannered;
    manners.depot = wellMannered;
  });

  const saying =
    (headers: Record<string, string>): Manner =>
    (response, result) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      wellMannered(response, result);
    };
  const post = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${router.url}/graphql?${new URLSearchParams({ query })}`, {
      headers: { 'apollo-require-preflight': 'yes', ...headers },
    });
  const requests = (): number => subgraphs.shop.asked.length;
  /** Whether it is answered without asking the shop; to be asked twice before, for a document is kept from then on. */
  const isKept = async (ask: () => Promise<Response>): Promise<boolean> => {
    for (let n = 0; n < 2; n += 1) await (await ask()).text();
    const before = requests();
    await (await ask()).text();
    return requests() === before;
  };

  it.each<[said: Record<string, string>, control: string, kept: boolean]>([
    [{}, 'max-age=600, public', true],
    [{ 'cache-control': 'max-age=50', age: '20' }, 'max-age=30, public', true],
    [{ 'Cache-Control': 'no-store' }, 'no-store', false],
    [{ 'cache-control': 'private, max-age=50' }, 'max-age=50, private', false],
  ])('are kept as their subgraph says: %j', async (said, control, kept) => {
    manners.shop = saying(said);
    const query = `{ price(${fresh()}) }`;
    for (const method of [post, get]) {
      expect((await method(query)).headers.get('cache-control')).toBe(control);
      expect(await isKept(() => method(query))).toBe(kept);
      expect((await method(query)).headers.get('cache-control')).toBe(control);
    }
  });

  it('are kept as the strictest of several subgraphs says', async () => {
    const query = `{ price(${fresh()}) stock(${fresh()}) }`;
    manners.depot = saying({ 'cache-control': 'max-age=9' });
    expect((await post(query)).headers.get('cache-control')).toBe('max-age=9, public');
    manners.shop = saying({ 'cache-control': 'no-store' });
    expect((await post(query.replace('price', 'a: price'))).headers.get('cache-control')).toBe('no-store');
  });

  it('are of nobody else when the subgraph says so, though the graph does not, also while they are under way', async () => {
    const query = `{ price(${fresh()}) }`;
    await (await post(query)).text();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((one) => mint.authorization(one)));
    const held: (() => void)[] = [];
    manners.shop = (response, result) => held.push(() => saying({ 'cache-control': 'private' })(response, result));
    const before = requests();
    const first = post(query, { authorization: ann! });
    await eventually(() => held.length === 1);
    const second = post(query, { authorization: bob! });
    // It has come by when those that came after it are answered.
    for (let n = 0; n < 5; n += 1) await (await post('{ __typename }')).text();
    manners.shop = saying({ 'cache-control': 'private' });
    held[0]?.();
    for (const answer of [await first, await second]) expect(await answer.json()).toEqual({ data: { price: 1 } });
    expect(requests() - before).toBe(2);
  });

  it('by GET are kept, together with those by POST', async () => {
    const query = `{ price(${fresh()}) }`;
    expect(await isKept(() => get(query))).toBe(true);
    const before = requests();
    expect(await (await post(query)).json()).toEqual({ data: { price: 1 } });
    await (await post(query)).text();
    expect(requests() - before).toBeLessThanOrEqual(1);
  });

  it('by GET are told to caches on the way, who need not have them again', async () => {
    const query = `{ price(${fresh()}) }`;
    for (const _ of ['executed by the server', 'executed at once', 'kept']) {
      const { headers, status } = await get(query);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('max-age=600, public');
      expect(headers.get('vary')).toBe('accept, authorization, x-api-key');
      const etag = headers.get('etag')!;
      for (const known of [etag, '*', `"x", ${etag}`, etag.replace('W/', '')]) {
        const told = await get(query, { 'if-none-match': known });
        expect(told.status).toBe(304);
        expect(await told.text()).toBe('');
        for (const name of ['etag', 'cache-control', 'vary']) expect(told.headers.get(name)).toBe(headers.get(name));
      }
      expect((await get(query, { 'if-none-match': '"another"' })).status).toBe(200);
    }
    expect((await post(query)).headers.get('etag')).toBeNull();
  });

  it.each(['{ now }', '{ nothing }', 'mutation { buy }'])('by GET are kept by nobody else: %s', async (query) => {
    for (let n = 0; n < 3; n += 1) {
      const { headers } = await get(query);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
  });

  it('by GET need what a page of another site cannot send, ask nothing twice, and change nothing', async () => {
    const query = `{ price(${fresh()}) }`;
    expect(await isKept(() => get(query))).toBe(true);
    const { status } = await get(query, { 'apollo-require-preflight': '' });
    expect(status).toBe(400);
    const twice = new URLSearchParams([
      ['query', '{ now }'],
      ['query', query],
    ]);
    const headers = { 'apollo-require-preflight': 'yes' };
    expect((await fetch(`${router.url}/graphql?${twice}`, { headers })).status).toBe(400);
    await (await post('mutation { buy }')).text();
    expect((await get('mutation { buy }')).status).toBe(405);
  });
});
