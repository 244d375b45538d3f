import { setTimeout as delay } from 'node:timers/promises';
import { crashPoint } from '#kernel/crash-points.ts';
import type { Database } from '#kernel/db/database.ts';
import { isTransient } from '#kernel/errors.ts';
import type { KafkaMessage } from '#kernel/kafka/client.ts';
import type { Publisher } from '#kernel/kafka/publisher.ts';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import type { Logger } from '#kernel/log.ts';
import { backOff } from '#kernel/messages/back-off.ts';
import type { ConsumerDefinition, Received } from '#kernel/messages/consumer.ts';
import { deadLetterTopic, REPLAY_TO, toDeadLetter } from '#kernel/messages/dead-letter.ts';
import { PoisonMessage } from '#kernel/messages/event.ts';
import { takeEffect } from '#kernel/messages/inbox.ts';
import { consumed, waitingKeys } from '#kernel/messages/lane-metrics.ts';
import { inBatchSpan, SpanKind } from '#kernel/telemetry/tracing.ts';

export interface LaneOptions {
  owner: string;
  publisher: Publisher;
  db: Database | undefined;
  topicPrefix: string;
  log: Logger;
  /** Tries of a message that fails by itself before it becomes a dead letter; default 5. */
  attempts?: number;
}

/** Events tried one by one that fail one after the other before the fault is taken to be everybody's. */
const STREAK = 8;

/** Quick tries of a batch as a whole when a server is away: restarts, deadlocks, lost connections. */
const WHOLE_TRIES = 3;

interface Entry {
  readonly event: Received;
  readonly message: KafkaMessage;
  readonly from: { readonly topic: string; readonly partition: number };
  /** It took effect, or became a dead letter. */
  done(): void;
  /** It holds nobody up any more: done, or waiting for its turn to be tried again. */
  passed(): void;
}

/** The events of one aggregate, the first of which is being tried again. */
interface WaitingKey {
  entries: Entry[];
  attempts: number;
  /** Of its attempts, those that failed by themselves and not in passing. */
  failures: number;
  timer?: NodeJS.Timeout;
}

/**
 * One consumer's messages, from wherever they arrive, in one line. What has arrived takes effect together. When that
 * fails, halves find the event that fails by itself; it is tried again with back-off while the later events of its
 * aggregate wait behind it and all others pass. After some tries, or at once when it can never be processed, it goes to
 * the dead letter topic and those behind it go on.
 */
export class Lane {
  readonly #definition: ConsumerDefinition;
  readonly #options: LaneOptions;
  /** `<subgraph>.<consumer>`. */
  readonly #name: string;
  readonly #stopping: AbortSignal;
  readonly #waiting = new Map<string, WaitingKey>();
  #ready: Entry[] = [];
  readonly #retrying = new Set<Promise<void>>();
  #draining: Promise<void> | undefined;
  #streak = 0;
  #pauses = 0;

  constructor(definition: ConsumerDefinition, options: LaneOptions, stopping: AbortSignal) {
    this.#definition = definition;
    this.#options = options;
    this.#name = `${options.owner}.${definition.name}`;
    this.#stopping = stopping;
  }

