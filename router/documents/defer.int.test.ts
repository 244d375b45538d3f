import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

const query = `query Card($id: ID!, $later: Boolean!) {
  product(id: $id) { id ...Rest @defer(label: "rest", if: $later) }
}
fragment Rest on Product { title variants { id ... @defer { availability { inStock } } } }`;
const variables = { id: 'p1', later: true };
const whole = {
  data: {
    product: {
      id: 'p1',
      title: 'Product 1',
      variants: [
        { id: 'p1-a', availability: { inStock: true } },
        { id: 'p1-b', availability: { inStock: true } },
      ],
    },
  },
};

describe('an operation that would take its answer in parts', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter();
  });
  afterAll(() => router.stop());

  it.each([
    ['Apollo Client', 'multipart/mixed;deferSpec=20220824,application/json'],
    ['Relay and others', 'multipart/mixed, application/graphql-response+json, application/json'],
  ])('is answered as a whole, as %s asks', async (_client, accept) => {
    for (const _time of [1, 2, 3]) {
      const response = await router.post({ query, variables }, { accept });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^application\/.*json/);
      expect(await response.json()).toEqual(whole);
    }
  });

  it('is answered as a whole on a socket', async () => {
    const client = router.connect();
    const { answers, ended } = follow(client, query, variables);
    expect(await ended).toBeUndefined();
    expect(answers).toEqual([whole]);
    await client.dispose();
  });
});
