import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { Gauge } from 'prom-client';
import { backOff } from '#kernel/messages/back-off.ts';
import type { ConsumerDefinition } from '#kernel/messages/consumer.ts';
import { Lane, type LaneOptions } from '#kernel/messages/lane.ts';
import { PartitionProgress } from '#kernel/messages/partition-progress.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';

const lag = new Gauge({
  name: 'events_consumer_lag',
  help: 'Messages of a partition that a subgraph has not dealt with',
  labelNames: ['owner', 'topic', 'partition'],
  registers: [metrics],
});

export interface ConsumerHostOptions extends LaneOptions {
  /** The subgraph; its consumer group is `<topicPrefix><owner>`. */
  owner: string;
  consumers: readonly ConsumerDefinition[];
  kafka: Kafka;
  /** How often topics of a pattern are looked for, in ms; default 2,000. */
  discoverMs?: number;
}

/**
 * Pause of a partition after its messages took effect, in ms. The first message is taken at once; what arrives in the pause
 * shares one fetch and one transaction. At 16 buyers this halved Kafka's CPU per order.
 */
const PAUSE_MS = 15;

/** How often offsets are committed, in ms. */
const COMMIT_MS = 500;

/** Bytes that end Kafka's gathering early. */
const GATHERED_BYTES = 1024 * 1024;

/**
 * Runs a subgraph's consumers as one Kafka consumer group member. Partitions' batches are merged in process, so one
 * transaction takes all that has arrived; {@link Lane} says what becomes of failures.
 */
export class ConsumerHost {
  readonly #options: ConsumerHostOptions;
  readonly #lanes: readonly { readonly definition: ConsumerDefinition; readonly lane: Lane }[];
  readonly #stopping = new AbortController();
  readonly #gatherMs: number;
  readonly #progress = new Map<string, PartitionProgress>();
  /** Topics read now, without prefix, and who reads them. */
  #readers = new Map<string, Lane[]>();
  #consumer: Consumer | undefined;
  #running: Promise<void> | undefined;
  #rejoining: Promise<void> | undefined;
  #committing: NodeJS.Timeout | undefined;

