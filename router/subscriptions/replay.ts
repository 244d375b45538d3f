import type { Kafka } from 'kafkajs';
import { Batcher } from '#kernel/commands/batcher.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { topicOffsets } from '#kernel/kafka/client.ts';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import type { Logger } from '#kernel/log.ts';
import { REPLAY_TO } from '#kernel/messages/dead-letter.ts';
import type { TopicMessage } from '#router/subscriptions/hub.ts';

/** Messages of one key between two places of a partition. */
export interface ReplayRequest {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  /** The first offset wanted. */
  readonly from: number;
  /** The first offset not wanted any more. */
  readonly until: number;
}

/** How many messages of a partition may lie between; beyond it the client is better served with the present state. */
export const MAX_REPLAYED = 50_000;

/** How long one pass over the log may take, in ms. */
const PASS_MS = 20_000;

const gone = (): Fault =>
  new Fault('RESUME_EXPIRED', 'Too much happened since that resume token. Subscribe without "resumeFrom".');

/**
 * Reads again what subscribers missed. Requests that come while a pass over the log is under way are served together by
 * the next pass, so that ten thousand clients who come back at once cost about as much as one.
 */
export class Replay {
  readonly #kafka: Kafka;
  readonly #groupPrefix: string;
  readonly #log: Logger;
  readonly #batcher = new Batcher<ReplayRequest, TopicMessage[] | Fault>({
    name: 'router.replay',
    maxBatch: 20_000,
    run: (requests) => this.#pass(requests),
  });

  constructor(options: { kafka: Kafka; groupPrefix: string; log: Logger }) {
    this.#kafka = options.kafka;
    this.#groupPrefix = options.groupPrefix;
    this.#log = options.log;
  }

  /** @throws Fault RESUME_EXPIRED when the log no longer has it, or has too much of it */
  async read(request: ReplayRequest): Promise<TopicMessage[]> {
    if (request.from >= request.until) return [];
    if (request.until - request.from > MAX_REPLAYED) throw gone();
    const answer = await this.#batcher.submit(request);
    if (answer instanceof Fault) throw answer;
    return answer;
  }

  async #pass(requests: ReplayRequest[]): Promise<(TopicMessage[] | Fault)[]> {
    try {
      return await this.#serve(requests);
    } catch (cause) {
      throw new Fault('UNAVAILABLE', 'What was missed cannot be read now; try again shortly.', { cause });
    }
  }

  async #serve(requests: ReplayRequest[]): Promise<(TopicMessage[] | Fault)[]> {
    const starts = await this.#logStarts([...new Set(requests.map(({ topic }) => topic))]);
    const kept = requests.filter(({ topic, partition, from }) => from >= (starts.get(topic)?.[partition] ?? Infinity));
    const found = new Map(kept.map((request) => [request, [] as TopicMessage[]]));
    if (kept.length > 0) await this.#readLog(kept, found);
    return requests.map((request) => found.get(request) ?? gone());
  }

  async #logStarts(topics: string[]): Promise<Map<string, number[]>> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const starts = new Map<string, number[]>();
      for (const topic of topics) {
        const lows: number[] = [];
        for (const { partition, low } of await topicOffsets(admin, topic)) lows[partition] = Number(low);
        starts.set(topic, lows);
      }
      return starts;
    } finally {
      await admin.disconnect();
    }
  }

  async #readLog(requests: ReplayRequest[], found: Map<ReplayRequest, TopicMessage[]>): Promise<void> {
    const spans = spansOf(requests);
    const groupId = `${this.#groupPrefix}router-replay-${newId()}`;
    const consumer = this.#kafka.consumer({
      groupId,
      maxWaitTimeInMs: 50,
      retry: { restartOnFailure: async () => false },
    });
    await consumer.connect();
    try {
      await consumer.subscribe({ topics: [...new Set(requests.map(({ topic }) => topic))], fromBeginning: false });
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('the log could not be read in time')), PASS_MS);
        const done = (): void => {
          clearTimeout(late);
          resolve();
        };
        consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
          for (const [topic, partitions] of Object.entries(payload.memberAssignment))
            for (const partition of partitions as number[]) {
              const span = spans.get(`${topic}:${partition}`);
              if (span) consumer.seek({ topic, partition, offset: String(span.at) });
              else consumer.pause([{ topic, partitions: [partition] }]);
            }
        });
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        consumer
          .run({
            autoCommit: false,
            eachBatch: async ({ batch, pause }) => {
              const span = spans.get(`${batch.topic}:${batch.partition}`);
              if (!span) return;
              for (const message of batch.messages) {
                const offset = Number(message.offset);
                if (offset < span.at) continue;
                span.at = offset + 1;
                if (headerOf(message, REPLAY_TO)) continue;
                const key = message.key?.toString('utf8') ?? '';
                for (const request of span.byKey.get(key) ?? [])
                  if (offset >= request.from && offset < request.until)
                    found.get(request)?.push({ topic: batch.topic, partition: batch.partition, offset, message });
              }
              if (Number(batch.lastOffset()) + 1 < span.until) return;
              pause();
              spans.delete(`${batch.topic}:${batch.partition}`);
              if (spans.size === 0) done();
            },
          })
          .catch(reject);
      });
    } finally {
      await consumer.disconnect();
      void this.#forget(groupId);
    }
  }

  /** The group served one pass; Kafka would remember it for days. */
  async #forget(groupId: string): Promise<void> {
    const admin = this.#kafka.admin();
    try {
      await admin.connect();
      await admin.deleteGroups([groupId]);
    } catch (error) {
      this.#log.debug({ err: error, groupId }, 'a replay group was left to expire');
    } finally {
      await admin.disconnect();
    }
  }
}

interface Span {
  at: number;
  until: number;
  byKey: Map<string, ReplayRequest[]>;
}

/** What has to be read of each partition to serve all requests. */
function spansOf(requests: readonly ReplayRequest[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const request of requests) {
    const address = `${request.topic}:${request.partition}`;
    const span = spans.get(address) ?? { at: request.from, until: request.until, byKey: new Map() };
    span.at = Math.min(span.at, request.from);
    span.until = Math.max(span.until, request.until);
    span.byKey.set(request.key, [...(span.byKey.get(request.key) ?? []), request]);
    spans.set(address, span);
  }
  return spans;
}
