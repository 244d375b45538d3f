import type { FormattedExecutionResult } from 'graphql';
import { Redis } from 'ioredis';
import type { Kafka, Producer } from 'kafkajs';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import { newId } from '#kernel/ids.ts';
import { createProducer, ensureTopics } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import {
  type EventDefinition,
  fromKafka,
  type PayloadOf,
  type ReceivedFrom,
  streamOf,
  toOutgoing,
} from '#kernel/messages/event.ts';
import type { Regions } from '#kernel/regions.ts';
import type { SubgraphDefinition } from '#kernel/subgraph/define.ts';
import { Host } from '#kernel/subgraph/host.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';
import { serveSubgraph } from '#kernel/subgraph/serve.ts';
import { cloneDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';

/** One subgraph on real servers: its own database, its own Redis number, its own topics. */
export interface TestSubgraph {
  execute<T = Record<string, never>>(
    request: GraphQLRequest,
    viewer?: Viewer,
  ): Promise<FormattedExecutionResult<T & Record<string, unknown>>>;
  /** The subgraph's own role on its database, to look and to arrange. */
  db: Database;
  /** The same for another process; empty where there is none. */
  databaseUrl: string;
  redis: Redis;
  /** Sends an event as the peer that publishes it would; the same `id` twice is a redelivery. */
  publish<E extends EventDefinition>(definition: E, payload: PayloadOf<E>, options?: { id?: string }): Promise<string>;
  /** Events of one kind this subgraph has published so far, in order of arrival. */
  published<E extends EventDefinition>(definition: E): ReceivedFrom<E>[];
  /** Who did what, and from where: of every event published so far that names somebody, in order of arrival. */
  acts(): Act[];
  /** Serves its HTTP routes and GraphQL on a free port; returns the URL. */
  listen(): Promise<string>;
  viewerSecret: string;
  /** The broker, and what is put before every topic there. */
  kafka: Kafka;
  topicPrefix: string;
  stop(): Promise<void>;
}

/** An event as the audit log reads it. */
export interface Act {
  readonly type: string;
  readonly subject: string;
  readonly actor: string;
  readonly origin: string | undefined;
}

export interface TestSubgraphOptions {
  /** Peers, scripted: what each answers to this subgraph's documents. */
  peers?: Record<string, Transport>;
  clock?: Clock;
  env?: Record<string, string>;
  /** What is put before its topics, where somebody else has to know it; else nobody does. */
  topicPrefix?: string;
  /** The region it is in, and the others. */
  regions?: Regions;
  /** SDL and resolvers every subgraph shares. */
  shared: { typeDefs: string; resolvers: object };
}

export async function startTestSubgraph(
  definition: SubgraphDefinition,
  options: TestSubgraphOptions,
): Promise<TestSubgraph> {
  const servers = testServers();
  const prefix = options.topicPrefix ?? `t${newId().replaceAll('-', '')}.`;
  const viewerSecret = newId();
  const log = createLogger('test');
  const database = definition.migrations
    ? await cloneDatabase(servers.postgresAdminUrl, [{ name: definition.name, migrations: definition.migrations }])
    : undefined;
  const redisUrl = await claimRedis(servers.redisUrl);
  const host = new Host({
    shared: options.shared,
    databaseUrl: (name) => database!.urlFor(name),
    redisUrl,
    kafkaBrokers: servers.kafkaBrokers,
    topicPrefix: prefix,
    viewerSecret,
    peerUrls: {},
    env: options.env ?? {},
    log,
    regions: options.regions,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const own = `${definition.name}.events`;
  await ensureTopics(host.kafka, [`${prefix}${own}`], 2);
  const probe = await watchTopic(host.kafka, `${prefix}${own}`);
  const producer = createProducer(host.kafka);
  await Promise.all([host.start(), producer.connect()]);
  for (const [name, execute] of Object.entries(options.peers ?? {})) host.running.set(name, { name, execute } as never);
  const running = await host.run(definition);
  const db = definition.migrations
    ? openDatabase(database!.urlFor(definition.name), { owner: definition.name, max: 4 })
    : undefined;
  let served: { url: string; stop(): Promise<void> } | undefined;
  return {
    execute: async (request, viewer = GUEST) => (await running.execute(request, viewer)) as never,
    get db(): Database {
      if (!db) throw new Error(`${definition.name} has no database`);
      return db;
    },
    databaseUrl: database?.urlFor(definition.name) ?? '',
    redis: host.redis,
    viewerSecret,
    kafka: host.kafka,
    topicPrefix: prefix,
    publish: (event, payload, how) => send(producer, prefix, event, payload, how?.id),
    published: (event) => probe.seen(event) as never,
    acts: () => probe.acts(),
    listen: async () => {
      served ??= await serveSubgraph(running, { host: '127.0.0.1', port: 0, viewerSecret });
      return served.url;
    },
    stop: async () => {
      await served?.stop();
      await db?.close();
      await Promise.allSettled([probe.stop(), producer.disconnect()]);
      await host.redis.flushdb();
      await host.stop();
      await database?.drop();
    },
  };
}

async function send<E extends EventDefinition>(
  producer: Producer,
  prefix: string,
  definition: E,
  payload: PayloadOf<E>,
  id?: string,
): Promise<string> {
  const event = toOutgoing(definition, payload);
  const headers = id ? { ...event.headers, ce_id: id } : event.headers;
  await producer.send({
    topic: prefix + streamOf(definition),
    messages: [{ key: event.key, headers, value: event.payload }],
  });
  return headers.ce_id!;
}

/** Collects everything published to a topic from its beginning. */
async function watchTopic(
  kafka: Kafka,
  topic: string,
): Promise<{
  seen(definition: EventDefinition): ReceivedFrom<EventDefinition>[];
  acts(): Act[];
  stop(): Promise<void>;
}> {
  const messages: { headers?: Record<string, unknown>; value: Buffer | null }[] = [];
  const consumer = kafka.consumer({ groupId: `${topic}.probe`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void messages.push(message) });
  return {
    seen: (definition) => {
      const wanted = new Map([[definition.type, definition]]);
      return messages.flatMap((message) => fromKafka(wanted, message) ?? []);
    },
    acts: () =>
      messages.flatMap(({ headers = {} }) => {
        const [type, subject, actor, origin] = ['ce_type', 'ce_subject', 'ce_actor', 'ce_origin'].map((name) =>
          headers[name]?.toString(),
        );
        return actor ? [{ type: type!, subject: subject!, actor, origin }] : [];
      }),
    stop: () => consumer.disconnect(),
  };
}

/** Takes one of the server's numbered databases for a test file, so that parallel files do not meet. */
async function claimRedis(url: string): Promise<string> {
  return eventually(
    async () => {
      for (let number = 1; number < 64; number += 1) {
        const candidate = new URL(url);
        candidate.pathname = `/${number}`;
        // The claim lives in the claimed database itself and goes with its flush.
        const redis = new Redis(candidate.href);
        const claimed = await redis.set('claimed', '1', 'EX', 600, 'NX').catch(() => null);
        redis.disconnect();
        if (claimed) return candidate.href;
      }
      return undefined;
    },
    { timeoutMs: 20_000 },
  );
}
