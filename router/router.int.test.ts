import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import type { SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import type { UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import { follow, startTestRouter, type TestRouter, type TestRouterOptions } from '#router/testing/start-test-router.ts';
import { createTokenMint } from '#router/testing/tokens.ts';
import { orderStatusChanged } from '#schema/events.ts';

const LIST = '{ products(first: 2) { id variants { sku price { amount } availability { quantityLeft } } } }';

/** One that ends with its test, however that ends. */
async function start(options?: TestRouterOptions): Promise<TestRouter> {
  const router = await startTestRouter(options);
  onTestFinished(router.stop);
  return router;
}

describe.each(['embedded', 'remote'] as const)('a router over %s subgraphs', (mode) => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ mode });
  });
  afterAll(() => router?.stop());

  it('joins what several subgraphs know, with one request to each', async () => {
    router.toys.requests.clear();
    const { data, errors } = await router.ask(LIST);
    expect(errors).toBeUndefined();
    expect(data.products[1].variants[0]).toEqual({
      sku: 'SKU-p1-a',
      price: { amount: '1299.90' },
      availability: { quantityLeft: 7 },
    });
    expect(Object.fromEntries(router.toys.requests)).toEqual({ catalog: 1, inventory: 1 });
  });

  it('passes the verified viewer on, and a guest without a token', async () => {
    const userId = newId();
    const authorization = await router.mint.authorization(userId);
    expect((await router.ask('{ whoAmI }', {}, authorization)).data).toEqual({ whoAmI: userId });
    expect((await router.ask('{ whoAmI }', {}, authorization)).data).toEqual({ whoAmI: userId });
    expect((await router.ask('{ whoAmI }')).data).toEqual({ whoAmI: 'guest' });
  });

  it('tells subgraphs from where a mutation came, and of a query nothing that tells equal ones apart', async () => {
    const told: Viewer[] = [];
    const watched = await start({
      tokens: router.mint.options,
      transportTo: (name) => {
        const transport = router.toys.transportTo(name);
        return (
          transport &&
          ((request, viewer) => {
            told.push(viewer);
            return transport(request, viewer);
          })
        );
      },
    });
    const authorization = await router.mint.authorization('ann');
    const ask = (query: string) =>
      watched.post({ query }, { authorization, 'user-agent': `Shop/1 ${'x'.repeat(300)}` }).then((it) => it.json());
    for (let times = 0; times < 2; times += 1) {
      await ask('{ whoAmI }');
      await ask('mutation { placeOrder { id } }');
    }
    const [, first, known, second] = told.map((viewer) => (viewer.kind === 'user' ? viewer.origin : viewer.kind));
    expect(known).toBeUndefined();
    expect(first).toMatch(/^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1) Shop\/1 x{193}$/);
    expect(second).toBe(first);
  });

  it('keeps the codes of faults, hides bugs, and answers the rest', async () => {
    const { data, errors } = await router.ask(
      '{ a: product(id: "bug") { id } b: product(id: "fault") { id } products(first: 1) { id } }',
    );
    expect(data).toEqual({ a: null, b: null, products: [{ id: 'p0' }] });
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['a'],
        extensions: { code: 'INTERNAL', retryable: false, errorId: expect.any(String) },
      },
      { message: 'Not so fast.', path: ['b'], extensions: { code: 'RATE_LIMITED', retryable: true } },
    ]);
  });
});

describe('a router whose subgraph is away', () => {
  it('answers what it can, with a coded error for the rest', async () => {
    const router = await start();
    const partial = await start({
      transportTo: (name) =>
        name === 'inventory' ? () => Promise.reject(new Error('connect 10.0.0.7')) : router.toys.transportTo(name),
    });
    const away = await start({ transportTo: () => () => Promise.reject(new Error('connect 10.0.0.7')) });
    const { data, errors } = await partial.ask(
      '{ product(id: "p1") { title variants { sku availability { inStock } } } }',
    );
    expect(data).toEqual({ product: null });
    const extensions = { code: 'UNAVAILABLE', retryable: true };
    expect(errors).toEqual(
      [0, 1].map((n) => ({
        message: expect.any(String),
        path: ['product', 'variants', n, 'availability'],
        extensions,
      })),
    );
    expect(
      await away.ask('query ($no: Boolean!) { list: products(first: 1) { id } gone: whoAmI @skip(if: $no) }', {
        no: true,
      }),
    ).toEqual({ data: null, errors: [{ message: expect.any(String), path: ['list'], extensions }] });
    expect(JSON.stringify(errors)).not.toContain('10.0.0.7');
  });
});

