import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { newestKey, storeAmongNewest } from '#kernel/cache/newest-in-redis.ts';
import type { Logger } from '#kernel/log.ts';

export interface PersistedQueriesOptions {
  /** Where routers share what they were told; without it, each keeps its own. */
  redis?: Redis | undefined;
  /** Put before every key. */
  prefix: string;
  log: Logger;
  /** Most documents kept; the least lately stored go first. */
  most?: number;
}

const MOST = 10_000;
/** How long a document nobody stores again is kept, in ms. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** Characters of documents that each router keeps at hand. */
const AT_HAND = 16 * 1024 * 1024;

/**
 * Documents that clients name by their SHA-256 after having sent them once (Apollo's automatic persisted queries).
 * Bounded in number and time; only what was found valid is to be stored, so nobody can fill it with nonsense for free.
 */
export class PersistedQueries {
  readonly #options: PersistedQueriesOptions;
  readonly #atHand = new LRUCache<string, string>({ maxSize: AT_HAND, sizeCalculation: (text) => text.length + 64 });

  constructor(options: PersistedQueriesOptions) {
    this.#options = options;
  }

  /** @returns at once what this router has at hand; undefined for what nobody stored */
  find(hash: string): string | Promise<string | undefined> {
    return this.#atHand.get(hash) ?? this.#ask(hash);
  }

  async #ask(hash: string): Promise<string | undefined> {
    const { redis, log } = this.#options;
    if (redis?.status !== 'ready') return undefined;
    try {
      const text = await redis.get(newestKey(this.#name, hash));
      if (text === null) return undefined;
      this.#atHand.set(hash, text);
      return text;
    } catch (error) {
      // The client sends the document when told that it is not known.
      log.warn({ err: error }, 'persisted queries cannot be looked up');
      return undefined;
    }
  }

  /** Keeps a document; the answer to its request does not wait for it. */
  store(hash: string, text: string): void {
    if (this.#atHand.get(hash)) return;
    const { redis, log, most = MOST } = this.#options;
    // While Redis is away, the client is asked again, so that the others learn of it in the end.
    if (redis && redis.status !== 'ready') return;
    this.#atHand.set(hash, text);
    if (!redis) return;
    storeAmongNewest(redis, { name: this.#name, most, liveMs: KEPT_MS }, hash, text).catch((error: unknown) =>
      log.warn({ err: error }, 'a persisted query was not stored'),
    );
  }

  get #name(): string {
    return `${this.#options.prefix}apq`;
  }
}
