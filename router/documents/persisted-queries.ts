import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
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
/** How long a document nobody stores again is kept, in seconds. */
const KEPT_SECONDS = 7 * 24 * 3600;
/** Characters of documents that each router keeps at hand. */
const AT_HAND = 16 * 1024 * 1024;

/** KEYS: the index, the document. ARGV: hash, text, now, most, seconds, prefix of documents. */
const STORE = `
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[5])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
if over > 0 then
  local gone = redis.call('ZPOPMIN', KEYS[1], over)
  for i = 1, #gone, 2 do redis.call('DEL', ARGV[6] .. gone[i]) end
end`;

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
      const text = await redis.get(this.#document(hash));
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
    const { redis, prefix, log, most = MOST } = this.#options;
    // While Redis is away, the client is asked again, so that the others learn of it in the end.
    if (redis && redis.status !== 'ready') return;
    this.#atHand.set(hash, text);
    if (!redis) return;
    redis
      .eval(STORE, 2, `${prefix}apq`, this.#document(hash), hash, text, Date.now(), most, KEPT_SECONDS, `${prefix}apq:`)
      .catch((error: unknown) => log.warn({ err: error }, 'a persisted query was not stored'));
  }

  #document(hash: string): string {
    return `${this.#options.prefix}apq:${hash}`;
  }
}
