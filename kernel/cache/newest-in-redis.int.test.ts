import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { newestKey, storeAmongNewest } from '#kernel/cache/newest-in-redis.ts';
import { newId } from '#kernel/ids.ts';
import { testServers } from '#kernel/testing/servers.ts';

const redis = new Redis(testServers().redisUrl);
afterAll(() => redis.disconnect());

describe('values kept newest first', () => {
  it('are as many as may be, each for its time: the least lately stored goes first', async () => {
    const bounds = { name: newId(), most: 3, liveMs: 60_000 };
    for (const id of ['1', '2', '3', '4', '5']) await storeAmongNewest(redis, bounds, id, `value ${id}`);
    const keys = ['1', '2', '3', '4', '5'].map((id) => newestKey(bounds.name, id));
    expect(await redis.mget(keys)).toEqual([null, null, 'value 3', 'value 4', 'value 5']);
    expect(await redis.zrange(bounds.name, '0', '-1')).toEqual(['3', '4', '5']);
    const left = await redis.pttl(keys.at(-1)!);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
    await redis.del(bounds.name, ...keys);
  });
});
