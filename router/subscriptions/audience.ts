import type { GraphQLFormattedError } from 'graphql';
import { Fault } from '#kernel/errors.ts';
import { deliveries } from '#router/http/metrics.ts';

/** What a subscriber who falls behind gets: only the latest, or an end with a resume token. */
export type Overflow = 'latest' | 'close';

/** What an event came to: the text every subscriber gets, made once. */
export interface Answer {
  /** JSON of an execution result. */
  readonly text: string;
  /** Where it stands among the messages that are followed. */
  readonly offset: number;
  /** With it the subscription is resumed after this answer; absent where nothing can be resumed. */
  readonly resumeToken?: string;
  /** What of the present state it tells, where the binding says so. */
  readonly tells?: string | undefined;
}

/** Where answers go: one client's one operation. */
export interface Sink {
  /** @returns false when the client does not read and nothing may be left out */
  next(answer: Pick<Answer, 'text' | 'resumeToken'>, overflow: Overflow): boolean;
  /** No answer follows. With errors: because of them. */
  end(errors?: readonly GraphQLFormattedError[]): void;
}

/** Answers that wait while what a subscriber missed is being read. */
const MAX_HELD = 1_000;

/** One client's one subscription. It holds answers back until {@link release}, so that the past can be sent first. */
export class Subscriber {
  readonly overflow: Overflow;
  /** Answers before this offset were delivered already. */
  from = 0;
  /** What the present state, which was sent first, has told of. */
  told: ReadonlySet<string> = new Set();
  /** With it this subscription is resumed where it is now. */
  resumeToken: string | undefined;
  readonly #sink: Sink;
  #held: Answer[] | undefined = [];

  constructor(sink: Sink, overflow: Overflow) {
    this.#sink = sink;
    this.overflow = overflow;
  }

  deliver(answer: Answer): void {
    if (this.#held) {
      this.#held.push(answer);
      if (this.#held.length <= MAX_HELD) return;
      if (this.overflow === 'latest') this.#held.shift();
      else this.fallBehind();
    } else if (answer.offset >= this.from && !(answer.tells && this.told.has(answer.tells))) this.send(answer);
  }

  send(answer: Pick<Answer, 'text' | 'resumeToken'>): void {
    if (this.#sink.next(answer, this.overflow)) this.resumeToken = answer.resumeToken ?? this.resumeToken;
    else this.fallBehind();
  }

  /** Sends what came meanwhile, and everything from now on at once. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const answer of held) this.deliver(answer);
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    this.#sink.end(errors);
  }

  /** Ends because answers would be lost that the subscriber was promised. */
  fallBehind(): void {
    const facts = this.resumeToken ? { resumeToken: this.resumeToken } : {};
    const { message, extensions } = new Fault(
      'OVERLOADED',
      'This subscriber does not keep up; go on from the resume token.',
      { facts },
    );
    deliveries.inc({ field: 'any', outcome: 'closed' });
    this.end([{ message, extensions }]);
  }
}

/** Events an audience may have waiting for execution. */
const MAX_WAITING = 1_000;

/**
 * Subscribers whose answers are equal: same operation, same variables that matter, same authorization scope, same key.
 * Each event is executed once for all of them, one event after the other.
 */
export class Audience<Event> {
  readonly field: string;
  readonly overflow: Overflow;
  readonly subscribers = new Set<Subscriber>();
  readonly #execute: (event: Event) => Promise<Answer | undefined>;
  #waiting: Event[] = [];
  #running = false;
  #finish: (() => void) | undefined;

  /** @param execute never rejects; undefined for an event that is not for this audience */
  constructor(field: string, overflow: Overflow, execute: (event: Event) => Promise<Answer | undefined>) {
    this.field = field;
    this.overflow = overflow;
    this.#execute = execute;
  }

  take(event: Event): void {
    this.#waiting.push(event);
    if (this.#waiting.length > MAX_WAITING) this.#fallBehind();
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const answer = await this.#execute(this.#waiting.shift()!);
      if (!answer) continue;
      for (const subscriber of this.subscribers) subscriber.deliver(answer);
      deliveries.inc({ field: this.field, outcome: 'sent' }, this.subscribers.size);
    }
    this.#running = false;
    this.#finish?.();
  }

  /** Ends everybody once what waits is answered. */
  finish(errors?: readonly GraphQLFormattedError[]): void {
    this.#finish = () => this.end(errors);
    if (!this.#running) this.#finish();
  }

  /** More happens than can be executed. */
  #fallBehind(): void {
    if (this.overflow === 'latest') this.#waiting.shift();
    else {
      this.#waiting = [];
      for (const subscriber of [...this.subscribers]) subscriber.fallBehind();
    }
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    for (const subscriber of [...this.subscribers]) subscriber.end(errors);
  }
}
