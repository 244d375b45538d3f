import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { whileRedisAnswers } from '#kernel/cache/redis-script.ts';

export interface AttemptLimit {
  /** Wrong passwords for one address within the window. */
  most: number;
  /** Begins with the first wrong password, in ms. */
  windowMs: number;
}

/** Counts wrong passwords per address, for addresses without an account too. Redis sees no address, only its digest. */
export class LoginAttempts {
  readonly #redis: Redis;
  readonly #limit: AttemptLimit;

  constructor(redis: Redis, limit: AttemptLimit) {
    this.#redis = redis;
    this.#limit = limit;
  }

  /** How long an address has to wait, in ms; 0 when it may try. */
  async waitFor(identifier: string): Promise<number> {
    const key = keyOf(identifier);
    const [failed, left] = await whileRedisAnswers(Promise.all([this.#redis.get(key), this.#redis.pttl(key)]));
    return Number(failed ?? 0) >= this.#limit.most ? Math.max(1, left) : 0;
  }

  async failed(identifier: string): Promise<void> {
    const key = keyOf(identifier);
    await whileRedisAnswers(this.#redis.multi().incr(key).pexpire(key, this.#limit.windowMs, 'NX').exec());
  }

  async succeeded(identifier: string): Promise<void> {
    await whileRedisAnswers(this.#redis.del(keyOf(identifier)));
  }
}

const keyOf = (identifier: string): string =>
  `accounts:attempts:${createHash('sha256').update(identifier).digest('base64url')}`;
