import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { runServe, type ServeProcess } from '#router/testing/serve-process.ts';
import { catalogToy, inventoryToy, orderToy, toyOrders } from '#router/testing/shop-toys.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys, TOY_SECRET } from '#router/testing/toys.ts';

describe('the router as a process', () => {
  let toys: RunningToys;
  let mint: TokenMint;
  let folder: string;
  let router: ServeProcess;
  const accounts = Fastify();
  const received: { headers: object; body: string }[] = [];

  beforeAll(async () => {
    mint = await createTokenMint();
    const log = createLogger('serve-test');
    toys = await startToys([catalogToy, inventoryToy, orderToy(toyOrders())], 'remote', log);
    accounts.get('/accounts/jwks.json', async () => mint.options.keys);
    accounts.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    accounts.removeContentTypeParser('application/json');
    accounts.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    accounts.post('/accounts/callbacks/:from', async ({ headers, body }, reply) => {
      received.push({ headers, body: body as string });
      return reply.code(202).header('x-answer', 'yes').send({ thanks: true });
    });
    const accountsUrl = await accounts.listen({ port: 0, host: '127.0.0.1' });
    folder = await mkdtemp(join(tmpdir(), 'router-serve-'));
    await writeFile(join(folder, 'graph.graphql'), toys.supergraphSdl);
    const urls = Object.fromEntries(toys.published.map((subgraph) => [subgraph.name, subgraph.url]));
    router = await runServe(['--port', '0', '--supergraph', join(folder, 'graph.graphql')], {
      SUBGRAPH_URLS: JSON.stringify({ ...urls, accounts: `${accountsUrl}/graphql` }),
      VIEWER_SECRET: TOY_SECRET,
    });
    expect(router.said()).toBe('');
  });
  afterAll(async () => {
    await router?.stop();
    await toys?.stop();
    await accounts.close();
    await rm(folder, { recursive: true });
  });

  const ask = async (query: string, headers: Record<string, string> = {}) =>
    (await (
      await fetch(`${router.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query }),
      })
    ).json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };

  it('answers over HTTP subgraphs, with keys fetched from accounts', async () => {
    const authorization = await mint.authorization('ann');
    expect(
      await ask('{ whoAmI products(first: 1) { variants { sku availability { inStock } } } }', { authorization }),
    ).toEqual({
      data: {
        whoAmI: 'ann',
        products: [
          {
            variants: [
              { sku: 'SKU-p0-a', availability: { inStock: true } },
              { sku: 'SKU-p0-b', availability: { inStock: true } },
            ],
          },
        ],
      },
    });
  });

  it("forwards a subgraph's own routes with their bodies unread, but never a viewer", async () => {
    const body = '{ "kept":   "as it is" }';
    const response = await fetch(`${router.url}/accounts/callbacks/bank?x=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'webhook-signature': 'v1,abc', 'x-viewer': 'forged' },
      body,
    });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-answer')).toBe('yes');
    expect(await response.json()).toEqual({ thanks: true });
    expect(received).toEqual([{ headers: expect.objectContaining({ 'webhook-signature': 'v1,abc' }), body }]);
    expect(received[0]?.headers).not.toHaveProperty('x-viewer');
  });

  it('takes the supergraph again when its file changes', async () => {
    await writeFile(join(folder, 'graph.graphql'), toys.supergraphSdl.replaceAll('whoAmI', 'whoIsIt'));
    await eventually(
      async () => (await ask('{ whoAmI }')).errors?.[0]?.extensions.code === 'GRAPHQL_VALIDATION_FAILED',
    );
    await writeFile(join(folder, 'graph.graphql'), toys.supergraphSdl);
    await eventually(async () => (await ask('{ whoAmI }')).data !== undefined);
  });

  it('ends cleanly when told to', async () => {
    const exited = once(router.child, 'exit');
    await router.stop();
    expect(await exited).toEqual([0, null]);
  });

  it('serves a graph of anybody’s with nothing but its file', async () => {
    const file = join(folder, 'alone.graphql');
    await writeFile(file, toys.supergraphSdl);
    const alone = await runServe(['--supergraph', file, '--port', '0']);
    onTestFinished(alone.stop);
    const response = await fetch(`${alone.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('names everything that is wrong in one sentence', async () => {
    const { child: failing, said } = await runServe([], { SUBGRAPH_URLS: 'nowhere', VIEWER_SECRET: 'short' });
    expect(failing.exitCode).toBe(1);
    for (const name of ['SUBGRAPH_URLS', 'VIEWER_SECRET']) expect(said()).toContain(name);
    expect(said()).not.toContain('    at ');
    const graphless = await runServe([]);
    expect(graphless.child.exitCode).toBe(1);
    expect(graphless.said()).toContain('--registry');
  });
});
