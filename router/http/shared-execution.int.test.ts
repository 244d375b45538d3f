import { describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import type { UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import { routerOfTest } from '#router/testing/router-of-test.ts';

const LIST = '{ products(first: 2) { id variants { sku price { amount } availability { quantityLeft } } } }';

describe('equal queries at the same time', () => {
  it('are executed once, but never across the end of a mutation or between users', async () => {
    const waiting: (() => void)[] = [];
    let held = 0;
    let arrived = 0;
    const inner = await routerOfTest();
    const router = await routerOfTest({
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
    const inner = await routerOfTest();
    const router = await routerOfTest({
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
