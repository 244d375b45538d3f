import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { routerOfTest } from '#router/testing/router-of-test.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

const LIST = '{ products(first: 2) { id variants { sku price { amount } availability { quantityLeft } } } }';

describe.each(['embedded', 'remote'] as const)('a router over %s subgraphs', (mode) => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ mode });
  });
  afterAll(() => router?.stop());

  it('joins what several subgraphs know, with one request to each', async () => {
    router.toys.requests.clear();
    const { data, errors } = await router.ask(LIST);
    expect(errors).toBeUndefined();
    expect(data.products[1].variants[0]).toEqual({
      sku: 'SKU-p1-a',
      price: { amount: '1299.90' },
      availability: { quantityLeft: 7 },
    });
    expect(Object.fromEntries(router.toys.requests)).toEqual({ catalog: 1, inventory: 1 });
  });

  it('passes the verified viewer on, and a guest without a token', async () => {
    const userId = newId();
    const authorization = await router.mint.authorization(userId);
    expect((await router.ask('{ whoAmI }', {}, authorization)).data).toEqual({ whoAmI: userId });
    expect((await router.ask('{ whoAmI }', {}, authorization)).data).toEqual({ whoAmI: userId });
    expect((await router.ask('{ whoAmI }')).data).toEqual({ whoAmI: 'guest' });
  });

  it('tells subgraphs from where a mutation came, and of a query nothing that tells equal ones apart', async () => {
    const told: Viewer[] = [];
    const watched = await routerOfTest({
      tokens: router.mint.options,
      transportTo: (name) => {
        const transport = router.toys.transportTo(name);
        return (
          transport &&
          ((request, viewer) => {
            told.push(viewer);
            return transport(request, viewer);
          })
        );
      },
    });
    const authorization = await router.mint.authorization('ann');
    const ask = (query: string) =>
      watched.post({ query }, { authorization, 'user-agent': `Shop/1 ${'x'.repeat(300)}` }).then((it) => it.json());
    for (let times = 0; times < 2; times += 1) {
      await ask('{ whoAmI }');
      await ask('mutation { placeOrder { id } }');
    }
    const [, first, known, second] = told.map((viewer) => (viewer.kind === 'user' ? viewer.origin : viewer.kind));
    expect(known).toBeUndefined();
    expect(first).toMatch(/^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1) Shop\/1 x{193}$/);
    expect(second).toBe(first);
  });

  it('keeps the codes of faults, hides bugs, and answers the rest', async () => {
    const { data, errors } = await router.ask(
      '{ a: product(id: "bug") { id } b: product(id: "fault") { id } products(first: 1) { id } }',
    );
    expect(data).toEqual({ a: null, b: null, products: [{ id: 'p0' }] });
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        path: ['a'],
        extensions: { code: 'INTERNAL', retryable: false, errorId: expect.any(String) },
      },
      { message: 'Not so fast.', path: ['b'], extensions: { code: 'RATE_LIMITED', retryable: true } },
    ]);
  });
});

describe('a router whose subgraph is away', () => {
  it('answers what it can, with a coded error for the rest', async () => {
    const router = await routerOfTest();
    const partial = await routerOfTest({
      transportTo: (name) =>
        name === 'inventory' ? () => Promise.reject(new Error('connect 10.0.0.7')) : router.toys.transportTo(name),
    });
    const away = await routerOfTest({ transportTo: () => () => Promise.reject(new Error('connect 10.0.0.7')) });
    const { data, errors } = await partial.ask(
      '{ product(id: "p1") { title variants { sku availability { inStock } } } }',
    );
    expect(data).toEqual({ product: null });
    const extensions = { code: 'UNAVAILABLE', retryable: true };
    expect(errors).toEqual(
      [0, 1].map((n) => ({
        message: expect.any(String),
        path: ['product', 'variants', n, 'availability'],
        extensions,
      })),
    );
    expect(
      await away.ask('query ($no: Boolean!) { list: products(first: 1) { id } gone: whoAmI @skip(if: $no) }', {
        no: true,
      }),
    ).toEqual({ data: null, errors: [{ message: expect.any(String), path: ['list'], extensions }] });
    expect(JSON.stringify(errors)).not.toContain('10.0.0.7');
  });
});
