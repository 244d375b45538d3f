import { Redis } from 'ioredis';
import type { Producer } from 'kafkajs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { ensureTopics } from '#kernel/kafka/client.ts';
import { Kafka, logLevel } from '#kernel/kafka/kafkajs.ts';
import { createLogger } from '#kernel/log.ts';
import { defineEvent, toOutgoing } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { type RunningRouter, startRouter } from '#router/router.ts';
import { connectTo, follow } from '#router/testing/start-test-router.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

const itemChanged = defineEvent({
  type: 'shop.ItemChanged',
  key: 'itemId',
  description: 'An item changed.',
  schema: z.object({ itemId: z.string() }),
});
const stockCounted = defineEvent({
  type: 'depot.StockCounted',
  key: 'boxId',
  description: 'A box was counted.',
  schema: z.object({ boxId: z.string(), left: z.int() }),
});

/** What the toys know: tests change it, with and without telling. */
const truth = { title: new Map<string, string>(), left: new Map<string, number>(), failing: false };
let gate: Promise<void> = Promise.resolve();
/** Lets no item be answered until it is opened. */
function closeGate(): () => void {
  const closed = Promise.withResolvers<void>();
  gate = closed.promise;
  return closed.resolve;
}
const titleOf = (id: string): string => truth.title.get(id) ?? `Item ${id}`;
const nameOf = (viewer: Viewer): string => (viewer.kind === 'user' ? viewer.id : viewer.kind);

const shop: Toy = {
  name: 'shop',
  sdl: /* GraphQL */ `
    type Query {
      item(id: ID!): Item @cacheControl(maxAge: 600) @cacheTag(format: "item-{$args.id}") @tag(name: "public")
      items(ids: [ID!]!): [Item!]! @cacheControl(maxAge: 300)
      things: [Thing!]! @cacheControl(maxAge: 300)
      me: Me @cacheControl(maxAge: 60, scope: PRIVATE)
      uncached: String
      secret: String @cacheControl(maxAge: 60)
    }
    type Mutation {
      rename(id: ID!, title: String!): Item
    }
    interface Thing {
      title: String
    }
    type Item implements Thing
      @key(fields: "id")
      @cacheControl(inheritMaxAge: true)
      @cacheTag(format: "item-{$key.id}")
      @invalidatedBy(topic: "shop.events", types: ["shop.ItemChanged"], tags: ["item-{itemId}"]) {
      id: ID!
      title: String
      boxes: [Box!]! @cacheControl(inheritMaxAge: true)
      broken: String
    }
    type Sticker implements Thing {
      title: String
    }
    type Box @key(fields: "id") {
      id: ID!
    }
    type Me {
      name: String!
    }
  `,
  resolvers: {
    Query: {
      item: async (_: unknown, { id }: { id: string }) => {
        const title = titleOf(id);
        await gate;
        return title === 'none' ? null : { id, title };
      },
      items: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => ({ id })),
      things: () => [
        { __typename: 'Sticker', title: 'S' },
        { __typename: 'Item', id: 'thing' },
      ],
      me: (_: unknown, __: unknown, { viewer }: { viewer: Viewer }) => ({ name: nameOf(viewer) }),
      uncached: () => 'x',
      secret: (_: unknown, __: unknown, { viewer }: { viewer: Viewer }) =>
        viewer.kind === 'user' && viewer.roles.includes('admin') ? 'for staff' : 'for all',
    },
    Mutation: {
      rename: (_: unknown, { id, title }: { id: string; title: string }) => {
        truth.title.set(id, title);
        return { id };
      },
    },
    Item: {
      __resolveReference: (reference: object) => reference,
      title: ({ id, title }: { id: string; title?: string }) => title ?? titleOf(id),
      boxes: ({ id }: { id: string }) => [{ id: `${id}-1` }, { id: `${id}-2` }],
      broken: () => {
        if (truth.failing) throw new Error('no');
        return 'whole';
      },
    },
  },
};

