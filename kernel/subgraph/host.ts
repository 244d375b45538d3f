import { readFile } from 'node:fs/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { Redis } from 'ioredis';
import type { Kafka } from 'kafkajs';
import { openRedis } from '#kernel/cache/redis-client.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { readConfig } from '#kernel/config.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { createExecutor } from '#kernel/graphql/executor.ts';
import { answeringAtOnce, failingApart } from '#kernel/graphql/references.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import type { Logger } from '#kernel/log.ts';
import { topicsOf } from '#kernel/messages/consumer.ts';
import { ConsumerHost } from '#kernel/messages/consumer-host.ts';
import { inboxRetention } from '#kernel/messages/inbox-retention.ts';
import { Outbox } from '#kernel/messages/outbox.ts';
import { Relay } from '#kernel/messages/relay.ts';
import type { Regions } from '#kernel/regions.ts';
import type { SubgraphDefinition, SubgraphParts, SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { startJob } from '#kernel/subgraph/jobs.ts';
import { createPeers, httpTransport, type Transport } from '#kernel/subgraph/peers.ts';
import { consumersIn, mirrorsFor, transportAcross } from '#kernel/subgraph/region-links.ts';
import { serveSubgraph } from '#kernel/subgraph/serve.ts';

export interface HostOptions {
  /** SDL and resolvers put before every subgraph's own. */
  shared: { typeDefs: string; resolvers: object };
  /** The URL by which a subgraph's role reaches its database. */
  databaseUrl(subgraph: string): string;
  redisUrl: string;
  kafkaBrokers: string;
  /** Put before every topic and consumer group, so that installations can share brokers. */
  topicPrefix: string;
  /** Secret shared by router and subgraphs that signs viewers. */
  viewerSecret: string;
  /** GraphQL URLs of subgraphs that run elsewhere. */
  peerUrls: Readonly<Record<string, string>>;
  env: Record<string, string | undefined>;
  log: Logger;
  clock?: Clock;
  /** Connections per subgraph; default 6. */
  poolSize?: number;
  /** The other regions; none for an installation that is alone. */
  regions?: Regions | undefined;
}

/** A subgraph that runs in this process. */
export interface RunningSubgraph {
  readonly name: string;
  readonly definition: SubgraphDefinition;
  readonly log: Logger;
  /** Its whole SDL, as it is published. */
  readonly sdl: string;
  readonly execute: Transport;
  readonly parts: SubgraphParts;
  /** Rejects when a server it needs does not answer. */
  ready(): Promise<void>;
}

/** What the subgraphs of one process share: broker connections, Redis, and the way to each other. */
export class Host {
  readonly #options: HostOptions;
  readonly #kafka: Kafka;
  readonly #publisher: Publisher;
  readonly redis: Redis;
  readonly running = new Map<string, RunningSubgraph>();
  readonly #remote = new Map<string, Transport & { close(): Promise<void> }>();
  #topics = Promise.resolve();
  readonly #stops: (() => Promise<unknown>)[] = [];

  constructor(options: HostOptions) {
    this.#options = options;
    this.#kafka = createKafka(options.kafkaBrokers, 'marketplace', options.log);
    this.#publisher = new Publisher(this.#kafka);
    this.redis = openRedis(options.redisUrl, options.log);
  }

  get kafka(): Kafka {
    return this.#kafka;
  }

  /** Connects to the broker and Redis; the subgraphs are started after it. */
  async start(): Promise<void> {
    await Promise.all([this.#publisher.connect(), this.redis.connect()]);
  }

  /** The way to a subgraph: in this process when it runs here, else over HTTP. */
  transportTo(name: string): Transport | undefined {
    const local = this.running.get(name);
    if (local) return local.execute;
    const known = this.#remote.get(name);
    if (known) return known;
    const { peerUrls, viewerSecret, regions } = this.#options;
    const url = peerUrls[name];
    const remote = url ? httpTransport(url, viewerSecret) : regions && transportAcross(regions, name);
    if (remote) this.#remote.set(name, remote);
    return remote;
  }

  /** Starts one subgraph, whose schema has been migrated; topics that are missing are created. */
  async run(definition: SubgraphDefinition): Promise<RunningSubgraph> {
    const { name } = definition;
    const { shared, topicPrefix, env, clock = systemClock, regions } = this.#options;
    const log = this.#options.log.child({ subgraph: name });
    const db = definition.migrations
      ? openDatabase(this.#options.databaseUrl(name), {
          owner: name,
          max: this.#options.poolSize ?? 6,
          plansOnce: definition.plansOnce ?? false,
        })
      : undefined;
    const relay = db && new Relay({ owner: name, db, publisher: this.#publisher, topicPrefix, log });
    const outbox = relay && new Outbox(name, relay);
    const needed = <T>(value: T | undefined): T => {
      if (value) return value;
      throw new Error(`${name} has no migrations and so no database`);
    };
    const runtime: SubgraphRuntime = {
      name,
      log,
      clock,
      redis: this.redis,
      peers: createPeers((peer) => this.transportTo(peer)),
      regions: regions && { here: regions.here, others: regions.others.map((other) => other.name) },
      config: (shape) => readConfig(shape, env),
      get db(): Database {
        return needed(db);
      },
      get outbox(): Outbox {
        return needed(outbox);
      },
    };
    const parts = await definition.start(runtime);
    const sdl = `${shared.typeDefs}\n${await readFile(definition.schema, 'utf8')}`;
    const resolvers = failingApart({ ...shared.resolvers, ...parts.resolvers }) as never;
    const schema = answeringAtOnce(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]));
    const executor = createExecutor(schema, log);
    const reads = consumersIn(regions, parts.consumers ?? []);
    const consumers = new ConsumerHost({
      owner: name,
      consumers: reads,
      kafka: this.#kafka,
      publisher: this.#publisher,
      db,
      topicPrefix,
      log,
    });
    const topics = [`${name}.events`, ...topicsOf(name, reads)];
    await this.#ensureTopics(topics.map((topic) => topicPrefix + topic));
    await relay?.start();
    consumers.start();
    const mirrors = mirrorsFor(name, parts.consumers ?? [], { regions, publisher: this.#publisher, topicPrefix, log });
    for (const mirror of mirrors) mirror.start();
    const jobs = [...(parts.jobs ?? []), ...(db ? [inboxRetention(db, clock)] : [])].map((job) => startJob(job, log));
    let door: { stop(): Promise<unknown> } | undefined;
    this.#stops.push(async () => {
      await Promise.all([door?.stop(), ...mirrors.map((mirror) => mirror.stop()), ...jobs.map((job) => job.stop())]);
      await consumers.stop();
      await relay?.stop();
      await parts.stop?.();
      await db?.close();
    });
    const running: RunningSubgraph = {
      name,
      definition,
      log,
      sdl,
      parts,
      execute: (request, viewer) => executor(request, parts.context(viewer)),
      ready: async () => {
        await Promise.all([db && db.sql`select 1`, this.redis.ping()]);
      },
    };
    const opened = regions?.doors[name];
    if (opened) door = await serveSubgraph(running, { ...opened, viewerSecret: regions!.secret });
    this.running.set(name, running);
    return running;
  }

  /** One subgraph after the other, so that two that start together do not create the same topic. */
  #ensureTopics(topics: readonly string[]): Promise<void> {
    this.#topics = this.#topics.then(() => ensureTopics(this.#kafka, topics));
    return this.#topics;
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#stops.map((stop) => stop()));
    await Promise.allSettled([...this.#remote.values()].map((transport) => transport.close()));
    await this.#publisher.disconnect();
    this.redis.disconnect();
  }
}
