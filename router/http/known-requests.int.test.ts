import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

/** Requests whose operation is known skip the GraphQL server's own work; a client must not be able to tell. */
describe('a request that was met before', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ corsOrigins: ['https://shop.example'] });
  });
  afterAll(() => router?.stop());

  /** All that a client sees, but what is new in every answer. */
  const ask = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await router.post(body, headers);
    const { date: _date, connection: _connection, ...seen } = Object.fromEntries(response.headers);
    return { status: response.status, headers: seen, text: await response.text() };
  };
  const withoutIds = (text: string): string =>
    text.replaceAll(/"errorId":"[^"]*"/g, '"errorId":"…"').replaceAll(/"content-length":"\d+"/g, '');

  it.each<[string, object, Record<string, string>?]>([
    ['data of several subgraphs', { query: '{ products(first: 2) { id variants { availability { inStock } } } }' }],
    ['a variable', { query: 'query($id: ID!) { product(id: $id) { title } }', variables: { id: 'p3' } }],
    ['nothing found', { query: 'query($id: ID!) { product(id: $id) { title } }', variables: { id: 'x' } }],
    [
      'one of two operations',
      { query: 'query A { whoAmI } query B { products(first: 1) { id } }', operationName: 'B' },
    ],
    ['an operation whose name is empty', { query: '{ whoAmI }', operationName: '' }],
    ['a fault beside data', { query: '{ product(id: "fault") { id } whoAmI }' }],
    ['a bug', { query: '{ product(id: "bug") { id } }' }],
    [
      'a variable of the wrong type',
      { query: 'query($n: Int!) { products(first: $n) { id } }', variables: { n: 'x' } },
    ],
    ['a missing variable', { query: 'query($n: Int!) { products(first: $n) { id } }' }],
    ['variables that are a list', { query: '{ whoAmI }', variables: [] }],
    ['variables that are null', { query: '{ whoAmI }', variables: null, operationName: null }],
    ['extensions', { query: '{ whoAmI }', extensions: {} }],
    ['extensions that are text', { query: '{ whoAmI }', extensions: 'x' }],
    ['a persisted query', { query: '{ whoAmI }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
    ['the schema', { query: '{ __schema { queryType { name } } whoAmI }' }],
    ['the newer media type', { query: '{ whoAmI }' }, { accept: 'application/graphql-response+json' }],
    [
      'either media type',
      { query: '{ whoAmI }' },
      { accept: 'application/graphql-response+json, application/json;q=0.9' },
    ],
    ['a media type there is not', { query: '{ whoAmI }' }, { accept: 'image/png' }],
    ['a charset', { query: '{ whoAmI }' }, { 'content-type': 'application/json; charset=utf-8' }],
    ['a type that a page may send by itself', { query: '{ whoAmI }' }, { 'content-type': 'text/plain' }],
    ['another origin', { query: '{ whoAmI }' }, { origin: 'https://shop.example' }],
    ['a subscription', { query: 'subscription { stockChanged(variantId: "1") { at } }' }],
    ['a field that is not there', { query: '{ nobody }' }],
  ])('is answered as the first time: %s', async (_what, body, headers) => {
    const [first, ...later] = [await ask(body, headers), await ask(body, headers), await ask(body, headers)];
    for (const answer of later)
      expect({ ...answer, text: withoutIds(answer.text) }).toEqual({ ...first, text: withoutIds(first.text) });
    expect(first.text).toMatch(/^\{"(data|errors)"/);
  });

  it('runs a mutation each time it is sent', async () => {
    const placed = router.orders.placed;
    for (const expected of [1, 2, 3])
      expect(JSON.parse((await ask({ query: 'mutation Again { placeOrder { id } }' })).text)).toEqual({
        data: { placeOrder: { id: String(placed + expected) } },
      });
    expect(router.orders.placed).toBe(placed + 3);
  });

  it('is told apart by who asks', async () => {
    const body = { query: 'query Who { whoAmI }' };
    const authorization = await router.mint.authorization('ann');
    for (const _time of [1, 2]) {
      expect((await ask(body)).text).toBe('{"data":{"whoAmI":"guest"}}');
      expect((await ask(body, { authorization })).text).toBe('{"data":{"whoAmI":"ann"}}');
    }
  });

  it('counts by its name', async () => {
    for (const _time of [1, 2, 3]) await ask({ query: 'query Counted { whoAmI }' });
    const metrics = await (await fetch(`${router.url}/metrics`)).text();
    expect(metrics).toContain(
      'router_requests_total{operation="Counted",kind="query",outcome="ok",client="unknown"} 3',
    );
  });

  it.each([
    ['not JSON', '{"query":"{ whoAmI }"'],
    ['a prototype', '{"query":"{ whoAmI }","__proto__":{"x":1}}'],
    ['no text at all', ''],
  ])('is refused all the same when it is %s', async (_what, body) => {
    const answer = await ask(body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});
