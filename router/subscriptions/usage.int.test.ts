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
    router = await startTestRouter({ live: true, registry: { used: (operation) => used.push(operation) } });
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
});
