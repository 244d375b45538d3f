import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { ReceivedEvent } from '#kernel/messages/event.ts';
import { deliveries } from '#router/http/metrics.ts';
import type { TopicMessage } from '#router/subscriptions/hub.ts';

/** Where answers go: one client's one operation. Texts are JSON of an execution result, made once for all clients. */
export interface Sink {
  next(text: string): void;
  /** No answer follows. With errors: because of them. */
  end(errors?: readonly GraphQLFormattedError[]): void;
}

/** What an event came to, as the text every subscriber gets. */
export interface Answer {
  readonly text: string;
  readonly event: ReceivedEvent;
}

/** Answers a subscriber may have waiting while what it missed is being read; older ones give way. */
const MAX_HELD = 100;

/** One client's one subscription. It holds answers back until {@link release}, so that the past can be sent first. */
export class Subscriber {
  readonly sink: Sink;
  /** Messages before this offset were delivered already. */
  from = 0;
  /** Whether the present state, which was sent first, has told of an event already. */
  told: ((event: ReceivedEvent) => boolean) | undefined;
  #held: { offset: number; answer: Answer }[] | undefined = [];

  constructor(sink: Sink) {
    this.sink = sink;
  }

  deliver(offset: number, answer: Answer): void {
    if (this.#held) this.#hold(offset, answer);
    else if (offset >= this.from && !this.told?.(answer.event)) this.sink.next(answer.text);
  }

  #hold(offset: number, answer: Answer): void {
    this.#held!.push({ offset, answer });
    if (this.#held!.length > MAX_HELD) this.#held!.shift();
  }

  /** Sends what came meanwhile, and everything from now on at once. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { offset, answer } of held) this.deliver(offset, answer);
  }
}

/** An event, executed. */
export interface Executed {
  readonly result: FormattedExecutionResult;
  readonly event: ReceivedEvent;
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
  readonly #answer: (message: TopicMessage) => Promise<Executed | undefined>;
  readonly #waiting: TopicMessage[] = [];
  #running = false;

  /** @param answer never rejects; undefined for an event that is not for this audience */
  constructor(field: string, answer: (message: TopicMessage) => Promise<Executed | undefined>) {
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
      const executed = await this.#answer(message);
      if (!executed) continue;
      const answer = { text: JSON.stringify(executed.result), event: executed.event };
      for (const subscriber of this.subscribers) subscriber.deliver(message.offset, answer);
      deliveries.inc({ field: this.field, outcome: 'sent' }, this.subscribers.size);
    }
    this.#running = false;
  }

  end(errors: readonly GraphQLFormattedError[]): void {
    for (const { sink } of [...this.subscribers]) sink.end(errors);
  }
}