  /**
   * Takes messages of one partition, in order.
   * @param settled says of each message, by its index, that this consumer is through with it
   * @returns when none of them holds up others any more
   */
  async take(from: Entry['from'], messages: readonly KafkaMessage[], settled: readonly (() => void)[]): Promise<void> {
    const passing = Promise.withResolvers<void>();
    const poisoned: Promise<void>[] = [];
    let left = 0;
    const passed = () => {
      left -= 1;
      if (left === 0) passing.resolve();
    };
    for (const [index, message] of messages.entries()) {
      const done = settled[index]!;
      try {
        const event = this.#read(message);
        if (!event) {
          done();
          continue;
        }
        left += 1;
        this.#ready.push({ event, message, from, done, passed });
      } catch (error) {
        poisoned.push(this.#bury(message, from, error, 1).then((buried) => void (buried && done())));
      }
    }
    if (left > 0) {
      this.#wake();
      await passing.promise;
    }
    await Promise.all(poisoned);
  }

  /** Lets go of what waits: Kafka delivers again whatever is not settled, to this process or another. */
  forget(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    waitingKeys.set({ consumer: this.#name }, 0);
  }

  /** Ends after what is at the database now; `stopping` must have been aborted. */
  async stop(): Promise<void> {
    this.forget();
    await Promise.all([this.#draining, ...this.#retrying]);
  }

  #read(message: KafkaMessage): Received | undefined {
    const replayTo = headerOf(message, REPLAY_TO);
    return replayTo && replayTo !== this.#name ? undefined : this.#definition.read(message);
  }

  #wake(): void {
    this.#draining ??= new Promise((resolve) => {
      // A turn of the event loop lets partitions that arrive in the same turn share a transaction.
      setImmediate(() => void this.#drain().finally(resolve));
    });
  }

  async #drain(): Promise<void> {
    while (this.#ready.length > 0) {
      const batch = this.#ready.splice(0, this.#definition.atOnce ?? 256);
      const held = await this.#attempt(batch, WHOLE_TRIES);
      if (held.length === 0) continue;
      this.#ready.unshift(...held);
      this.#pauses += 1;
      this.#streak = 0;
      await this.#pause(backOff(this.#pauses));
    }
    this.#draining = undefined;
  }

  /**
   * Lets events take effect, all of them or, when that fails, each half, down to the one that fails.
   * @param tries how often a fault that may pass is met with the whole batch before it is divided
   * @returns those that were not tried, because so many failed in a row that the fault seems to be everybody's
   */
  async #attempt(entries: readonly Entry[], tries = 1): Promise<Entry[]> {
    const going = this.#waiting.size > 0 ? entries.filter((entry) => !this.#joins(entry)) : [...entries];
    if (going.length === 0) return [];
    if (this.#streak >= STREAK) return going;
    let failure: unknown;
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      if (this.#stopping.aborted) {
        // Not settled, so Kafka delivers them again to whoever takes over.
        for (const { passed } of going) passed();
        return [];
      }
      try {
        await this.#handle(going);
        this.#streak = 0;
        this.#pauses = 0;
        for (const entry of going) {
          entry.done();
          entry.passed();
        }
        return [];
      } catch (error) {
        failure = error;
        const { log } = this.#options;
        log.warn({ err: error, consumer: this.#name, attempt, events: going.length }, 'events will be tried again');
        consumed.inc({ consumer: this.#name, outcome: 'retried' }, going.length);
        if (!isTransient(error)) break;
        if (attempt < tries) await this.#pause(backOff(attempt));
      }
    }
    if (going.length > 1) {
      const half = going.length >> 1;
      const held = await this.#attempt(going.slice(0, half));
      return [...held, ...(await this.#attempt(going.slice(half)))];
    }
    if (isTransient(failure)) this.#streak += 1;
    const [entry] = going as [Entry];
    const key: WaitingKey = { entries: [entry], attempts: 0, failures: 0 };
    this.#waiting.set(keyOf(entry), key);
    entry.passed();
    await this.#failed(key, failure);
    return [];
  }

  /** Whether an event's aggregate waits; then it waits behind the others. */
  #joins(entry: Entry): boolean {
    const key = this.#waiting.get(keyOf(entry));
    if (!key) return false;
    key.entries.push(entry);
    entry.passed();
    return true;
  }

  /** Beside the line, so that a peer that is slow to fail holds nobody up: who might be overtaken waits behind it. */
  async #retry(key: WaitingKey): Promise<void> {
    const [entry] = key.entries as [Entry];
    if (this.#waiting.get(keyOf(entry)) !== key || this.#stopping.aborted) return;
    try {
      await this.#handle([entry]);
      this.#streak = 0;
      entry.done();
      this.#release(key);
    } catch (error) {
      await this.#failed(key, error);
    }
  }

  /** The first event of a key failed by itself: it will be tried again later, or is given up. */
  async #failed(key: WaitingKey, error: unknown): Promise<void> {
    const [entry] = key.entries as [Entry];
    key.attempts += 1;
    if (!isTransient(error)) key.failures += 1;
    if (error instanceof PoisonMessage || key.failures >= (this.#options.attempts ?? 5)) {
      if (!(await this.#bury(entry.message, entry.from, error, key.attempts))) return;
      entry.done();
      this.#release(key);
      return;
    }
    waitingKeys.set({ consumer: this.#name }, this.#waiting.size);
    if (this.#stopping.aborted) return;
    key.timer = setTimeout(() => {
      const retry = this.#retry(key).finally(() => this.#retrying.delete(retry));
      this.#retrying.add(retry);
    }, backOff(key.attempts));
  }

  /** The first of a key is dealt with: those behind it are no different from others again. */
  #release(key: WaitingKey): void {
    const [first, ...rest] = key.entries as [Entry, ...Entry[]];
    if (this.#waiting.get(keyOf(first)) !== key) return;
    this.#waiting.delete(keyOf(first));
    waitingKeys.set({ consumer: this.#name }, this.#waiting.size);
    // They have passed already; nobody waits for them but their partition's progress.
    this.#ready.unshift(...rest.map((entry) => ({ ...entry, passed: () => {} })));
    this.#wake();
  }

  async #handle(entries: readonly Entry[]): Promise<void> {
    const events = entries.map(({ event }) => event);
    const causes = () => entries.map(({ message }) => headerOf(message, 'traceparent') ?? '');
    const attributes = { 'messaging.batch.message_count': events.length };
    const fresh = await inBatchSpan(`consume ${this.#name}`, causes, { kind: SpanKind.CONSUMER, attributes }, () =>
      takeEffect(this.#definition, this.#options.db, events),
    );
    crashPoint('consumer.committed-not-resolved');
    consumed.inc({ consumer: this.#name, outcome: 'done' }, fresh);
    if (fresh < events.length) consumed.inc({ consumer: this.#name, outcome: 'duplicate' }, events.length - fresh);
  }

  /** @returns whether it was published; false only when stopping */
  async #bury(message: KafkaMessage, from: Entry['from'], error: unknown, attempts: number): Promise<boolean> {
    const { publisher, topicPrefix, log } = this.#options;
    const consumer = this.#name;
    log.error({ err: error, consumer, attempts }, 'an event became a dead letter');
    const letter = toDeadLetter(message, { ...from, consumer }, error, attempts);
    for (let attempt = 1; !this.#stopping.aborted; attempt += 1) {
      try {
        await publisher.publish([{ topic: topicPrefix + deadLetterTopic(consumer), messages: [letter] }]);
        crashPoint('dead-letter.published-not-resolved');
        consumed.inc({ consumer, outcome: 'dead' });
        return true;
      } catch (failure) {
        log.warn({ err: failure, consumer, attempt }, 'a dead letter could not be published and will be again');
        await this.#pause(backOff(attempt));
      }
    }
    return false;
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stopping }).catch(() => {});
  }
}

const keyOf = ({ message, from }: Entry): string => `${from.topic}/${message.key ?? ''}`;
