import { isTransient } from '#kernel/errors.ts';

/** How often an outage that goes on is spoken of again, in ms. */
const AGAIN_MS = 30_000;
/** Longer than anybody here waits before a server that is away is tried again, in ms. */
const OVER_MS = 15_000;
const LOOK_MS = 5_000;

/** Whether an error says that a server is away, as its client has it. */
export const isOutage = (error: unknown): boolean =>
  isTransient(error) || (error instanceof Error && /^(KafkaJS|MaxRetriesPerRequest)/.test(error.name));

/** Writes a record: a message, and how often it has been meant to be written when that is not once. */
type Write = (message: string, times: number) => void;

interface Outage {
  times: number;
  heardAt: number;
  toldAt: number;
  write: Write;
}

/**
 * Warnings of servers that are away, which come as often as somebody asks them: the first is written, then one each half
 * minute with how many there have been, and that it is over when no more come. Of one message there is one outage in a
 * process, whoever meets it.
 */
export class Outages {
  readonly #known = new Map<string, Outage>();
  #looking: NodeJS.Timeout | undefined;

  tell(message: string, write: Write): void {
    const now = performance.now();
    const known = this.#known.get(message);
    if (known) {
      known.times += 1;
      known.heardAt = now;
      known.write = write;
      return;
    }
    this.#known.set(message, { times: 1, heardAt: now, toldAt: now, write });
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS).unref();
    write(message, 1);
  }

  #look(): void {
    const now = performance.now();
    for (const [message, outage] of this.#known) {
      const { times, heardAt, toldAt, write } = outage;
      if (now - heardAt >= OVER_MS) {
        this.#known.delete(message);
        if (times > 1) write(`over: ${message}`, times);
      } else if (now - toldAt >= AGAIN_MS) {
        outage.toldAt = now;
        write(message, times);
      }
    }
    if (this.#known.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }
}
