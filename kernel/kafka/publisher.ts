import type { Kafka, Message, Producer } from 'kafkajs';
import { Batcher } from '#kernel/commands/batcher.ts';
import { createProducer } from '#kernel/kafka/client.ts';

/** Messages for one topic, in order. */
export interface TopicMessages {
  readonly topic: string;
  readonly messages: Message[];
}

/**
 * How a broker says that it has more of a producer than the producer knows of: an answer was lost, and what is sent now is
 * not what was sent then. kafkajs would repeat itself for ever; to the broker, another producer is a stranger.
 */
const OUT_OF_STEP = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'DUPLICATE_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
]);

/** How a broker says that what goes to one partition is more than it takes at once: 1 MB, unless it is told otherwise. */
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/** One half of some messages after the other, each topic's in order. */
function halvesOf(topics: readonly TopicMessages[]): TopicMessages[][] {
  const all = topics.flatMap(({ topic, messages }) => messages.map((message) => ({ topic, message })));
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)].map((part) =>
    [...Map.groupBy(part, ({ topic }) => topic)].map(([topic, those]) => ({
      topic,
      messages: those.map(({ message }) => message),
    })),
  );
}

/**
 * The process's way into Kafka. Whatever its subgraphs have to publish while a request is under way goes out together in
 * the next one: a broker's cost is per request, and an idempotent producer has one at a time.
 */
export class Publisher {
  readonly #kafka: Kafka;
  #producer: Producer;
  readonly #batches: Batcher<readonly TopicMessages[], undefined>;

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
    this.#producer = createProducer(kafka);
    this.#batches = new Batcher({
      name: 'kafka.publish',
      run: async (batch) => {
        const byTopic = Map.groupBy(batch.flat(), ({ topic }) => topic);
        const topicMessages = [...byTopic].map(([topic, parts]) => ({
          topic,
          messages: parts.flatMap(({ messages }) => messages),
        }));
        await this.#send(topicMessages);
        return batch.map(() => undefined);
      },
    });
  }

  async #send(topicMessages: TopicMessages[]): Promise<void> {
    const batch = { acks: -1, topicMessages };
    try {
      await this.#producer.sendBatch(batch);
    } catch (error) {
      const { type = '' } = error as { type?: string };
      const divides = TOO_LARGE.has(type) && topicMessages.flatMap(({ messages }) => messages).length > 1;
      if (!divides && !OUT_OF_STEP.has(type)) throw error;
      // Other partitions may have taken theirs, of which the producer does not know.
      const other = createProducer(this.#kafka);
      await other.connect();
      this.#producer.disconnect().catch(() => {});
      this.#producer = other;
      if (!divides) await other.sendBatch(batch);
      else for (const half of halvesOf(topicMessages)) await this.#send(half);
    }
  }

  connect(): Promise<void> {
    return this.#producer.connect();
  }

  /** Resolves when the brokers have acknowledged all of it; what was sent before a failure may be sent again. */
  async publish(topics: readonly TopicMessages[]): Promise<void> {
    await this.#batches.submit(topics);
  }

  disconnect(): Promise<void> {
    return this.#producer.disconnect();
  }
}
