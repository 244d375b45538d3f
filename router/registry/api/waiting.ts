import type { Logger } from '#kernel/log.ts';

/** Routers that may wait at once; more are answered at once and come back. */
const MAX_WAITING = 1_000;

/** What is waited for, of any environment. */
export interface Waited<T extends { readonly id: string }> {
  /** What there is now; undefined for nothing. */
  load(variant: string): Promise<T | undefined>;
  /** Tells of what is newer. @returns how to stop */
  watch(variant: string, changed: (now: T) => void, failed: (error: unknown) => void): Promise<() => Promise<void>>;
}

interface Waiter<T> {
  /** What it has. */
  readonly seen: string;
  tell(now: T | undefined): void;
}

/** Routers that wait for what is new in an environment; one listener per environment. */
export class Waiting<T extends { readonly id: string }> {
  readonly #waited: Waited<T>;
  readonly #log: Logger;
  readonly #waiters = new Map<string, Set<Waiter<T>>>();
  readonly #watched = new Map<string, Promise<() => Promise<void>>>();
  #count = 0;

  constructor(waited: Waited<T>, log: Logger) {
    this.#waited = waited;
    this.#log = log;
  }

  /** @returns what is other than what was seen, or undefined when nothing is within the time */
  next(variant: string, seen: string, ms: number): Promise<T | undefined> {
    if (this.#count >= MAX_WAITING) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<T | undefined>();
    const waiters = this.#waiters.get(variant) ?? new Set();
    this.#waiters.set(variant, waiters);
    const timer = setTimeout(() => waiter.tell(undefined), ms);
    const waiter: Waiter<T> = {
      seen,
      tell: (now) => {
        clearTimeout(timer);
        if (waiters.delete(waiter)) this.#count -= 1;
        resolve(now);
      },
    };
    waiters.add(waiter);
    this.#count += 1;
    this.#watch(variant);
    // What came between the look that found nothing new and now.
    this.#waited.load(variant).then(
      (now) => this.#tell(variant, now),
      () => {},
    );
    return promise;
  }

  #tell(variant: string, now: T | undefined): void {
    for (const waiter of [...(this.#waiters.get(variant) ?? [])]) if (now?.id !== waiter.seen) waiter.tell(now);
  }

  #watch(variant: string): void {
    if (this.#watched.has(variant)) return;
    const failed = (error: unknown): void => {
      this.#log.warn({ err: error }, 'the registry does not answer');
      this.#tell(variant, undefined);
    };
    const watched = this.#waited.watch(variant, (now) => this.#tell(variant, now), failed);
    watched.catch((error: unknown) => {
      this.#watched.delete(variant);
      failed(error);
    });
    this.#watched.set(variant, watched);
  }

  async stop(): Promise<void> {
    for (const variant of this.#waiters.keys()) this.#tell(variant, undefined);
    await Promise.allSettled([...this.#watched.values()].map(async (watched) => (await watched)()));
  }
}
