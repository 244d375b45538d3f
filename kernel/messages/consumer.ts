import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { Counter } from 'prom-client';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import { isTransient } from '#kernel/errors.ts';
import type { KafkaMessage } from '#kernel/kafka/client.ts';
import type { Publisher } from '#kernel/kafka/publisher.ts';
import type { Logger } from '#kernel/log.ts';
import { type EventDefinition, fromKafka, PoisonMessage, type ReceivedFrom, streamOf } from '#kernel/messages/event.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';

const consumed = new Counter({
  name: 'events_consumed_total',
  help: 'Events taken effect of, seen again, or set aside as dead letters',
  labelNames: ['consumer', 'outcome'],
  registers: [metrics],
});

/**
 * What a subgraph does with events of another. `handle` gets those it has not taken effect of before, in order per
 * aggregate, many at a time; with a database it runs in the transaction that also records their ids, so each event takes
 * effect once. Without one (`inbox: false`) its effect must be idempotent.
 */
export interface ConsumerDefinition<E extends EventDefinition = EventDefinition> {
  /** Names the consumer within its subgraph, e.g. `payment`; part of its inbox rows and its dead letter topic. */
  readonly name: string;
  readonly events: readonly E[];
  readonly inbox: boolean;
  handle(tx: Tx | undefined, events: ReceivedFrom<E>[]): Promise<void>;
}

/** A consumer that acts in its subgraph's database. */
export const defineConsumer = <const E extends EventDefinition>(definition: {
  name: string;
  events: readonly E[];
  handle(tx: Tx, events: ReceivedFrom<E>[]): Promise<void>;
}): ConsumerDefinition => ({ ...definition, inbox: true }) as unknown as ConsumerDefinition;

/** A consumer whose effect is outside PostgreSQL (a cache, Redis) and idempotent by nature. */
export const defineIdempotentConsumer = <const E extends EventDefinition>(definition: {
  name: string;
  events: readonly E[];
  handle(events: ReceivedFrom<E>[]): Promise<void>;
}): ConsumerDefinition =>
  ({
    name: definition.name,
    events: definition.events,
    inbox: false,
    handle: (_tx: unknown, events: ReceivedFrom<E>[]) => definition.handle(events),
  }) as unknown as ConsumerDefinition;

export interface ConsumerHostOptions {
  /** The subgraph; its consumer group is `<topicPrefix><owner>`. */
  owner: string;
  consumers: readonly ConsumerDefinition[];
  kafka: Kafka;
  publisher: Publisher;
  db: Database | undefined;
  topicPrefix: string;
  log: Logger;
  /** Tries of a message that fails by itself before it becomes a dead letter; default 5. */
  attempts?: number;
}

/**
 * Pause of a partition after its messages took effect, in ms. The first message is taken at once; what arrives in the pause
 * shares one fetch and one transaction. At 16 buyers this halved Kafka's CPU per order.
 */
const GATHER_MS = 15;

/** How often offsets are committed, in ms. */
const COMMIT_MS = 500;

/**
 * Runs a subgraph's consumers as one Kafka consumer group member. Partitions' batches are merged in process, so one
 * transaction takes all that has arrived. Transient faults are retried with capped exponential back-off; what fails by
 * itself goes to `<owner>.<consumer>.dlq` with its cause, and the partition goes on.
 */
export class ConsumerHost {
  readonly #options: ConsumerHostOptions;
  readonly #lanes = new Map<string, Lane[]>();
  #consumer: Consumer | undefined;
  #joining: Promise<void> | undefined;
  /** Offsets to commit next, by topic and partition. */
  readonly #done = new Map<string, { topic: string; partition: number; offset: string }>();
  #committing: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: ConsumerHostOptions) {
    this.#options = options;
    for (const definition of options.consumers) {
      const lane = new Lane(definition, options, () => this.#stopping);
      for (const topic of new Set(definition.events.map((event) => options.topicPrefix + streamOf(event))))
        this.#lanes.set(topic, [...(this.#lanes.get(topic) ?? []), lane]);
    }
  }

  /**
   * Begins to join the group and returns at once: a member that died without leaving holds the others up for the session
   * timeout, and requests need not wait for that.
   */
  start(): void {
    if (this.#lanes.size === 0) return;
    this.#joining = this.#join();
    this.#committing = setInterval(() => void this.#commit(), COMMIT_MS);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#committing);
    await this.#joining;
    await this.#consumer?.stop();
    await this.#commit();
    await this.#consumer?.disconnect();
  }

  async #join(): Promise<void> {
    const { kafka, owner, topicPrefix, log } = this.#options;
    for (let attempt = 1; !this.#stopping; attempt += 1) {
      // maxWaitTimeInMs: at the default a rebalance takes 5 s and a takeover 10 s.
      this.#consumer = kafka.consumer({
        groupId: topicPrefix + owner,
        maxWaitTimeInMs: 200,
        sessionTimeout: 10_000,
        heartbeatInterval: 1_000,
        rebalanceTimeout: 5_000,
      });
      try {
        await this.#consumer.connect();
        await this.#consumer.subscribe({ topics: [...this.#lanes.keys()], fromBeginning: true });
        return await this.#consumer.run({
          partitionsConsumedConcurrently: 64,
          eachBatchAutoResolve: false,
          autoCommit: false,
          eachBatch: (payload) => this.#take(payload),
        });
      } catch (error) {
        log.warn({ err: error, owner, attempt }, 'the consumer could not join its group and will try again');
        await this.#consumer.disconnect().catch(() => {});
        await delay(Math.min(5_000, 100 * 2 ** attempt));
      }
    }
  }

  /**
   * kafkajs would commit after every batch of every partition, a request and a write to Kafka each. An offset only says
   * where a successor begins; what it is given twice takes effect once all the same.
   */
  async #commit(): Promise<void> {
    const offsets = [...this.#done.values()];
    if (offsets.length === 0) return;
    this.#done.clear();
    // A partition that was handed to another member meanwhile is refused; its new owner commits.
    await this.#consumer
      ?.commitOffsets(offsets)
      .catch((error) => this.#options.log.info({ err: error, owner: this.#options.owner }, 'offsets not committed'));
  }

  async #take({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const lanes = this.#lanes.get(batch.topic) ?? [];
    const beating = setInterval(() => void heartbeat().catch(() => {}), 1_000);
    try {
      await Promise.all(batch.messages.flatMap((message) => lanes.map((lane) => lane.take(message))));
      const last = batch.messages.at(-1);
      if (!last) return;
      resolveOffset(last.offset);
      const { topic, partition } = batch;
      this.#done.set(`${topic}/${partition}`, { topic, partition, offset: String(BigInt(last.offset) + 1n) });
      if (!this.#stopping) await delay(GATHER_MS);
    } finally {
      clearInterval(beating);
    }
  }
}

