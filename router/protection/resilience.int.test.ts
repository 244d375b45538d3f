import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { callFrom, TIME_LEFT_HEADER, timeForNextHop, within } from '#kernel/subgraph/call.ts';
import { createPeers, httpTransport, type Transport } from '#kernel/subgraph/peers.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { resilient } from '#router/protection/resilient-transport.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const GUEST = { kind: 'guest' } as const;
const never = new Promise<never>(() => {});

const quick: Toy = { name: 'quick', sdl: 'type Query { quick: String }', resolvers: { Query: { quick: () => 'q' } } };
const other: Toy = {
  name: 'other',
  sdl: 'type Query { slow: String } type Mutation { change: Int }',
  resolvers: { Query: { slow: () => 's' }, Mutation: { change: () => 1 } },
};

/** A router over two toys, one of which goes another way. */
async function routerWhere(otherIs: (real: Transport) => Transport, answerMs = 300): Promise<TestRouter> {
  const toys: RunningToys = await startToys([quick, other], 'embedded', createLogger('test'));
  const transport = otherIs(toys.transportTo('other')!);
  const router = await startTestRouter({
    supergraph: fixedSupergraph(toys.supergraphSdl),
    transportTo: (name) => (name === 'other' ? transport : toys.transportTo(name)),
    limits: { answerMs },
  });
  stops.push(
    () => toys.stop(),
    () => router.stop(),
  );
  return router;
}

const connectionReset = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

describe('a deadline', () => {
  it('ends the wait for one subgraph and leaves the rest of the answer', async () => {
    const router = await routerWhere(() => () => never);
    expect(await router.ask('{ quick slow }')).toEqual({
      data: { quick: 'q', slow: null },
      errors: [{ message: expect.any(String), path: ['slow'], extensions: { code: 'TIMEOUT', retryable: true } }],
    });
  });

  it('shrinks from hop to hop, and what has none left is not sent', async () => {
    const seen: number[] = [];
    const server = Fastify();
    server.post('/graphql', async ({ headers }) => {
      const call = callFrom(headers[TIME_LEFT_HEADER])!;
      seen.push(call.deadlineAt - Date.now());
      return { data: { hop: 1 } };
    });
    const url = `${await server.listen({ port: 0 })}/graphql`;
    const transport = httpTransport(url, 'a secret of tests only');
    stops.push(
      () => server.close(),
      () => transport.close(),
    );
    const peers = createPeers(() => transport);
    const ask = () => peers.ask('x', '{ hop }', {}, GUEST);
    await within({ deadlineAt: Date.now() + 1_000 }, ask);
    expect(seen[0]).toBeGreaterThan(500);
    expect(seen[0]).toBeLessThanOrEqual(990);
    await expect(within({ deadlineAt: Date.now() + 5 }, ask)).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(seen).toHaveLength(1);
    expect(timeForNextHop()).toBeUndefined();
  });
});

describe('a retry', () => {
  const failingFirst = (fault: () => Error) => {
    let asked = 0;
    const transportTo = resilient(() => async () => {
      asked += 1;
      if (asked === 1) throw fault();
      return { data: { asked } };
    });
    stops.push(() => transportTo.stop());
    return { ask: transportTo.transportTo('x')!, asked: () => asked };
  };

  it('follows a query whose connection failed', async () => {
    const { ask } = failingFirst(connectionReset);
    expect(await ask({ query: '{ a }' }, GUEST)).toEqual({ data: { asked: 2 } });
  });

  it.each([
    ['a mutation, which may have taken effect', 'mutation { a }', connectionReset],
    ['a query that failed for another reason', '{ a }', () => new Error('a bug')],
  ])('does not follow %s', async (_what, query, fault) => {
    const { ask, asked } = failingFirst(fault);
    await expect(ask({ query }, GUEST)).rejects.toThrow();
    expect(asked()).toBe(1);
  });

  it('does not become the load when everything fails', async () => {
    let asked = 0;
    const { transportTo, stop } = resilient(() => async () => {
      asked += 1;
      throw connectionReset();
    });
    stops.push(stop);
    const ask = transportTo('x')!;
    for (let i = 0; i < 100; i += 1) await ask({ query: '{ a }' }, GUEST).catch(() => {});
    expect(asked).toBeLessThan(130);
  });
});

describe('a subgraph that does not answer', () => {
  it('is not asked again for a while, and its part of answers fails at once', async () => {
    let asked = 0;
    let broken = true;
    const router = await routerWhere((real) => async (request, viewer) => {
      asked += 1;
      if (broken) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      return real(request, viewer);
    });
    const ask = () => router.ask('{ quick slow }');
    for (let i = 0; i < 30; i += 1) await ask();
    const before = asked;
    expect(await ask()).toMatchObject({
      data: { quick: 'q', slow: null },
      errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }],
    });
    expect(asked).toBe(before);
    const metrics = await (await fetch(`${router.url}/metrics`)).text();
    expect(metrics).toContain('router_subgraph_circuit_open{subgraph="other"} 1');
    broken = false;
    await expect.poll(async () => (await ask()).errors, { timeout: 5_000 }).toBeUndefined();
  });
});
