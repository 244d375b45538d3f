import type { Redis } from 'ioredis';

/** Runs a script: the keys it touches first, then its arguments. */
export type RedisScript = (...keysAndArguments: (string | number)[]) => Promise<unknown>;

/**
 * A Lua script that runs in Redis as one atomic step and one round trip. Redis is sent the text once per connection and
 * its digest after that.
 * @param name unique on the client: `<subgraph>:<what it does>`
 * @param numberOfKeys how many of its arguments are keys
 */
export function redisScript(redis: Redis, name: string, numberOfKeys: number, lua: string): RedisScript {
  redis.defineCommand(name, { numberOfKeys, lua });
  const run = (redis as unknown as Record<string, RedisScript>)[name]!;
  return (...keysAndArguments) => run.apply(redis, keysAndArguments);
}
