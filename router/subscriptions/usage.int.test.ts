import type { GraphQLError } from 'graphql';
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '#kernel/testing/eventually.ts';
import type { UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

const NAMED = { 'apollographql-client-name': 'ios', 'apollographql-client-version': '7.2' };
const FOLLOW = 'subscription Stock { stockChanged(variantId: "0192f3c4-7a1b-7e54-b0c1-d2e3f4a5b6c7") { available } }';

describe('what comes over sockets and streams', () => {
  let router: TestRouter;
  const used: UsedOperation[] = [];

  beforeAll(async () => {
    router = await startTestRouter({
      live: true,
      quotas: { guest: 12 },
      trustedProxies: ['127.0.0.1'],
      registry: { used: (operation) => used.push(operation) },
    });
  });
  afterAll(() => router?.stop());
  beforeEach(() => used.splice(0));

  const overSocket = () =>
    createSocketClient({
      url: `${router.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: NAMED,
      retryAttempts: 0,
    });
  const overStream = () => createStreamClient({ url: `${router.url}/graphql`, headers: NAMED, retryAttempts: 0 });

  it.each([
    ['a socket', overSocket],
    ['a stream', overStream],
  ])('over %s is counted by operation and client, once each, but nothing that is not valid', async (_by, open) => {
    const client = open();
    const ended = (query: string): Promise<void> =>
      new Promise((resolve) => {
        client.subscribe({ query }, { next: () => {}, error: () => resolve(), complete: () => resolve() });
      });
    await ended('query Who { whoAmI }');
    await ended('query Who { whoAmI }');
    await ended('query Nothing { nothing }');
    await ended('subscription Nothing { nothing }');
    const leave = client.subscribe({ query: FOLLOW }, { next: () => {}, error: () => {}, complete: () => {} });
    await eventually(() => used.length === 3);
    leave();
    expect(used.map(({ name, client: by, clientVersion, failed }) => ({ name, by, clientVersion, failed }))).toEqual(
      ['Who', 'Who', 'Stock'].map((name) => ({ name, by: 'ios', clientVersion: '7.2', failed: false })),
    );
    expect(used[0]?.document).toBe(used[1]?.document);
    client.dispose();
  });

  it('is charged to the client that a proxy tells of, over sockets as well', async () => {
    const ask = async (address: string): Promise<string> => {
      const client = createSocketClient({
        url: `${router.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: class extends WebSocket {
          constructor(url: string, protocols: string) {
            super(url, protocols, { headers: { 'x-forwarded-for': address } });
          }
        },
        retryAttempts: 0,
      });
      const outcome = await new Promise<string>((resolve) => {
        client.subscribe(
          { query: '{ products(first: 4) { id } }' },
          {
            next: () => resolve('answered'),
            error: (errors) => resolve((errors as readonly GraphQLError[])[0]?.extensions.code as string),
            complete: () => {},
          },
        );
      });
      await client.dispose();
      return outcome;
    };
    for (const address of ['203.0.113.1', '203.0.113.2'])
      expect([await ask(address), await ask(address), await ask(address)]).toEqual([
        'answered',
        'answered',
        'RATE_LIMITED',
      ]);
  });
});
