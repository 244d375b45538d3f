import { setTimeout as delay } from 'node:timers/promises';
import { type PartitionAnswer, PartitionTail } from '#kernel/kafka/partition-tail.ts';

/** What kafkajs asks a broker for: all that a consumer wants to read there, and from where. */
export interface FetchRequest {
  /** How long the broker may wait for `minBytes`, in ms. */
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly fetchOffset: string;
      readonly maxBytes: number;
    }[];
  }[];
}

/** What a broker answers, one entry a partition. */
export interface FetchAnswer {
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly PartitionAnswer[] }[];
}

/** Asks the broker, over one consumer's own connection. */
export type Ask = (request: FetchRequest) => Promise<FetchAnswer>;

/** Pause after messages came, in ms: the first is passed on at once, those of the pause share a request. */
const GATHER_MS = 10;

/** How long the broker holds a request while nothing comes, in ms. */
const POLL_MS = 200;

/** How long all wait for the answer to what one of them asks, in ms: its connection may be one that nothing comes from any more. */
const ANSWER_MS = 5_000;

/** Bytes of one partition that are asked for at once: kafkajs's own default. */
const MAX_BYTES = 1_048_576;

/** Where a reader is in one partition. */
interface Spot {
  readonly tail: PartitionTail;
  readonly offset: number;
}

interface Waiting {
  readonly spots: readonly Spot[];
  readonly request: FetchRequest;
  readonly ask: Ask;
  readonly untilMs: number;
  resolve(answer: FetchAnswer | Promise<FetchAnswer>): void;
  /** Answers the request without the others. */
  alone(): Promise<FetchAnswer>;
}

/**
 * What the consumers of one process fetch from one broker. Every subgraph is a consumer group of its own, and most read the same
 * topics. Those who are up to date wait here for one request that asks for all of them; who lags behind asks for itself, as does
 * everybody when that request fails. Groups, offsets and commits are theirs (docs/adr/0021-shared-fetch.md).
 */
export class SharedFetch {
  /** By topic and partition. */
  readonly #tails = new Map<string, Map<number, PartitionTail>>();
  readonly #waiting = new Set<Waiting>();
  #running = false;

  /**
   * Answers as the broker would, with what is new for that reader.
   * @param reader whose request it is; the same object each time
   * @throws what the broker says of the reader's own request
   */
  fetch(reader: object, request: FetchRequest, ask: Ask): Promise<FetchAnswer> {
    const alone = () => this.#alone(reader, request, ask);
    const spots = this.#spotsOf(request);
    if (!spots) return alone();
    for (const { tail, offset } of spots) tail.seen(reader, offset);
    if (!gathers(request) && hasNews(spots)) return Promise.resolve(answerTo(spots));
    const { promise, resolve } = Promise.withResolvers<FetchAnswer>();
    const waiting: Waiting = {
      ...{ spots, request, ask, resolve, alone },
      untilMs: performance.now() + request.maxWaitTime,
    };
    this.#waiting.add(waiting);
    if (!this.#running) void this.#run();
    if (!gathers(request)) return promise;
    // Who gathers is given what there is in time, if there is any; all others find nothing when the broker has said so.
    const timer = setTimeout(() => hasNews(spots) && this.#give(waiting), request.maxWaitTime);
    return promise.finally(() => clearTimeout(timer));
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      try {
        const { responses } = await inTime(first.ask({ ...first.request, ...this.#everything() }));
        const came = this.#take(responses);
        const nowMs = performance.now();
        for (const waiting of this.#waiting)
          if (waiting.untilMs <= nowMs || (!gathers(waiting.request) && (!came || hasNews(waiting.spots))))
            this.#give(waiting);
        if (came) await delay(GATHER_MS);
      } catch {
        // Whatever it is, each is told what concerns it by the answer to its own request.
        this.#tails.clear();
        for (const waiting of this.#waiting) {
          this.#waiting.delete(waiting);
          waiting.resolve(waiting.alone());
        }
      }
    }
    this.#running = false;
  }

  /** What all who read here want, so that who comes back while the request is under way is part of it. */
  #everything(): FetchRequest {
    for (const [topic, tails] of this.#tails) {
      for (const tail of tails.values()) if (!tail.isRead()) tails.delete(tail.partition);
      if (tails.size === 0) this.#tails.delete(topic);
    }
    const topics = [...this.#tails].map(([topic, tails]) => ({
      topic,
      partitions: Array.from(tails.values(), ({ partition, next }) => {
        return { partition, fetchOffset: String(next), maxBytes: MAX_BYTES };
      }),
    }));
    return { maxWaitTime: POLL_MS, minBytes: 1, topics };
  }

  /** @returns whether anything came */
  #take(responses: FetchAnswer['responses']): boolean {
    let came = false;
    for (const { topicName, partitions } of responses)
      for (const answer of partitions) if (this.#tails.get(topicName)?.get(answer.partition)?.take(answer)) came = true;
    return came;
  }

  /** Ends somebody's wait with what there is. */
  #give(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    const isCovered = waiting.spots.every(({ tail, offset }) => tail.covers(offset));
    waiting.resolve(isCovered ? answerTo(waiting.spots) : waiting.alone());
  }

  async #alone(reader: object, request: FetchRequest, ask: Ask): Promise<FetchAnswer> {
    const answer = await ask(request);
    for (const { topicName, partitions } of answer.responses)
      for (const one of partitions) {
        const offset = offsetOf(request, topicName, one.partition);
        const tail = this.#tailAt(topicName, one.partition, offset);
        if (tail.covers(offset)) tail.take(one);
        tail.seen(reader, offset);
      }
    return answer;
  }

  /** The tail of a partition; it goes with whoever is furthest. */
  #tailAt(topic: string, partition: number, offset: number): PartitionTail {
    const tails = this.#tails.get(topic) ?? new Map<number, PartitionTail>();
    this.#tails.set(topic, tails);
    let tail = tails.get(partition);
    if (!tail || tail.next < offset) tail = new PartitionTail(topic, partition, offset);
    tails.set(partition, tail);
    return tail;
  }

  /** Where a request stands; undefined when not all that it wants is here. */
  #spotsOf({ topics }: FetchRequest): Spot[] | undefined {
    const spots: Spot[] = [];
    for (const { topic, partitions } of topics)
      for (const { partition, fetchOffset } of partitions) {
        const tail = this.#tails.get(topic)?.get(partition);
        const offset = Number(fetchOffset);
        if (!tail?.covers(offset)) return undefined;
        spots.push({ tail, offset });
      }
    return spots;
  }
}

/** @throws Error when it takes too long */
function inTime(answer: Promise<FetchAnswer>): Promise<FetchAnswer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the broker does not answer')), ANSWER_MS);
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}

const offsetOf = ({ topics }: FetchRequest, topic: string, partition: number): number => {
  const { partitions = [] } = topics.find((one) => one.topic === topic) ?? {};
  return Number(partitions.find((one) => one.partition === partition)?.fetchOffset);
};

/** Whether it would rather wait for more than be told at once. */
const gathers = ({ minBytes }: FetchRequest): boolean => minBytes > 1;

const hasNews = (spots: readonly Spot[]): boolean => spots.some(({ tail, offset }) => tail.next > offset);

const answerTo = (spots: readonly Spot[]): FetchAnswer => ({
  responses: spots.flatMap(({ tail, offset }) => {
    const answer = tail.next > offset ? tail.after(offset) : undefined;
    return answer ? [{ topicName: tail.topic, partitions: [answer] }] : [];
  }),
});
