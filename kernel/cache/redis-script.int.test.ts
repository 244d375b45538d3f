import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { redisScript } from '#kernel/cache/redis-script.ts';
import { newId } from '#kernel/ids.ts';
import { testServers } from '#kernel/testing/servers.ts';

const redis = new Redis(testServers().redisUrl, { enableAutoPipelining: true });
afterAll(() => redis.disconnect());

describe('a script in Redis', () => {
  it('runs in one piece however many run at once', async () => {
    const key = `script:${newId()}`;
    const grow = redisScript(redis, 'test:grow', 1, "return redis.call('INCRBY', KEYS[1], ARGV[1])");
    const answers = await Promise.all(Array.from({ length: 100 }, () => grow(key, 2)));
    expect(answers.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 100 }, (_, i) => 2 * (i + 1)));
    await redis.del(key);
  });

  it('that is wrong fails as a bug', async () => {
    const wrong = redisScript(redis, 'test:wrong', 0, "return redis.call('NO SUCH COMMAND')");
    await expect(wrong()).rejects.toMatchObject({ name: 'ReplyError' });
  });

  it('fails as UNAVAILABLE while Redis is away', async () => {
    const away = new Redis({ port: 1, maxRetriesPerRequest: 0, enableAutoPipelining: true });
    away.on('error', () => {});
    const script = redisScript(away, 'test:away', 0, 'return 1');
    await expect(script()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    away.disconnect();
  });
});