/** One consumer's messages, from wherever they arrive, in one line. */
class Lane {
  readonly #definition: ConsumerDefinition;
  readonly #options: ConsumerHostOptions;
  readonly #events: ReadonlyMap<string, EventDefinition>;
  readonly #batcher: Batcher<ReceivedFrom<EventDefinition>, undefined>;
  readonly #stopping: () => boolean;

  constructor(definition: ConsumerDefinition, options: ConsumerHostOptions, stopping: () => boolean) {
    this.#definition = definition;
    this.#options = options;
    this.#stopping = stopping;
    this.#events = new Map(definition.events.map((event) => [event.type, event]));
    this.#batcher = new Batcher({ name: `${options.owner}.${definition.name}`, run: (batch) => this.#run(batch) });
  }

  async take(message: KafkaMessage): Promise<void> {
    try {
      const event = fromKafka(this.#events, message);
      if (event) await this.#batcher.submit(event);
    } catch (error) {
      // Not resolved while stopping: Kafka delivers it again to whoever takes over.
      if (this.#stopping()) throw error;
      await this.#bury(message, error);
    }
  }

  /**
   * Repeats a batch here, where nothing can overtake it, until the servers it needs are back. One event that fails by
   * itself has a few more tries; a batch of several is thrown back to be run one by one.
   */
  async #run(events: ReceivedFrom<EventDefinition>[]): Promise<undefined[]> {
    const consumer = `${this.#options.owner}.${this.#definition.name}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#handle(events);
      } catch (error) {
        const again = isTransient(error) || (events.length === 1 && attempt < (this.#options.attempts ?? 5));
        if (!again || this.#stopping()) throw error;
        this.#options.log.warn({ err: error, consumer, attempt, events: events.length }, 'events will be tried again');
        await delay(Math.min(5_000, 50 * 2 ** attempt) * (0.5 + Math.random() / 2));
      }
    }
  }

  async #handle(events: ReceivedFrom<EventDefinition>[]): Promise<undefined[]> {
    const consumer = this.#definition.name;
    const label = `${this.#options.owner}.${consumer}`;
    const { db } = this.#options;
    if (!this.#definition.inbox || !db) {
      await this.#definition.handle(undefined, events);
      consumed.inc({ consumer: label, outcome: 'done' }, events.length);
      return events.map(() => undefined);
    }
    const fresh = await db.transaction(async (tx) => {
      const rows = await tx.sql<{ event_id: string }[]>`
        insert into inbox (consumer, event_id)
        select ${consumer}::text, id from unnest(${events.map(({ id }) => id)}::uuid[]) as id
        on conflict do nothing returning event_id`;
      const ids = new Set(rows.map((row) => row.event_id));
      // delete() answers true once per id: a batch may hold the same event twice.
      const unseen = events.filter(({ id }) => ids.delete(id));
      if (unseen.length > 0) await this.#definition.handle(tx, unseen);
      return unseen.length;
    });
    consumed.inc({ consumer: label, outcome: 'done' }, fresh);
    if (fresh < events.length) consumed.inc({ consumer: label, outcome: 'duplicate' }, events.length - fresh);
    return events.map(() => undefined);
  }

  async #bury(message: KafkaMessage, error: unknown): Promise<void> {
    const { owner, publisher, topicPrefix } = this.#options;
    const consumer = `${owner}.${this.#definition.name}`;
    this.#options.log.error({ err: error, consumer }, 'an event became a dead letter');
    await publisher.publish([
      {
        topic: `${topicPrefix}${consumer}.dlq`,
        messages: [
          {
            key: message.key,
            value: message.value,
            headers: {
              ...message.headers,
              dlq_cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
              dlq_stack: error instanceof Error ? (error.stack ?? '') : '',
              dlq_attempts: String(error instanceof PoisonMessage ? 1 : (this.#options.attempts ?? 5)),
              dlq_at: new Date().toISOString(),
            },
          },
        ],
      },
    ]);
    consumed.inc({ consumer, outcome: 'dead' });
  }
}

/** Every topic a subgraph's consumers read from or may write dead letters to. */
export const topicsOf = (owner: string, consumers: readonly ConsumerDefinition[]): string[] => [
  ...new Set(consumers.flatMap(({ events }) => events.map(streamOf))),
  ...consumers.map(({ name }) => `${owner}.${name}.dlq`),
];
