import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { createTokenMint } from '#router/testing/tokens.ts';

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
