import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { deliveries } from '#router/http/metrics.ts';
import type { TopicMessage } from '#router/subscriptions/hub.ts';

/** Where answers go: one client's one operation. Texts are JSON of an execution result, made once for all clients. */
export interface Sink {
  next(text: string): void;
  /** No answer follows. With errors: because of them. */
  end(errors?: readonly GraphQLFormattedError[]): void;
}

/** Answers a subscriber may have waiting while what it missed is being read; older ones give way. */
const MAX_HELD = 100;

/** One client's one subscription. It holds answers back until {@link release}, so that the past can be sent first. */
export class Subscriber {
  readonly sink: Sink;
  /** Messages before this offset were delivered already. */
  from = 0;
  #held: { offset: number; text: string }[] | undefined = [];

  constructor(sink: Sink) {
    this.sink = sink;
  }

  deliver(offset: number, text: string): void {
    if (offset < this.from) return;
    if (!this.#held) {
      this.sink.next(text);
      return;
    }
    this.#held.push({ offset, text });
    if (this.#held.length > MAX_HELD) this.#held.shift();
  }

  /** Sends what came meanwhile, and everything from now on at once. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { offset, text } of held) this.deliver(offset, text);
  }
}

/** Events an audience may have waiting for execution; older ones give way, since each answer shows the present state. */
const MAX_WAITING = 100;

/**
 * Subscribers whose answers are equal: same operation, same variables that matter, same authorization scope, same key.
 * Each event is executed once for all of them, one event after the other.
 */
export class Audience {
  readonly field: string;
  readonly subscribers = new Set<Subscriber>();
  readonly #answer: (message: TopicMessage) => Promise<FormattedExecutionResult | undefined>;
  readonly #waiting: TopicMessage[] = [];
  #running = false;

  /** @param answer never rejects; undefined for an event that is not for this audience */
  constructor(field: string, answer: (message: TopicMessage) => Promise<FormattedExecutionResult | undefined>) {
    this.field = field;
    this.#answer = answer;
  }

  take(message: TopicMessage): void {
    this.#waiting.push(message);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let message = this.#waiting.shift(); message; message = this.#waiting.shift()) {
      const result = await this.#answer(message);
      if (!result) continue;
      const text = JSON.stringify(result);
      for (const subscriber of this.subscribers) subscriber.deliver(message.offset, text);
      deliveries.inc({ field: this.field, outcome: 'sent' }, this.subscribers.size);
    }
    this.#running = false;
  }

  end(errors: readonly GraphQLFormattedError[]): void {
    for (const { sink } of [...this.subscribers]) sink.end(errors);
  }
}
