import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { ensureTopics } from '#kernel/kafka/client.ts';
import { Kafka, logLevel } from '#kernel/kafka/kafkajs.ts';
import { createLogger } from '#kernel/log.ts';
import { defineEvent, type toOutgoing } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { type RunningRouter, startRouter } from '#router/router.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { startToys, type Toy } from '#router/testing/toys.ts';

export const itemChanged = defineEvent({
  type: 'shop.ItemChanged',
  key: 'itemId',
  description: 'An item changed.',
  schema: z.object({ itemId: z.string() }),
});
export const stockCounted = defineEvent({
  type: 'depot.StockCounted',
  key: 'boxId',
  description: 'A box was counted.',
  schema: z.object({ boxId: z.string(), left: z.int() }),
});

/** What the toys know: tests change it, with and without telling. */
export const truth = { title: new Map<string, string>(), left: new Map<string, number>(), failing: false };
let gate: Promise<void> = Promise.resolve();
/** Lets no item be answered until it is opened. */
export function closeGate(): () => void {
  const closed = Promise.withResolvers<void>();
  gate = closed.promise;
  return closed.resolve;
}
export const titleOf = (id: string): string => truth.title.get(id) ?? `Item ${id}`;
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

/** Toys as they are at the beginning of a test. */
export function resetToys(): void {
  truth.failing = false;
  gate = Promise.resolve();
}

export const ITEM = 'query Item($id: ID!) { item(id: $id) { title } }';
export const LEFT = 'query Left($ids: [ID!]!) { items(ids: $ids) { name: title left } }';

interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  readonly data: any;
  readonly errors?: unknown;
  readonly headers: Headers;
}

/** Two routers over the toys, with a Redis and Kafka topics in common. */
export interface CachingRouters {
  readonly mint: TokenMint;
  readonly routers: readonly [RunningRouter, RunningRouter];
  post(
    router: 0 | 1,
    query: string,
    variables?: object,
    headers?: Record<string, string>,
    path?: string,
  ): Promise<Told>;
  /** How many requests subgraphs have been sent. */
  asked(): number;
  /** How many requests to subgraphs some work takes. */
  cost(work: () => Promise<unknown>): Promise<number>;
  /** Asks until the answer is kept. A document is looked at by the GraphQL server before it is known. */
  warm(router: 0 | 1, query: string, variables?: object, headers?: Record<string, string>): Promise<unknown>;
  tell(...messages: ReturnType<typeof toOutgoing>[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startCachingRouters(): Promise<CachingRouters> {
  // Should it not come to the end, what was begun is ended.
  await using begun = new AsyncDisposableStack();
  const log = createLogger('cache-test');
  const topicPrefix = `t${newId()}.`;
  const brokers = testServers().kafkaBrokers;
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  await ensureTopics(kafka, [`${topicPrefix}shop.events`, `${topicPrefix}depot.events`], 3);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  begun.defer(() => producer.disconnect());
  await producer.connect();
  const redis = new Redis(testServers().redisUrl);
  begun.defer(() => redis.disconnect());
  const mint = await createTokenMint();
  const toys = await startToys([shop, depot], 'embedded', log);
  begun.defer(() => toys.stop());
  const source = fixedSupergraph(toys.supergraphSdl);
  const contracts = [{ name: 'public', include: ['public'], exclude: [] }];
  const start = async (): Promise<RunningRouter> => {
    const router = await startRouter({
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
    begun.defer(() => router.stop());
    return router;
  };
  const routers = [await start(), await start()] as const;

  const post: CachingRouters['post'] = async (router, query, variables = {}, headers = {}, path = '/graphql') => {
    const response = await fetch(`${routers[router].url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { ...((await response.json()) as Told), headers: response.headers };
  };
  const asked = (): number => [...toys.requests.values()].reduce((sum, count) => sum + count, 0);
  const cost: CachingRouters['cost'] = async (work) => {
    const before = asked();
    await work();
    return asked() - before;
  };
  const all = begun.move();
  return {
    ...{ mint, routers, post, asked, cost },
    warm: (...question) =>
      eventually(async () => {
        await post(...question);
        return (await cost(() => post(...question))) === 0;
      }),
    tell: async (...messages) => {
      for (const { topic, key, headers, payload } of messages)
        await producer.send({ topic: topicPrefix + topic, messages: [{ key, headers, value: payload }] });
    },
    stop: () => all.disposeAsync(),
  };
}
