import { describe, expect, test } from 'vitest';
import { VIEWER_HEADER } from '#kernel/auth/viewer.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { product } from '#test/harness/shop.ts';

const subgraphs = manifest.map(({ name }) => name);
const { router, bank, carrier, ...others } = product.addresses;

test('every process of the mode is there', () => {
  expect([router, bank, carrier].every(Boolean)).toBe(true);
  expect(Object.keys(others).toSorted()).toEqual(product.mode === 'distributed' ? subgraphs.toSorted() : []);
});

test.each(Object.entries({ router: router!, ...others }))('%s is live, ready and measured', async (_name, url) => {
  for (const path of ['/health/live', '/health/ready']) {
    const response = await fetch(url + path);
    expect([path, response.status, (await response.json()) as object]).toEqual([
      path,
      200,
      { status: path === '/health/live' ? 'live' : 'ready' },
    ]);
  }
  const metrics = await fetch(`${url}/metrics`);
  expect(metrics.headers.get('content-type')).toContain('text/plain');
  expect(await metrics.text()).toMatch(/^process_cpu_seconds_total|^process_cpu_user_seconds_total/m);
});

test.each([bank!, carrier!])('the sandbox at %s is live and measured', async (url) => {
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^# TYPE /m);
});

test('an address below a subgraph where nothing is has a coded answer, the same in every mode', async () => {
  for (const path of ['/catalog/nothing', '/payment/callbacks', '/none/of/them']) {
    const response = await fetch(`${router}${path}`);
    expect([path, response.status, await response.json()]).toEqual([
      path,
      404,
      {
        errors: [{ message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND', retryable: false } }],
      },
    ]);
  }
});

describe('a subgraph that is reached past the router', () => {
  const VIEWERS: [string, Record<string, string>][] = [
    ['no viewer', {}],
    ['an empty viewer', { [VIEWER_HEADER]: '' }],
    [
      'a viewer nobody signed',
      { [VIEWER_HEADER]: Buffer.from('{"kind":"service","name":"router"}').toString('base64url') },
    ],
    ['a viewer signed by somebody else', { [VIEWER_HEADER]: 'eyJraW5kIjoic2VydmljZSIsIm5hbWUiOiJvcmRlciJ9.AAAA' }],
    ['an access token', { authorization: 'Bearer x' }],
  ];
  // Embedded there is nothing to reach: subgraphs have no socket, only the routes below their name.
  const reachable = product.mode === 'distributed' ? Object.entries(others) : [['the router', `${router}/order`]];
  test.each(reachable)('answers nothing: %s', async (_name, url) => {
    for (const [what, headers] of VIEWERS) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{"query":"{ __typename _service { sdl } }"}',
      });
      const body = (await response.json()) as { data?: unknown };
      expect([what, response.status, body.data]).toEqual([what, product.mode === 'distributed' ? 401 : 404, undefined]);
    }
  });
});
