import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import { newId } from '#kernel/ids.ts';
import { ensureTopics, topicOffsets } from '#kernel/kafka/client.ts';
import { type Kafka, Partitioners } from '#kernel/kafka/kafkajs.ts';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import type { Logger } from '#kernel/log.ts';
import { REPLAY_TO } from '#kernel/messages/dead-letter.ts';
import type { Hub } from '#router/subscriptions/hub.ts';

export interface EventFeedOptions {
  kafka: Kafka;
  /** Put before the consumer group, which is this router's own. */
  groupPrefix: string;
  hub: Hub;
  log: Logger;
}

/** Between two tries to follow events again, in ms. */
const REJOIN_MS = 500;

const partitionFor = Partitioners.DefaultPartitioner();

/**
 * Pause after a partition's messages were dispatched, in ms: the first message is told at once, those of the pause share a
 * fetch. While nobody follows anything, only caches wait for it.
 */
const GATHER_MS = { followed: 10, alone: 100 };

/**
 * One Kafka consumer per router: everything published from the start on is given to the hub, once and in order of its
 * partition. It keeps its own positions, so a reconnect goes on where it was and not at the end.
 */
export class EventFeed {
  readonly #options: EventFeedOptions;
  readonly #positions = new Map<string, number[]>();
  #consumer: Consumer | undefined;
  #heardUntil = Number.NEGATIVE_INFINITY;
  #changing: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(options: EventFeedOptions) {
    this.#options = options;
  }

  /**
   * Follows topics besides those it follows. Those that do not exist yet are made, as their publishers would make them.
   * Resolves when nothing published from now on can be missed; what is followed already pauses meanwhile and misses
   * nothing.
   * @param topics whole names
   */
  follow(topics: Iterable<string>): Promise<void> {
    const change = this.#changing.then(async () => {
      const added = [...new Set(topics)].filter((topic) => !this.#positions.has(topic));
      if (added.length === 0) return;
      await this.#locate(added);
      await this.#consumer?.disconnect();
      await this.#join();
    });
    this.#changing = change.catch(() => {});
    return change;
  }

  /** Whether events of a topic reach the hub. */
  follows(topic: string): boolean {
    return this.#positions.has(topic);
  }

  async #locate(topics: string[]): Promise<void> {
    const { kafka } = this.#options;
    await ensureTopics(kafka, topics);
    const admin = kafka.admin();
    await admin.connect();
    try {
      for (const topic of topics) {
        const offsets = await topicOffsets(admin, topic);
        const ends: number[] = [];
        for (const { partition, high } of offsets) ends[partition] = Number(high);
        this.#positions.set(topic, ends);
      }
    } finally {
      await admin.disconnect();
    }
  }

  async #join(): Promise<void> {
    const { kafka, groupPrefix, log } = this.#options;
    const topics = [...this.#positions.keys()];
    const consumer = kafka.consumer({
      groupId: `${groupPrefix}router-${newId()}`,
      maxWaitTimeInMs: 200,
      sessionTimeout: 10_000,
      heartbeatInterval: 2_000,
      retry: { retries: 8, restartOnFailure: async () => true },
    });
    this.#consumer = consumer;
    // kafkajs gives up for good when a broker that has just started has no coordinator yet; we do not.
    consumer.on(consumer.events.CRASH, ({ payload: { restart, error } }) => {
      if (restart || this.#consumer !== consumer) return;
      log.warn({ err: error }, 'the router lost Kafka and will follow events again');
      this.#changing = this.#changing.then(() => this.#rejoin());
    });
    consumer.on(consumer.events.FETCH, () => {
      this.#heardUntil = performance.now();
    });
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: false });
    const joined = new Promise<void>((resolve) => {
      consumer.on(consumer.events.GROUP_JOIN, () => {
        for (const [topic, positions] of this.#positions)
          for (const [partition, offset] of positions.entries())
            consumer.seek({ topic, partition, offset: String(offset) });
        resolve();
      });
    });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 16,
      eachBatch: async ({ batch }) => {
        const positions = this.#positions.get(batch.topic) ?? [];
        for (const message of batch.messages) {
          const offset = Number(message.offset);
          if (offset < (positions[batch.partition] ?? 0)) continue;
          positions[batch.partition] = offset + 1;
          // Sent again to one consumer; everybody here had it the first time.
          if (headerOf(message, REPLAY_TO)) continue;
          this.#options.hub.dispatch({ topic: batch.topic, partition: batch.partition, offset, message });
        }
        const gatherMs = this.#options.hub.size > 0 ? GATHER_MS.followed : GATHER_MS.alone;
        await delay(gatherMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
      },
    });
    await joined;
    log.debug({ topics }, 'the router follows events');
  }

  /** Goes on where it was as soon as Kafka lets it. */
  async #rejoin(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#consumer?.disconnect();
        return await this.#join();
      } catch (error) {
        this.#options.log.warn({ err: error }, 'Kafka does not let the router follow events yet');
        await delay(REJOIN_MS, undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }

  /** The offset of the next message of each partition; undefined for a topic that is not followed. */
  positions(topic: string): readonly number[] | undefined {
    return this.#positions.get(topic);
  }

  /** When Kafka answered last, in ms (`performance.now()`): several times a second, also when there is nothing new. */
  get heardUntil(): number {
    return this.#heardUntil;
  }

  /** Where events of a key are written. */
  partitionOf(topic: string, key: string): number {
    const partitionMetadata = (this.#positions.get(topic) ?? []).map((_, partitionId) => ({ partitionId, leader: 0 }));
    return partitionFor({ topic, partitionMetadata: partitionMetadata as never, message: { key, value: null } });
  }

  /** The offset of the next message the hub will be given. */
  position(topic: string, partition: number): number {
    return this.#positions.get(topic)?.[partition] ?? 0;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#changing;
    await this.#consumer?.disconnect();
  }
}