const depot: Toy = {
  name: 'depot',
  sdl: /* GraphQL */ `
    type Item @key(fields: "id") {
      id: ID!
      boxes: [Box!]! @external
      left: Int! @requires(fields: "boxes { id }") @cacheControl(maxAge: 30) @cacheTag(format: "box-{$this.boxes.id}")
    }
    type Box
      @key(fields: "id")
      @invalidatedBy(topic: "depot.events", types: ["depot.StockCounted"], tags: ["box-{boxId}"]) {
      id: ID!
    }
  `,
  resolvers: {
    Item: {
      __resolveReference: (reference: object) => reference,
      left: ({ boxes }: { boxes: { id: string }[] }) =>
        boxes.reduce((sum, { id }) => sum + (truth.left.get(id) ?? 1), 0),
    },
    Box: { __resolveReference: (reference: object) => reference },
  },
};

const ITEM = 'query Item($id: ID!) { item(id: $id) { title } }';
const LEFT = 'query Left($ids: [ID!]!) { items(ids: $ids) { name: title left } }';

interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  readonly data: any;
  readonly errors?: unknown;
  readonly headers: Headers;
}

describe('the response cache of two routers', () => {
  const log = createLogger('cache-test');
  const topicPrefix = `t${newId()}.`;
  let toys: RunningToys;
  let mint: TokenMint;
  let redis: Redis;
  let producer: Producer;
  let routers: RunningRouter[] = [];
  /** An item of the present test. */
  let id: string;

  beforeAll(async () => {
    const brokers = testServers().kafkaBrokers;
    const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    await ensureTopics(kafka, [`${topicPrefix}shop.events`, `${topicPrefix}depot.events`], 3);
    producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    redis = new Redis(testServers().redisUrl);
    mint = await createTokenMint();
    toys = await startToys([shop, depot], 'embedded', log);
    const source = fixedSupergraph(toys.supergraphSdl);
    const contracts = [{ name: 'public', include: ['public'], exclude: [] }];
    const start = (): Promise<RunningRouter> =>
      startRouter({
        host: '127.0.0.1',
        port: 0,
        supergraph: { load: async () => ({ ...(await source.load()), contracts }) },
        transportTo: toys.transportTo,
        tokens: mint.options,
        corsOrigins: ['https://shop.example'],
        kafka: { brokers, topicPrefix },
        redis,
        redisPrefix: topicPrefix,
        log,
      });
    routers = [await start(), await start()];
  });

  afterAll(async () => {
    await Promise.all(routers.map((router) => router.stop()));
    await toys?.stop();
    await producer?.disconnect();
    redis?.disconnect();
  });

  beforeEach(() => {
    id = newId();
    truth.failing = false;
    gate = Promise.resolve();
  });

  const post = async (
    router: number,
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
    path = '/graphql',
  ): Promise<Told> => {
    const response = await fetch(`${routers[router]!.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { ...((await response.json()) as Told), headers: response.headers };
  };

  const asked = (): number => [...toys.requests.values()].reduce((sum, count) => sum + count, 0);

  /** How many requests to subgraphs some work takes. */
  const cost = async (work: () => Promise<unknown>): Promise<number> => {
    const before = asked();
    await work();
    return asked() - before;
  };

  /** Asks until the answer is kept. A document is looked at by the GraphQL server before it is known. */
  const warm = (router: number, ...question: [query: string, variables?: object, headers?: Record<string, string>]) =>
    eventually(async () => {
      await post(router, ...question);
      return (await cost(() => post(router, ...question))) === 0;
    });

  const tell = async (messages: ReturnType<typeof toOutgoing>[]): Promise<void> => {
    for (const { topic, key, headers, payload } of messages)
      await producer.send({ topic: topicPrefix + topic, messages: [{ key, headers, value: payload }] });
  };

  it('answers again without asking subgraphs, and says for how long and how old it is', async () => {
    const first = await post(0, ITEM, { id });
    expect(first.headers.get('cache-control')).toBe('max-age=600, public');
    await warm(0, ITEM, { id });
    const again = await post(0, ITEM, { id }, { origin: 'https://shop.example' });
    expect(again.data).toEqual({ item: { title: `Item ${id}` } });
    expect(again.headers.get('cache-control')).toBe('max-age=600, public');
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(0);
    expect(again.headers.get('vary')?.split(', ').sort()).toEqual(['Origin', 'accept', 'authorization', 'x-api-key']);
    expect((await post(0, ITEM, { id: newId() })).data.item.title).not.toBe(`Item ${id}`);
  });

  it('shares answers between routers', async () => {
    await warm(1, ITEM, { id: newId() });
    await eventually(async () => {
      const shared = { id: newId() };
      await warm(0, ITEM, shared);
      return (await cost(() => post(1, ITEM, shared))) === 0;
    });
  });

  it('shows a change in every router after its event, and goes on answering what did not change', async () => {
    const other = newId();
    for (const router of [0, 1]) for (const one of [id, other]) await warm(router, ITEM, { id: one });
    truth.title.set(id, 'new').set(other, 'not told');
    expect((await post(0, ITEM, { id })).data.item.title).toBe(`Item ${id}`);
    await tell([toOutgoing(itemChanged, { itemId: id })]);
    for (const router of [0, 1]) {
      await eventually(async () => (await post(router, ITEM, { id })).data.item.title === 'new');
      expect((await post(router, ITEM, { id: other })).data.item.title).toBe(`Item ${other}`);
    }
    await warm(0, ITEM, { id });
  });

  it('ends what is not there when it comes to be', async () => {
    truth.title.set(id, 'none');
    await warm(0, ITEM, { id });
    truth.title.set(id, 'there');
    expect((await post(0, ITEM, { id })).data.item).toBeNull();
    await tell([toOutgoing(itemChanged, { itemId: id })]);
    await eventually(async () => (await post(0, ITEM, { id })).data.item?.title === 'there');
  });

  it('ends lists by what is in them, wherever that comes from', async () => {
    const ids = [newId(), id];
    await warm(0, LEFT, { ids });
    truth.left.set(`${id}-2`, 40);
    const told = (await post(0, LEFT, { ids })).data;
    expect(told).toEqual({ items: ids.map((one) => ({ name: `Item ${one}`, left: 2 })) });
    await tell([toOutgoing(stockCounted, { boxId: `${id}-2`, left: 40 })]);
    await eventually(async () => (await post(0, LEFT, { ids })).data.items[1].left === 41);
    await warm(0, LEFT, { ids });
    truth.title.set(id, 'renamed');
    await tell([toOutgoing(itemChanged, { itemId: id })]);
    await eventually(async () => (await post(0, LEFT, { ids })).data.items[1].name === 'renamed');
  });

  it('finds the tagged among objects of several types, in fragments and under other names', async () => {
    const document =
      'query Things { list: things { id: title ...Named } } fragment Named on Thing { ... on Item { more: id boxes { id } } }';
    await warm(0, document);
    truth.title.set('thing', newId());
    expect((await post(0, document)).data.list[1].id).toBe('Item thing');
    await tell([toOutgoing(itemChanged, { itemId: 'thing' })]);
    await eventually(async () => (await post(0, document)).data.list[1].id === titleOf('thing'));
    expect(Object.keys((await post(0, document)).data.list[1])).toEqual(['id', 'more', 'boxes']);
  });

  it('never keeps what was read before a change and arrives after it', async () => {
    await warm(0, ITEM, { id: newId() });
    await warm(0, LEFT, { ids: [id] });
    const open = closeGate();
    const before = asked();
    const slow = post(0, ITEM, { id });
    await eventually(() => asked() > before);
    truth.title.set(id, 'changed meanwhile');
    await tell([toOutgoing(itemChanged, { itemId: id })]);
    // By another answer it shows when the router has heard of it.
    await eventually(async () => (await post(0, LEFT, { ids: [id] })).data.items[0].name === 'changed meanwhile');
    open();
    expect((await slow).data.item.title).toBe(`Item ${id}`);
    for (const router of [0, 1]) expect((await post(router, ITEM, { id })).data.item.title).toBe('changed meanwhile');
  });

  it('keeps what is private for its viewer alone, and for no guest', async () => {
    const ME = 'query Me { me { name } }';
    const [ann, bob] = [await mint.authorization('ann'), await mint.authorization('bob')];
    await warm(0, ME, {}, { authorization: ann });
    for (const [authorization, name] of [
      [bob, 'bob'],
      [ann, 'ann'],
      [bob, 'bob'],
    ] as const)
      for (const router of [0, 1]) {
        const told = await post(router, ME, {}, { authorization });
        expect(told.data).toEqual({ me: { name } });
        expect(told.headers.get('cache-control')).toBe('max-age=60, private');
      }
    expect(await cost(() => post(0, ME))).toBe(1);
    expect((await post(0, ME)).data).toEqual({ me: { name: 'guest' } });
    expect(await cost(() => post(0, ME))).toBe(1);
  });

  it('tells those who have rights and those who have not apart, though it is everybody’s', async () => {
    const SECRET = 'query Secret { secret }';
    const admin = { authorization: await mint.authorization('eve', ['admin']) };
    const [ann, bob] = [await mint.authorization('ann'), await mint.authorization('bob')];
    await warm(0, SECRET, {}, admin);
    expect((await post(0, SECRET)).data).toEqual({ secret: 'for all' });
    await warm(0, SECRET, {}, { authorization: ann });
    expect((await post(0, SECRET, {}, { authorization: ann })).data).toEqual({ secret: 'for all' });
    const told = await post(0, SECRET, {}, admin);
    expect(told.data).toEqual({ secret: 'for staff' });
    // Nobody on the way knows who is staff.
    expect(told.headers.get('cache-control')).toBe('max-age=60, private');
    expect(await cost(() => post(0, SECRET, {}, { authorization: bob }))).toBe(0);
  });

  it('shows who changed something what they changed, at once', async () => {
    const seller = { authorization: await mint.authorization('seller') };
    await warm(0, ITEM, { id }, seller);
    await post(0, 'mutation ($id: ID!) { rename(id: $id, title: "mine") { id } }', { id }, seller);
    expect((await post(0, ITEM, { id }, seller)).data.item.title).toBe('mine');
    await warm(0, ITEM, { id }, seller);
    const socket = connectTo(`${routers[0]!.url}/graphql`, seller.authorization);
    await follow(socket, 'mutation ($id: ID!) { rename(id: $id, title: "by socket") { id } }', { id }).ended;
    await socket.dispose();
    expect((await post(0, ITEM, { id }, seller)).data.item.title).toBe('by socket');
  });

  it('does as the client wishes', async () => {
    await warm(0, ITEM, { id });
    truth.title.set(id, 'asked for');
    expect((await post(0, ITEM, { id }, { 'cache-control': 'no-store' })).data.item.title).toBe('asked for');
    expect((await post(0, ITEM, { id })).data.item.title).toBe(`Item ${id}`);
    expect((await post(0, ITEM, { id }, { 'cache-control': 'no-cache' })).data.item.title).toBe('asked for');
    expect(await cost(async () => expect((await post(0, ITEM, { id })).data.item.title).toBe('asked for'))).toBe(0);
  });

  it('keeps nothing that is not said to be kept, and no answer with errors', async () => {
    for (const query of ['query Mixed { uncached secret }', 'query Uncached { uncached }']) {
      await post(0, query);
      expect(await cost(() => post(0, query))).toBe(1);
      expect((await post(0, query)).headers.get('cache-control')).toBeNull();
    }
    const BROKEN = 'query Broken($id: ID!) { item(id: $id) { broken } }';
    await warm(0, BROKEN, { id: newId() });
    truth.failing = true;
    for (const _time of [1, 2]) {
      const told = await post(0, BROKEN, { id });
      expect(told.errors).toHaveLength(1);
      expect(told.headers.get('cache-control')).toBeNull();
    }
    truth.failing = false;
    expect((await post(0, BROKEN, { id })).data).toEqual({ item: { broken: 'whole' } });
  });

  it('asks once for a hundred clients, whoever they are', async () => {
    await warm(0, ITEM, { id: newId() });
    const clients = await Promise.all(Array.from({ length: 100 }, (_, n) => mint.authorization(`buyer-${n}`)));
    const open = closeGate();
    const before = asked();
    const answers = clients.map((authorization) => post(0, ITEM, { id }, { authorization }));
    await eventually(() => asked() > before);
    open();
    for (const { data } of await Promise.all(answers)) expect(data.item.title).toBe(`Item ${id}`);
    expect(asked() - before).toBe(1);
  });

  it('keeps the slices of the graph apart', async () => {
    const SLICE = 'query Slice($id: ID!) { item(id: $id) { title left } }';
    await warm(0, ITEM, { id });
    await eventually(async () => (await cost(() => post(0, ITEM, { id }, {}, '/graphql/public'))) === 0);
    await warm(0, SLICE, { id });
    expect((await post(0, SLICE, { id }, {}, '/graphql/public')).data).toEqual({
      item: { title: `Item ${id}`, left: 2 },
    });
    expect((await post(0, 'query Secret { secret }', {}, {}, '/graphql/public')).errors).toHaveLength(1);
  });
});
