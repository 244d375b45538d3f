/** Calls that failed in a row of {@link WINDOW} to believe that the next will, too. */
const TOO_MANY = 0.5;
/** How many calls are judged together; with fewer, no verdict. */
const WINDOW = 20;
/** How long nobody is sent after that, in ms. */
const OPEN_MS = 2_000;

/**
 * Stops asking a server that fails, so that neither callers nor the server wait for what will not come. After a pause one
 * call tries; when it succeeds, all go again. (Nygard, “Release It!”, Circuit Breaker.) Pure: time is passed in.
 */
export class CircuitBreaker {
  /** The last calls, a ring; true is a failure. */
  readonly #outcomes: boolean[] = [];
  #next = 0;
  #failures = 0;
  #openUntil = 0;
  #probing = false;

  get open(): boolean {
    return this.#openUntil > 0;
  }

  /** Whether a call may go now. Each one that goes must be told of by {@link ended}. */
  admits(now: number): boolean {
    if (this.#openUntil === 0) return true;
    if (now < this.#openUntil || this.#probing) return false;
    this.#probing = true;
    return true;
  }

  ended(failed: boolean, now: number): void {
    if (this.#openUntil > 0) {
      // Calls that were under way when it opened say nothing new.
      if (!this.#probing) return;
      this.#probing = false;
      if (failed) this.#openUntil = now + OPEN_MS;
      else this.#close();
      return;
    }
    if (this.#outcomes[this.#next]) this.#failures -= 1;
    if (failed) this.#failures += 1;
    this.#outcomes[this.#next] = failed;
    this.#next = (this.#next + 1) % WINDOW;
    if (this.#outcomes.length === WINDOW && this.#failures >= WINDOW * TOO_MANY) this.#openUntil = now + OPEN_MS;
  }

  #close(): void {
    this.#openUntil = 0;
    this.#outcomes.length = 0;
    this.#next = 0;
    this.#failures = 0;
  }
}
