import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { connectTo, follow, startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { stockChanged } from '#schema/events.ts';

const variantId = '0192f3c4-7a1b-7e54-b0c1-d2e3f4a5b6c7';
const WITHIN = `subscription { stockChanged(variantId: "${variantId}") { available variant { availability { inStock } } } }`;
const BEYOND = `subscription { stockChanged(variantId: "${variantId}") { available variant { sku } } }`;

describe('a contract', () => {
  let router: TestRouter;

  beforeAll(async () => {
    let supergraphSdl = '';
    router = await startTestRouter({
      live: true,
      onToys: (toys) => {
        supergraphSdl = toys.supergraphSdl;
      },
      supergraph: {
        load: async () => ({
          id: '1',
          supergraphSdl,
          contracts: [{ name: 'public', include: ['public'], exclude: ['staff'] }],
        }),
      },
    });
  });
  afterAll(() => router?.stop());

  const overSocket = async (path: string, query: string) => {
    const client = connectTo(`${router.url}${path}`);
    const { answers, ended } = follow(client, query, {});
    const errors = await Promise.race([ended, heard(answers)]);
    await client.dispose();
    return errors ?? answers[0];
  };

  const overStream = async (path: string, query: string) => {
    const client = createClient({ url: `${router.url}${path}`, retryAttempts: 0 });
    const answers: unknown[] = [];
    const leave = client.subscribe(
      { query },
      { next: (answer) => answers.push(answer), error: () => {}, complete: () => {} },
    );
    await heard(answers);
    leave();
    const [answer] = answers as { errors?: unknown }[];
    return answer?.errors ?? answer;
  };

  const heard = async (answers: unknown[]): Promise<undefined> => {
    await eventually(async () => {
      await router.publish(stockChanged, { variantId, available: 3, at: '2026-01-31T12:00:00.000Z' });
      return answers.length > 0;
    });
    return undefined;
  };

  it.each([
    ['a socket', overSocket],
    ['a stream', overStream],
  ])('is all that is followed over %s', async (_name, ask) => {
    expect(await ask('/graphql/public', WITHIN)).toMatchObject({ data: { stockChanged: { available: 3 } } });
    expect(await ask('/graphql/public', BEYOND)).toMatchObject([
      { message: expect.stringContaining('"sku"'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect(await ask('/graphql', BEYOND)).toMatchObject({ data: { stockChanged: { available: 3 } } });
  });

  it('that there is not ends the socket', async () => {
    const closed: number[] = [];
    const client = connectTo(`${router.url}/graphql/nothing`, undefined, (code) => closed.push(code));
    follow(client, WITHIN, {}).ended.catch(() => {});
    await eventually(() => closed.length > 0);
    expect(closed).toEqual([4403]);
  });
});
