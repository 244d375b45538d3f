import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  type CachingRouters,
  closeGate,
  ITEM,
  resetToys,
  startCachingRouters,
  truth,
} from '#router/cache/testing/caching-routers.ts';

let cache: CachingRouters;
/** An item of the present test. */
let id: string;
beforeAll(async () => {
  cache = await startCachingRouters();
});
afterAll(() => cache?.stop());
beforeEach(() => {
  id = newId();
  resetToys();
});

describe('the response cache of two routers', () => {
  it('answers again without asking subgraphs, and says for how long and how old it is', async () => {
    const first = await cache.post(0, ITEM, { id });
    expect(first.headers.get('cache-control')).toBe('max-age=600, public');
    await cache.warm(0, ITEM, { id });
    const again = await cache.post(0, ITEM, { id }, { origin: 'https://shop.example' });
    expect(again.data).toEqual({ item: { title: `Item ${id}` } });
    expect(again.headers.get('cache-control')).toBe('max-age=600, public');
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(0);
    expect(again.headers.get('vary')?.split(', ').sort()).toEqual(['Origin', 'accept', 'authorization', 'x-api-key']);
    expect((await cache.post(0, ITEM, { id: newId() })).data.item.title).not.toBe(`Item ${id}`);
  });

  it('shares answers between routers', async () => {
    await cache.warm(1, ITEM, { id: newId() });
    await eventually(async () => {
      const shared = { id: newId() };
      await cache.warm(0, ITEM, shared);
      return (await cache.cost(() => cache.post(1, ITEM, shared))) === 0;
    });
  });

  it('keeps what is private for its viewer alone, and for no guest', async () => {
    const ME = 'query Me { me { name } }';
    const [ann, bob] = [await cache.mint.authorization('ann'), await cache.mint.authorization('bob')];
    await cache.warm(0, ME, {}, { authorization: ann });
    for (const [authorization, name] of [
      [bob, 'bob'],
      [ann, 'ann'],
      [bob, 'bob'],
    ] as const)
      for (const router of [0, 1] as const) {
        const told = await cache.post(router, ME, {}, { authorization });
        expect(told.data).toEqual({ me: { name } });
        expect(told.headers.get('cache-control')).toBe('max-age=60, private');
      }
    expect(await cache.cost(() => cache.post(0, ME))).toBe(1);
    expect((await cache.post(0, ME)).data).toEqual({ me: { name: 'guest' } });
    expect(await cache.cost(() => cache.post(0, ME))).toBe(1);
  });

  it('tells those who have rights and those who have not apart, though it is everybody’s', async () => {
    const SECRET = 'query Secret { secret }';
    const admin = { authorization: await cache.mint.authorization('eve', ['admin']) };
    const [ann, bob] = [await cache.mint.authorization('ann'), await cache.mint.authorization('bob')];
    await cache.warm(0, SECRET, {}, admin);
    expect((await cache.post(0, SECRET)).data).toEqual({ secret: 'for all' });
    await cache.warm(0, SECRET, {}, { authorization: ann });
    expect((await cache.post(0, SECRET, {}, { authorization: ann })).data).toEqual({ secret: 'for all' });
    const told = await cache.post(0, SECRET, {}, admin);
    expect(told.data).toEqual({ secret: 'for staff' });
    // Nobody on the way knows who is staff.
    expect(told.headers.get('cache-control')).toBe('max-age=60, private');
    expect(await cache.cost(() => cache.post(0, SECRET, {}, { authorization: bob }))).toBe(0);
  });

  it('does as the client wishes', async () => {
    await cache.warm(0, ITEM, { id });
    truth.title.set(id, 'asked for');
    expect((await cache.post(0, ITEM, { id }, { 'cache-control': 'no-store' })).data.item.title).toBe('asked for');
    expect((await cache.post(0, ITEM, { id })).data.item.title).toBe(`Item ${id}`);
    expect((await cache.post(0, ITEM, { id }, { 'cache-control': 'no-cache' })).data.item.title).toBe('asked for');
    expect(
      await cache.cost(async () => expect((await cache.post(0, ITEM, { id })).data.item.title).toBe('asked for')),
    ).toBe(0);
  });

  it('keeps nothing that is not said to be kept, and no answer with errors', async () => {
    for (const query of ['query Mixed { uncached secret }', 'query Uncached { uncached }']) {
      await cache.post(0, query);
      expect(await cache.cost(() => cache.post(0, query))).toBe(1);
      expect((await cache.post(0, query)).headers.get('cache-control')).toBeNull();
    }
    const BROKEN = 'query Broken($id: ID!) { item(id: $id) { broken } }';
    await cache.warm(0, BROKEN, { id: newId() });
    truth.failing = true;
    for (const _time of [1, 2]) {
      const told = await cache.post(0, BROKEN, { id });
      expect(told.errors).toHaveLength(1);
      expect(told.headers.get('cache-control')).toBeNull();
    }
    truth.failing = false;
    expect((await cache.post(0, BROKEN, { id })).data).toEqual({ item: { broken: 'whole' } });
  });

  it('asks once for a hundred clients, whoever they are', async () => {
    await cache.warm(0, ITEM, { id: newId() });
    const clients = await Promise.all(Array.from({ length: 100 }, (_, n) => cache.mint.authorization(`buyer-${n}`)));
    const open = closeGate();
    const before = cache.asked();
    const answers = clients.map((authorization) => cache.post(0, ITEM, { id }, { authorization }));
    await eventually(() => cache.asked() > before);
    open();
    for (const { data } of await Promise.all(answers)) expect(data.item.title).toBe(`Item ${id}`);
    expect(cache.asked() - before).toBe(1);
  });

  it('keeps the slices of the graph apart', async () => {
    const SLICE = 'query Slice($id: ID!) { item(id: $id) { title left } }';
    await cache.warm(0, ITEM, { id });
    await eventually(async () => (await cache.cost(() => cache.post(0, ITEM, { id }, {}, '/graphql/public'))) === 0);
    await cache.warm(0, SLICE, { id });
    expect((await cache.post(0, SLICE, { id }, {}, '/graphql/public')).data).toEqual({
      item: { title: `Item ${id}`, left: 2 },
    });
    expect((await cache.post(0, 'query Secret { secret }', {}, {}, '/graphql/public')).errors).toHaveLength(1);
  });
});
