import { Fault } from '#kernel/errors.ts';

/**
 * Lets so many tasks through at a time, the others wait in order. Hashing a password costs a core tens of milliseconds: without
 * this, a flood of logins would take every core and thread from everything else the process does.
 */
export class Turnstile {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /** @throws Fault OVERLOADED, without waiting, when too many wait already */
  async pass<T>(task: () => Promise<T>): Promise<T> {
    if (this.#inside < this.#atOnce) this.#inside += 1;
    else {
      if (this.#waiting.length >= this.#mostWaiting)
        throw new Fault('OVERLOADED', 'Too many people are signing in; try again shortly.');
      // Whoever leaves hands over its place, so nobody overtakes.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#inside -= 1;
    }
  }
}
