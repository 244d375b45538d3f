import type { Redis } from 'ioredis';

/** How long a reader may take to load a value before another may try, in ms. */
const LEASE_MS = 2_000;

/** What Redis knows of a key: its value, that this reader shall load it now, or that another one is at it. */
export type Taken = { readonly json: string } | 'granted' | 'busy';

/**
 * A key holds either a JSON value or `!<token>`, the lease of the one reader that loads it. Dropping a key drops the
 * lease with it, so a value that was read before the drop can no longer be stored: the fill finds another lease or none.
 * (The idea of leases: Nishtala et al., “Scaling Memcache at Facebook”, NSDI 2013, §3.2.1.)
 */
const TAKE = `
local out = {}
for i, key in ipairs(KEYS) do
  local held = redis.call('GET', key)
  if held == false then
    redis.call('SET', key, '!' .. ARGV[1], 'PX', ARGV[2])
    out[i] = '!'
  elseif string.byte(held) == 33 then
    out[i] = '?'
  else
    out[i] = held
  end
end
return out`;

/** ARGV: token, then per key its JSON (empty: give the lease back) and its time to live in ms. */
const FILL = `
for i, key in ipairs(KEYS) do
  if redis.call('GET', key) == '!' .. ARGV[1] then
    if ARGV[2 * i] == '' then
      redis.call('DEL', key)
    else
      redis.call('SET', key, ARGV[2 * i], 'PX', ARGV[2 * i + 1])
    end
  end
end`;

/** The part of a cache that processes share, in Redis. Every method is one round trip. */
export class SharedStore {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Whether Redis can be asked now. */
  get ready(): boolean {
    return this.#redis.status === 'ready';
  }

  /** Reads keys; of those that are absent, grants this token the lease to load them. */
  async take(keys: readonly string[], token: string): Promise<Taken[]> {
    const held = (await this.#redis.eval(TAKE, keys.length, ...keys, token, LEASE_MS)) as string[];
    return held.map((text) => (text === '!' ? 'granted' : text === '?' ? 'busy' : { json: text }));
  }

  /** Stores values whose lease the token still holds; a value of undefined gives the lease back. */
  async fill(
    entries: readonly { key: string; json: string | undefined; ttlMs: number }[],
    token: string,
  ): Promise<void> {
    const values = entries.flatMap(({ json, ttlMs }) => [json ?? '', Math.round(ttlMs)]);
    await this.#redis.eval(FILL, entries.length, ...entries.map(({ key }) => key), token, ...values);
  }

  /** Forgets keys and tells every process, in this order and as one step. */
  async drop(keys: readonly string[], channel: string): Promise<void> {
    await this.#redis
      .multi()
      .del(...keys)
      .publish(channel, JSON.stringify(keys))
      .exec();
  }
}
