import { Redis } from 'ioredis';
import type { Logger } from '#kernel/log.ts';

/** A client that connects when first asked, or by `connect()`; commands of one turn share a packet. */
export function openRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableAutoPipelining: true,
    // A request that needs Redis learns within half a second that it is away, and within 200 ms that it is back.
    maxRetriesPerRequest: 3,
    retryStrategy: (times) => Math.min(200, 25 * 2 ** times),
    lazyConnect: true,
  });
  redis.on('error', (error) => log.warn({ err: error }, 'Redis does not answer'));
  return redis;
}
