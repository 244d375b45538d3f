import type { Kafka, Message, Producer } from 'kafkajs';
import { Batcher } from '#kernel/commands/batcher.ts';
import { createProducer } from '#kernel/kafka/client.ts';

/** Messages for one topic, in order. */
export interface TopicMessages {
  readonly topic: string;
  readonly messages: Message[];
}

/**
 * The process's way into Kafka. Whatever its subgraphs have to publish while a request is under way goes out together in
 * the next one: a broker's cost is per request, and an idempotent producer has one at a time.
 */
export class Publisher {
  readonly #producer: Producer;
  readonly #batches: Batcher<readonly TopicMessages[], undefined>;

  constructor(kafka: Kafka) {
    this.#producer = createProducer(kafka);
    this.#batches = new Batcher({
      name: 'kafka.publish',
      run: async (batch) => {
        const byTopic = Map.groupBy(batch.flat(), ({ topic }) => topic);
        await this.#producer.sendBatch({
          acks: -1,
          topicMessages: [...byTopic].map(([topic, parts]) => ({
            topic,
            messages: parts.flatMap(({ messages }) => messages),
          })),
        });
        return batch.map(() => undefined);
      },
    });
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
