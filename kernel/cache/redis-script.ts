import { type Redis, ReplyError } from 'ioredis';
import { Fault } from '#kernel/errors.ts';

/** Runs a script: the keys it touches first, then its arguments. */
export type RedisScript = (...keysAndArguments: (string | number)[]) => Promise<unknown>;

/**
 * A Lua script that runs in Redis as one atomic step and one round trip. Redis is sent the text once per connection and
 * its digest after that. While Redis is away it rejects as {@link whileRedisAnswers} says.
 * @param name unique on the client: `<subgraph>:<what it does>`
 * @param numberOfKeys how many of its arguments are keys
 */
export function redisScript(redis: Redis, name: string, numberOfKeys: number, lua: string): RedisScript {
  redis.defineCommand(name, { numberOfKeys, lua });
  const run = (redis as unknown as Record<string, RedisScript>)[name]!;
  return (...keysAndArguments) => whileRedisAnswers(run.apply(redis, keysAndArguments));
}

/**
 * An answer of Redis. What Redis itself refuses is thrown as it is: a bug.
 * @throws Fault UNAVAILABLE for anything else, which is trouble on the way there
 */
export async function whileRedisAnswers<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof ReplyError) throw cause;
    throw new Fault('UNAVAILABLE', 'A part of the marketplace does not answer; try again shortly.', { cause });
  }
}