  constructor(options: ConsumerHostOptions) {
    this.#options = options;
    this.#gatherMs = Math.max(0, ...options.consumers.map(({ gatherMs = 0 }) => gatherMs));
    this.#lanes = options.consumers.map((definition) => ({
      definition,
      lane: new Lane(definition, options, this.#stopping.signal),
    }));
  }

  /**
   * Begins to join the group and returns at once: a member that died without leaving holds the others up for the session
   * timeout, and requests need not wait for that.
   */
  start(): void {
    if (this.#lanes.length === 0) return;
    this.#running = this.#run();
    this.#committing = setInterval(() => void this.#commit(), COMMIT_MS);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#committing);
    await this.#running;
    await this.#rejoining;
    await this.#leave();
  }

  async #run(): Promise<void> {
    const fixed = this.#lanes.flatMap(({ definition: { topics } }) => (topics instanceof RegExp ? [] : topics));
    const patterns = this.#lanes.flatMap(({ definition: { topics } }) => (topics instanceof RegExp ? [topics] : []));
    if (patterns.length === 0) return this.#join(fixed);
    const { kafka, topicPrefix, log, owner, discoverMs = 2_000 } = this.#options;
    const admin: Admin = kafka.admin();
    while (!this.#stopping.signal.aborted) {
      try {
        await admin.connect();
        const all = (await admin.listTopics()).filter((topic) => topic.startsWith(topicPrefix));
        const names = all.map((topic) => topic.slice(topicPrefix.length));
        const wanted = [...fixed, ...names.filter((name) => patterns.some((pattern) => pattern.test(name)))];
        if (wanted.some((topic) => !this.#readers.has(topic))) {
          await this.#leave();
          await this.#join(wanted);
        }
      } catch (error) {
        log.warn({ err: error, owner }, 'topics could not be looked for and will be again');
      }
      await this.#pause(discoverMs);
    }
    await admin.disconnect();
  }

  async #join(topics: readonly string[]): Promise<void> {
    const { kafka, owner, topicPrefix, log } = this.#options;
    this.#readers = new Map(
      topics.map((topic) => [
        topic,
        this.#lanes.flatMap(({ definition, lane }) =>
          (definition.topics instanceof RegExp ? definition.topics.test(topic) : definition.topics.includes(topic))
            ? [lane]
            : [],
        ),
      ]),
    );
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt += 1) {
      // maxWaitTimeInMs: at the default a rebalance takes 5 s and a takeover 10 s.
      const consumer = kafka.consumer({
        groupId: topicPrefix + owner,
        maxWaitTimeInMs: this.#gatherMs || 200,
        minBytes: this.#gatherMs ? GATHERED_BYTES : 1,
        sessionTimeout: 10_000,
        heartbeatInterval: 1_000,
        rebalanceTimeout: 5_000,
      });
      this.#consumer = consumer;
      // Each generation begins where offsets were committed: what this process still had waiting comes again.
      consumer.on(consumer.events.GROUP_JOIN, () => this.#forget());
      // kafkajs gives up for good when a broker that has just started has no coordinator yet; we do not.
      consumer.on(consumer.events.CRASH, ({ payload: { restart, error } }) => {
        if (restart || this.#consumer !== consumer) return;
        log.warn({ err: error, owner }, 'the consumer has left its group and will join again');
        this.#rejoining = this.#pause(backOff(1, 500)).then(() => this.#join(topics));
      });
      try {
        await consumer.connect();
        await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
        return await consumer.run({
          partitionsConsumedConcurrently: 16,
          eachBatchAutoResolve: false,
          autoCommit: false,
          eachBatch: (payload) => this.#take(payload),
        });
      } catch (error) {
        log.warn({ err: error, owner, attempt }, 'the consumer could not join its group and will try again');
        await consumer.disconnect().catch(() => {});
        await this.#pause(backOff(attempt, 100));
      }
    }
  }

  /** Leaves the group, so that others take over at once. Who has left may not commit any more, so that comes first. */
  async #leave(): Promise<void> {
    if (this.#stopping.signal.aborted) await Promise.all(this.#lanes.map(({ lane }) => lane.stop()));
    await this.#commit();
    await this.#consumer?.stop();
    await this.#consumer?.disconnect();
    this.#consumer = undefined;
  }

  #forget(): void {
    for (const { topic, partition } of this.#progress.values())
      lag.remove({ owner: this.#options.owner, topic, partition });
    this.#progress.clear();
    for (const { lane } of this.#lanes) lane.forget();
  }

  /**
   * kafkajs would commit after every batch of every partition, a request and a write to Kafka each. An offset only says
   * where a successor begins; what it is given twice takes effect once all the same.
   */
  async #commit(): Promise<void> {
    const { owner, topicPrefix, log } = this.#options;
    const moved = [...this.#progress.values()].filter((progress) => progress.moved());
    if (moved.length === 0) return;
    for (const { topic, partition, lag: behind } of moved) lag.set({ owner, topic, partition }, behind);
    // A partition that was handed to another member meanwhile is refused; its new owner commits.
    await this.#consumer
      ?.commitOffsets(
        moved.map(({ topic, partition, offset }) => ({
          topic: topicPrefix + topic,
          partition,
          offset: String(offset),
        })),
      )
      .catch((error) => log.info({ err: error, owner }, 'offsets not committed'));
  }

  async #take({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const { messages, partition } = batch;
    const last = messages.at(-1);
    if (!last) return;
    const topic = batch.topic.slice(this.#options.topicPrefix.length);
    const lanes = this.#readers.get(topic) ?? [];
    const name = `${topic}/${partition}`;
    const progress = this.#progress.get(name) ?? new PartitionProgress(topic, partition);
    this.#progress.set(name, progress);
    const beating = setInterval(() => void heartbeat().catch(() => {}), 1_000);
    try {
      const settled = progress.begin(
        messages.map(({ offset }) => offset),
        lanes.length,
        batch.highWatermark,
      );
      await Promise.all(lanes.map((lane) => lane.take({ topic, partition }, messages, settled)));
      resolveOffset(last.offset);
      await progress.room(this.#stopping.signal);
      if (!this.#gatherMs) await this.#pause(PAUSE_MS);
    } finally {
      clearInterval(beating);
    }
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}
