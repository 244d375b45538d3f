import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { newestKey, storeAmongNewest } from '#kernel/cache/newest-in-redis.ts';
import type { Logger } from '#kernel/log.ts';
import type { Positions } from '#router/cache/invalidations.ts';

/** An answer as routers share it. */
export interface SharedAnswer {
  /** When its execution began, in ms since 1970. */
  readonly startedAt: number;
  /** For how many seconds it may be told since. */
  readonly maxAge: number;
  readonly positions: Positions;
  readonly tags: readonly string[];
  readonly body: Buffer;
}

/** Most answers kept in Redis; the oldest go first. */
const MOST = 5_000;
/** Largest answer that is shared, in bytes. */
const LARGEST = 256 * 1024;
/** How long a request waits for Redis, in ms, before it does without. */
const PATIENCE_MS = 100;

/** Cached answers in Redis, bounded in number, size and time. While Redis is away there are none. */
export class SharedAnswers {
  readonly #redis: Redis;
  readonly #name: string;
  readonly #log: Logger;

  constructor(redis: Redis, prefix: string, log: Logger) {
    this.#redis = redis;
    this.#name = `${prefix}answer`;
    this.#log = log;
  }

  async find(id: string): Promise<SharedAnswer | undefined> {
    if (this.#redis.status !== 'ready') return undefined;
    try {
      const text = await Promise.race([
        this.#redis.get(newestKey(this.#name, id)),
        delay(PATIENCE_MS, null, { ref: false }),
      ]);
      return text === null ? undefined : decode(text);
    } catch (error) {
      this.#log.warn({ err: error }, 'cached answers cannot be looked up');
      return undefined;
    }
  }

  /** Nobody waits for it. */
  store(id: string, answer: SharedAnswer): void {
    const left = Math.floor(answer.startedAt + answer.maxAge * 1000 - Date.now());
    if (this.#redis.status !== 'ready' || left <= 0 || answer.body.length > LARGEST) return;
    storeAmongNewest(this.#redis, { name: this.#name, most: MOST, liveMs: left }, id, encode(answer)).catch(
      (error: unknown) => this.#log.warn({ err: error }, 'an answer was not shared'),
    );
  }
}

/** What is known of an answer, as a line of JSON, and the answer as it is sent. */
const encode = ({ body, ...known }: SharedAnswer): string => `${JSON.stringify(known)}\n${body.toString('utf8')}`;

function decode(text: string): SharedAnswer {
  const end = text.indexOf('\n');
  return { ...(JSON.parse(text.slice(0, end)) as Omit<SharedAnswer, 'body'>), body: Buffer.from(text.slice(end + 1)) };
}