describe('the protection of a router', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({
      limits: { bodyBytes: 20_000, tokens: 500, depth: 6, aliases: 5, rootFields: 4, fields: 60, requestMs: 1_000 },
      corsOrigins: ['https://shop.example'],
    });
  });
  afterAll(() => router?.stop());

  const deep = (levels: number): string =>
    `{ product(id: "p1") ${'{ variants { product '.repeat(levels)}{ id }${' } }'.repeat(levels)} }`;
  const bomb = (levels: number): string =>
    `query { ...F0 } ${Array.from({ length: levels }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')}
     fragment F${levels} on Query { whoAmI }`;

  it.each<[string, unknown, number, string, string?]>([
    ['no query', {}, 400, 'BAD_REQUEST'],
    ['a query that is not text', { query: 42 }, 400, 'BAD_REQUEST'],
    ['an empty list', [], 400, 'BAD_REQUEST'],
    ['a batch', [{ query: '{ whoAmI }' }, { query: '{ whoAmI }' }], 400, 'BAD_REQUEST'],
    ['something that is not JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['a document that does not parse', { query: '{ whoAmI' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', { query: '{ nobody }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'circular fragments',
      { query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a subscription whose field hangs on a variable there is not',
      { query: 'subscription { stockChanged(variantId: "1") @include(if: $no) { at } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'an operation that is not there',
      { query: 'query A { whoAmI }', operationName: 'B' },
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a variable of the wrong type',
      { query: 'query($n: Int!) { products(first: $n) { id } }', variables: { n: 'x' } },
      400,
      'BAD_USER_INPUT',
    ],
    ['a missing variable', { query: 'query($n: Int!) { products(first: $n) { id } }' }, 400, 'BAD_USER_INPUT'],
    ['variables that are not an object', { query: '{ whoAmI }', variables: 'x' }, 400, 'BAD_REQUEST'],
    [
      'a subscription over plain HTTP',
      { query: 'subscription { stockChanged(variantId: "1") { at } }' },
      405,
      'BAD_REQUEST',
    ],
    ['a body that is too large', { query: `{ whoAmI } #${'x'.repeat(20_000)}` }, 413, 'TOO_LARGE', 'body'],
    ['too many tokens', { query: `{ ${'whoAmI '.repeat(600)} }` }, 400, 'TOO_LARGE', 'tokens'],
    ['too many levels', { query: deep(3) }, 400, 'TOO_LARGE', 'depth'],
    [
      'too many aliases',
      { query: `{ products(first: 1) { ${Array.from({ length: 6 }, (_, i) => `a${i}: id`).join(' ')} } }` },
      400,
      'TOO_LARGE',
      'aliases',
    ],
    [
      'too many root fields',
      { query: `{ a: whoAmI b: whoAmI c: whoAmI d: whoAmI e: whoAmI }` },
      400,
      'TOO_LARGE',
      'rootFields',
    ],
    ['fragments that expand without end', { query: bomb(12) }, 400, 'TOO_LARGE', 'rootFields'],
  ])('refuses %s', async (_what, body, status, code, limit) => {
    const response = await router.post(body);
    const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
    expect(response.status).toBe(status);
    expect(errors.map(({ extensions }) => extensions)).toContainEqual(
      expect.objectContaining({ code, retryable: false, ...(limit ? { limit } : {}) }),
    );
  });

  it.each([
    ['text/plain', 400],
    ['application/x-www-form-urlencoded', 415],
    ['application/xml', 415],
  ])('refuses a simple cross-site request of type %s', async (contentType, status) => {
    const response = await router.post('{"query":"{ whoAmI }"}', { 'content-type': contentType });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('refuses a GET that a page could send by itself, and a mutation by GET', async () => {
    const get = (query: string, headers = {}) =>
      fetch(`${router.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect((await get('{ whoAmI }')).status).toBe(400);
    const preflighted = { 'apollo-require-preflight': '1' };
    expect(await (await get('{ whoAmI }', preflighted)).json()).toEqual({ data: { whoAmI: 'guest' } });
    expect((await get('mutation { placeOrder { id } }', preflighted)).status).toBe(405);
    expect(router.orders.placed).toBe(0);
  });

  it('lets pages of configured origins call, and no others', async () => {
    const preflight = (origin: string) =>
      fetch(`${router.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      });
    expect((await preflight('https://shop.example')).headers.get('access-control-allow-origin')).toBe(
      'https://shop.example',
    );
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('cuts off a request that is sent too slowly', async () => {
    const { hostname, port } = new URL(router.url);
    const socket = connect(Number(port), hostname);
    const received: string[] = [];
    socket.on('data', (data) => received.push(String(data)));
    socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await closed;
    expect(received.join('')).toContain('408');
  });

  it.each<[string, (router: TestRouter) => Promise<string>]>([
    ['another scheme', async () => 'Basic YW5uOnNlY3JldA=='],
    ['nonsense', async () => 'Bearer nonsense'],
    ['an unsigned token', async () => `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"ann"}')}.`.replaceAll('=', '')],
    [
      'a forged signature',
      async ({ mint }) => (await mint.authorization('ann')).replace(/\.[^.]+$/, `.${'A'.repeat(86)}`),
    ],
    ['the key of somebody else', async () => (await createTokenMint()).authorization('ann')],
    ['an unknown key', async () => (await createTokenMint('other-key')).authorization('ann')],
    ['another issuer', ({ mint }) => mint.authorization('ann', [], { issuer: 'elsewhere' })],
    ['another audience', ({ mint }) => mint.authorization('ann', [], { audience: 'elsewhere' })],
    ['an expired token', ({ mint }) => mint.authorization('ann', [], { expiresIn: -1 })],
  ])('refuses %s, and does not treat it as a guest', async (_what, authorization) => {
    const response = await router.post({ query: '{ whoAmI }' }, { authorization: await authorization(router) });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED', retryable: false } }],
    });
  });

  it('refuses a known token once it has expired', async () => {
    const authorization = await router.mint.authorization('ann', [], { expiresIn: 1 });
    await eventually(async () => (await router.post({ query: '{ whoAmI }' }, { authorization })).status === 401);
  });

  it('says it is live and ready, and shows metrics by operation', async () => {
    await router.ask('query Named { whoAmI }');
    expect((await fetch(`${router.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${router.url}/health/ready`)).status).toBe(200);
    const metrics = await (await fetch(`${router.url}/metrics`)).text();
    expect(metrics).toContain('router_requests_total{operation="Named",kind="query",outcome="ok",client="unknown"}');
  });

  it('answers addresses it does not know with a coded error', async () => {
    const response = await fetch(`${router.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('equal queries at the same time', () => {
  it('are executed once, but never across the end of a mutation or between users', async () => {
    const waiting: (() => void)[] = [];
    let held = 0;
    let arrived = 0;
    const inner = await start();
    const router = await start({
      tokens: inner.mint.options,
      routes: (app) => {
        app.addHook('preHandler', async () => {
          arrived += 1;
        });
      },
      transportTo: (name) => {
        const transport = inner.toys.transportTo(name);
        if (!transport || name !== 'catalog') return transport;
        return async (request, viewer) => {
          held += 1;
          await new Promise<void>((resolve) => waiting.push(resolve));
          return transport(request, viewer);
        };
      },
    });
    const release = (): void => {
      for (const go of waiting.splice(0)) go();
    };
    const first = router.ask(LIST);
    await eventually(() => held === 1);
    release();
    await first;

    const together = [router.ask(LIST), router.ask(LIST), router.ask(LIST)];
    await eventually(() => arrived === 4 && held === 2);
    const somebodyElse = router.ask(LIST, undefined, await inner.mint.authorization('ann'));
    await eventually(() => held === 3);
    await router.ask('mutation { placeOrder { id } }');
    const later = router.ask(LIST);
    await eventually(() => held === 4);
    release();
    const answers = await Promise.all([...together, somebodyElse, later]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(held).toBe(4);
  });
});

describe('a query that is answered by the execution of another', () => {
  it('costs its own sender, and counts', async () => {
    const used: UsedOperation[] = [];
    const waiting: (() => void)[] = [];
    let [held, arrived] = [0, 0];
    const inner = await start();
    const router = await start({
      quotas: { guest: 12 },
      trustedProxies: ['127.0.0.1'],
      registry: { used: (operation) => used.push(operation) },
      routes: (app) => {
        app.addHook('preHandler', async () => {
          arrived += 1;
        });
      },
      transportTo: (name) => {
        const transport = inner.toys.transportTo(name);
        return (
          transport &&
          (async (request, viewer) => {
            held += 1;
            await new Promise<void>((resolve) => waiting.push(resolve));
            return transport(request, viewer);
          })
        );
      },
    });
    const release = (): void => {
      for (const go of waiting.splice(0)) go();
    };
    const ask = (address: string) =>
      router.post({ query: '{ products(first: 4) { id } }' }, { 'x-forwarded-for': address });
    const known = ask('10.0.0.9');
    await eventually(() => held === 1);
    release();
    await known;
    const together = [ask('10.0.0.1'), ask('10.0.0.2'), ask('10.0.0.1'), ask('10.0.0.1')];
    await eventually(() => arrived === 5 && held === 2);
    release();
    const statuses = (await Promise.all(together)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 200, 200, 429]);
    expect(held).toBe(2);
    expect(used).toHaveLength(4);
    expect(new Set(used.map(({ document }) => document)).size).toBe(1);
  });
});

describe('a new version of the graph', () => {
  it('replaces the old one between requests and ends only subscriptions whose selection is gone', async () => {
    const plain = await start();
    const { published } = plain.toys;
    const [before, after] = [
      published,
      published.map((one) =>
        one.name === 'order' ? { ...one, sdl: one.sdl.replace('owner: String!', 'ownerName: String') } : one,
      ),
    ].map((subgraphs) => {
      const composition = compose(subgraphs);
      if (composition.errors) throw new Error(JSON.stringify(composition.errors));
      return composition.supergraphSdl;
    });
    let tell: ((version: SupergraphVersion) => void) | undefined;
    const router = await start({
      live: true,
      supergraph: {
        load: async () => ({ id: '1', supergraphSdl: before! }),
        watch: async (changed) => {
          tell = changed;
          return async () => {};
        },
      },
    });
    const ann = newId();
    const orderId = newId();
    router.orders.owners.set(orderId, ann);
    const client = router.connect(await router.mint.authorization(ann));
    const subscription = (field: string) =>
      `subscription ($id: ID!) { orderStatusChanged(orderId: $id) { order { status ${field} } } }`;
    const staying = follow(client, subscription('id'), { id: orderId });
    const ending = follow(client, subscription('owner'), { id: orderId });
    await eventually(() => staying.answers.length === 1 && ending.answers.length === 1);

    tell?.({ id: '2', supergraphSdl: 'this is not a graph' });
    tell?.({ id: '3', supergraphSdl: after! });
    const errors = await ending.ended;
    expect(errors?.[0]?.extensions).toEqual({ code: 'SCHEMA_CHANGED', retryable: false, field: 'Order.owner' });
    await router.publish(orderStatusChanged, { orderId, userId: ann, status: 'PAID', at: '2026-01-31T12:00:00.000Z' });
    await eventually(() => staying.answers.length === 2);
    expect(staying.answers[1]?.data.orderStatusChanged.order).toEqual({ status: 'PAID', id: orderId });
    expect((await router.ask('{ order(id: "1") { owner } }')).errors?.[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
    await client.dispose();
  });
});
