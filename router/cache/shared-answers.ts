import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Logger } from '#kernel/log.ts';
import type { Positions } from '#router/cache/invalidations.ts';

/** An answer as routers share it. */
export interface SharedAnswer {
  /** When its execution began, in ms since 1970. */
  readonly startedAt: number;
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

/** KEYS: the index, the answer. ARGV: id, answer, now, ms to live, most, prefix of answers. */
const STORE = `
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[4])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[5])
if over > 0 then
  local gone = redis.call('ZPOPMIN', KEYS[1], over)
  for i = 1, #gone, 2 do redis.call('DEL', ARGV[6] .. gone[i]) end
end`;

/** Cached answers in Redis, bounded in number, size and time. While Redis is away there are none. */
export class SharedAnswers {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #log: Logger;

  constructor(redis: Redis, prefix: string, log: Logger) {
    this.#redis = redis;
    this.#prefix = `${prefix}answer`;
    this.#log = log;
  }

  async find(id: string): Promise<SharedAnswer | undefined> {
    if (this.#redis.status !== 'ready') return undefined;
    try {
      const text = await Promise.race([
        this.#redis.get(`${this.#prefix}:${id}`),
        delay(PATIENCE_MS, null, { ref: false }),
      ]);
      return text === null ? undefined : decode(text);
    } catch (error) {
      this.#log.warn({ err: error }, 'cached answers cannot be looked up');
      return undefined;
    }
  }

  /** Nobody waits for it. */
  store(id: string, answer: SharedAnswer, expiresAt: number): void {
    const left = Math.floor(expiresAt - Date.now());
    if (this.#redis.status !== 'ready' || left <= 0 || answer.body.length > LARGEST) return;
    const key = `${this.#prefix}:${id}`;
    this.#redis
      .eval(STORE, 2, `${this.#prefix}s`, key, id, encode(answer), Date.now(), left, MOST, `${this.#prefix}:`)
      .catch((error: unknown) => this.#log.warn({ err: error }, 'an answer was not shared'));
  }
}

/** What is known of an answer, as a line of JSON, and the answer as it is sent. */
const encode = ({ body, ...known }: SharedAnswer): string => `${JSON.stringify(known)}\n${body.toString('utf8')}`;

function decode(text: string): SharedAnswer {
  const end = text.indexOf('\n');
  return { ...(JSON.parse(text.slice(0, end)) as Omit<SharedAnswer, 'body'>), body: Buffer.from(text.slice(end + 1)) };
}
