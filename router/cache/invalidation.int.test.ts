import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  type CachingRouters,
  closeGate,
  ITEM,
  itemChanged,
  LEFT,
  resetToys,
  startCachingRouters,
  stockCounted,
  titleOf,
  truth,
} from '#router/cache/testing/caching-routers.ts';
import { connectTo, follow } from '#router/testing/start-test-router.ts';

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
  it('shows a change in every router after its event, and goes on answering what did not change', async () => {
    const other = newId();
    for (const router of [0, 1] as const) for (const one of [id, other]) await cache.warm(router, ITEM, { id: one });
    truth.title.set(id, 'new').set(other, 'not told');
    expect((await cache.post(0, ITEM, { id })).data.item.title).toBe(`Item ${id}`);
    await cache.tell(toOutgoing(itemChanged, { itemId: id }));
    for (const router of [0, 1] as const) {
      await eventually(async () => (await cache.post(router, ITEM, { id })).data.item.title === 'new');
      expect((await cache.post(router, ITEM, { id: other })).data.item.title).toBe(`Item ${other}`);
    }
    await cache.warm(0, ITEM, { id });
  });

  it('ends what is not there when it comes to be', async () => {
    truth.title.set(id, 'none');
    await cache.warm(0, ITEM, { id });
    truth.title.set(id, 'there');
    expect((await cache.post(0, ITEM, { id })).data.item).toBeNull();
    await cache.tell(toOutgoing(itemChanged, { itemId: id }));
    await eventually(async () => (await cache.post(0, ITEM, { id })).data.item?.title === 'there');
  });

  it('ends lists by what is in them, wherever that comes from', async () => {
    const ids = [newId(), id];
    await cache.warm(0, LEFT, { ids });
    truth.left.set(`${id}-2`, 40);
    const told = (await cache.post(0, LEFT, { ids })).data;
    expect(told).toEqual({ items: ids.map((one) => ({ name: `Item ${one}`, left: 2 })) });
    await cache.tell(toOutgoing(stockCounted, { boxId: `${id}-2`, left: 40 }));
    await eventually(async () => (await cache.post(0, LEFT, { ids })).data.items[1].left === 41);
    await cache.warm(0, LEFT, { ids });
    truth.title.set(id, 'renamed');
    await cache.tell(toOutgoing(itemChanged, { itemId: id }));
    await eventually(async () => (await cache.post(0, LEFT, { ids })).data.items[1].name === 'renamed');
  });

  it('finds the tagged among objects of several types, in fragments and under other names', async () => {
    const document =
      'query Things { list: things { id: title ...Named } } fragment Named on Thing { ... on Item { more: id boxes { id } } }';
    await cache.warm(0, document);
    truth.title.set('thing', newId());
    expect((await cache.post(0, document)).data.list[1].id).toBe('Item thing');
    await cache.tell(toOutgoing(itemChanged, { itemId: 'thing' }));
    await eventually(async () => (await cache.post(0, document)).data.list[1].id === titleOf('thing'));
    expect(Object.keys((await cache.post(0, document)).data.list[1])).toEqual(['id', 'more', 'boxes']);
  });

  it('never keeps what was read before a change and arrives after it', async () => {
    await cache.warm(0, ITEM, { id: newId() });
    await cache.warm(0, LEFT, { ids: [id] });
    const open = closeGate();
    const before = cache.asked();
    const slow = cache.post(0, ITEM, { id });
    await eventually(() => cache.asked() > before);
    truth.title.set(id, 'changed meanwhile');
    await cache.tell(toOutgoing(itemChanged, { itemId: id }));
    // By another answer it shows when the router has heard of it.
    await eventually(async () => (await cache.post(0, LEFT, { ids: [id] })).data.items[0].name === 'changed meanwhile');
    open();
    expect((await slow).data.item.title).toBe(`Item ${id}`);
    for (const router of [0, 1] as const)
      expect((await cache.post(router, ITEM, { id })).data.item.title).toBe('changed meanwhile');
  });

  it('shows who changed something what they changed, at once', async () => {
    const seller = { authorization: await cache.mint.authorization('seller') };
    await cache.warm(0, ITEM, { id }, seller);
    await cache.post(0, 'mutation ($id: ID!) { rename(id: $id, title: "mine") { id } }', { id }, seller);
    expect((await cache.post(0, ITEM, { id }, seller)).data.item.title).toBe('mine');
    await cache.warm(0, ITEM, { id }, seller);
    const socket = connectTo(`${cache.routers[0].url}/graphql`, seller.authorization);
    await follow(socket, 'mutation ($id: ID!) { rename(id: $id, title: "by socket") { id } }', { id }).ended;
    await socket.dispose();
    expect((await cache.post(0, ITEM, { id }, seller)).data.item.title).toBe('by socket');
  });
});
