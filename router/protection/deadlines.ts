import { Fault } from '#kernel/errors.ts';

/** How exact deadlines are kept, in ms. */
const TICK_MS = 20;

interface Waiting {
  readonly deadlineAt: number;
  readonly giveUp: () => void;
}

/** Gives up on answers that come too late. One timer watches all of them: most come in time, and none has a timer of its own. */
export class Deadlines {
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * The answer, or at the deadline none; the work itself goes on.
   * @param deadlineAt in ms since 1970
   * @throws Fault TIMEOUT
   */
  race<T>(answer: Promise<T>, deadlineAt: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        deadlineAt,
        giveUp: () => reject(new Fault('TIMEOUT', 'A part of the graph did not answer in time.')),
      };
      this.#waiting.add(waiting);
      this.#timer ??= setInterval(() => this.#look(), TICK_MS).unref();
      answer.then(
        (value) => {
          this.#waiting.delete(waiting);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(waiting);
          reject(error);
        },
      );
    });
  }

  #look(): void {
    const now = Date.now();
    for (const waiting of this.#waiting)
      if (waiting.deadlineAt <= now) {
        this.#waiting.delete(waiting);
        waiting.giveUp();
      }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
