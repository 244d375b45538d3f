import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Counter, Gauge } from 'prom-client';
import { createKafka, type KafkaMessage } from '#kernel/kafka/client.ts';
import type { Publisher } from '#kernel/kafka/publisher.ts';
import type { Logger } from '#kernel/log.ts';
import { backOff } from '#kernel/messages/back-off.ts';
import { mirrorOf, type OtherRegion, REGION_HEADER } from '#kernel/regions.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';

const mirrored = new Counter({
  name: 'events_mirrored_total',
  help: 'Messages brought from another region',
  labelNames: ['region', 'topic'],
  registers: [metrics],
});

const heard = new Gauge({
  name: 'region_heard_timestamp_seconds',
  help: 'When another region last answered, also that it had no news',
  labelNames: ['region'],
  registers: [metrics],
});

/** How long leaving a region's consumer group may take, in ms. */
const LEAVE_MS = 3_000;

export interface MirrorOptions {
  /** Whose messages are brought here. */
  readonly from: OtherRegion;
  /** Names the mirror over there, where its place in each topic is kept. */
  readonly group: string;
  /** Without any prefix. */
  readonly topics: readonly string[];
  /** Whether anybody here reads a message. */
  wanted(topic: string, message: KafkaMessage): boolean;
  readonly publisher: Publisher;
  readonly topicPrefix: string;
  readonly log: Logger;
}

/**
 * Brings another region's messages into topics of this one, named as Kafka's MirrorMaker names them:
 * `east.inventory.events`. Keys and headers stay, so messages of one key stay in order. At least once: offsets are committed
 * over there after the acknowledgement here. While there is no way to the region it waits, and goes on where it was.
 */
export class Mirror {
  readonly #options: MirrorOptions;
  readonly #stopping = new AbortController();
  #consumer: Consumer | undefined;
  #running = Promise.resolve();

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** Begins, and returns at once: the other region need not be there. */
  start(): void {
    this.#running = this.#join();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const left = this.#running.then(() => this.#consumer?.disconnect());
    // A region that does not answer is not waited for.
    await Promise.race([left, delay(LEAVE_MS, undefined, { ref: false })]);
  }

  async #join(): Promise<void> {
    const { from, group, topics, log } = this.#options;
    // One that is cut off is given up on soon, and looked for again and again.
    const kafka = createKafka(from.kafkaBrokers, group, log, { requestTimeout: 5_000 });
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt += 1) {
      const consumer = kafka.consumer({
        groupId: from.topicPrefix + group,
        maxWaitTimeInMs: 500,
        sessionTimeout: 10_000,
        heartbeatInterval: 1_000,
        rebalanceTimeout: 5_000,
      });
      this.#consumer = consumer;
      consumer.on(consumer.events.CRASH, ({ payload: { restart, error } }) => {
        if (restart || this.#consumer !== consumer || this.#stopping.signal.aborted) return;
        log.warn({ err: error, region: from.name }, 'the mirror of a region has lost it and will look for it again');
        this.#running = consumer
          .disconnect()
          .catch(() => {})
          .then(() => this.#join());
      });
      consumer.on(consumer.events.FETCH, () => heard.set({ region: from.name }, Date.now() / 1_000));
      try {
        await consumer.connect();
        if (this.#stopping.signal.aborted) return;
        await consumer.subscribe({ topics: topics.map((topic) => from.topicPrefix + topic), fromBeginning: true });
        return await consumer.run({ partitionsConsumedConcurrently: 8, eachBatch: (batch) => this.#bring(batch) });
      } catch (error) {
        log.info({ err: error, region: from.name, attempt }, 'a region cannot be mirrored now');
        await consumer.disconnect().catch(() => {});
        await delay(backOff(Math.min(attempt, 5), 100), undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }

  async #bring({ batch }: EachBatchPayload): Promise<void> {
    const { from, publisher, topicPrefix } = this.#options;
    const topic = batch.topic.slice(from.topicPrefix.length);
    const messages = batch.messages.filter((message) => this.#options.wanted(topic, message));
    if (messages.length === 0) return;
    await publisher.publish([
      {
        topic: topicPrefix + mirrorOf(topic, from.name),
        messages: messages.map(({ key, value, headers }) => ({
          key,
          value,
          headers: { ...headers, [REGION_HEADER]: from.name },
        })),
      },
    ]);
    mirrored.inc({ region: from.name, topic }, messages.length);
  }
}
