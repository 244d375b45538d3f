import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { openLoad } from '#router/testing/open-load.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

/** So long each request keeps the processor busy, in ms: it decides how many a second are possible. */
const WORK_MS = 20;

const busy: Toy = {
  name: 'busy',
  sdl: 'type Query { rest: Int } type Mutation { work: Int }',
  resolvers: {
    Query: { rest: () => 0 },
    Mutation: {
      work: async () => {
        await turn();
        const until = performance.now() + WORK_MS;
        while (performance.now() < until);
        return 1;
      },
    },
  },
};

/** Answers a second when four clients each wait for theirs. */
async function closedRate(router: TestRouter, body: string): Promise<number> {
  const until = performance.now() + 2_000;
  let answered = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      await (await router.post(body)).arrayBuffer();
      answered += 1;
    }
  };
  await Promise.all([client(), client(), client(), client()]);
  return answered / 2;
}

describe('a load of four times what is possible', () => {
  let toys: RunningToys;
  let router: TestRouter;
  beforeAll(async () => {
    toys = await startToys([busy], 'embedded', createLogger('test'));
    router = await startTestRouter({
      supergraph: fixedSupergraph(toys.supergraphSdl),
      transportTo: toys.transportTo,
      overload: { lateMs: 80, sustainedMs: 200, waitMs: 150, least: 4 },
    });
  });
  afterAll(async () => {
    await router?.stop();
    await toys?.stop();
  });

  it('gets as many answers in time as is possible, and a clear refusal for the rest', async () => {
    // A mutation is never shared at the door.
    const body = JSON.stringify({ query: 'mutation { work }' });
    const load = { url: `${router.url}/graphql`, body, seconds: 4, patienceMs: 1_500 };
    const possible = await closedRate(router, body);
    const over = await openLoad({ ...load, perSecond: possible * 4 });
    expect(over.good / load.seconds / possible).toBeGreaterThan(0.7);
    expect(over.shed).toBeGreaterThan(0);
    const response = await router.post({ query: '{ rest }' });
    expect(response.status).toBe(200);
  });
});
