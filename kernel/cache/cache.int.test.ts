import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { type Cache, Caches } from '#kernel/cache/cache.ts';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';

type Thing = { price: number };

/** The one truth that several processes cache. */
class Source {
  readonly prices = new Map<string, number>();
  readonly loads: string[][] = [];
  gate: Promise<void> = Promise.resolve();
  failures = 0;

  async load(keys: string[]): Promise<Map<string, Thing>> {
    this.loads.push(keys);
    // What is read is read before the gate: a slow reader of an old truth.
    const read = new Map(
      keys.flatMap((key) => (this.prices.has(key) ? [[key, { price: this.prices.get(key)! }]] : [])),
    );
    await this.gate;
    if (this.failures-- > 0) throw new Error('the source is away');
    return read;
  }
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const namespace = () => `test-${newId()}`;

async function openProcess(source: Source, space: string, redisUrl = testServers().redisUrl) {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1, enableAutoPipelining: true, lazyConnect: true });
  redis.on('error', () => {});
  await redis.connect().catch(() => {});
  const caches = new Caches(redis, { namespace: space, log: createLogger('test') });
  const things: Cache<Thing> = caches.of({
    name: 'thing',
    load: (keys) => source.load(keys),
    ttlMs: 60_000,
    maxHeld: 100,
  });
  closing.push(() => {
    caches.stop();
    redis.disconnect();
  });
  return { caches, things, redis };
}

async function startProcess(source: Source, space: string) {
  const opened = await openProcess(source, space);
  await opened.caches.start();
  return opened;
}

function gated(source: Source): () => void {
  let open!: () => void;
  source.gate = new Promise((resolve) => {
    open = resolve;
  });
  return open;
}

describe('a cache', () => {
  it('asks the source once for a hundred readers in two processes', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    const space = namespace();
    const [one, two] = [await startProcess(source, space), await startProcess(source, space)];
    const open = gated(source);
    const readers = Array.from({ length: 100 }, (_, n) => Promise.resolve((n % 2 ? one : two).things.get('a')));
    await eventually(() => source.loads.length > 0);
    open();
    expect(new Set((await Promise.all(readers)).map((thing) => thing?.price))).toEqual(new Set([1]));
    expect(source.loads).toEqual([['a']]);
  });

  it('asks the source for many keys at once', async () => {
    const source = new Source();
    for (const key of 'abc') source.prices.set(key, 1);
    const { things } = await startProcess(source, namespace());
    await things.getMany(['a', 'b']);
    expect(await things.getMany(['a', 'b', 'c', 'd'])).toEqual([{ price: 1 }, { price: 1 }, { price: 1 }, undefined]);
    expect(source.loads).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('answers what it holds without a promise, and remembers what does not exist', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    const { things } = await startProcess(source, namespace());
    expect(things.peek('a')).toBeUndefined();
    await things.getMany(['a', 'none']);
    expect(things.get('a')).toEqual({ price: 1 });
    expect(things.peek('none')).toBeNull();
    expect(source.loads).toHaveLength(1);
  });

  it('shows a change at once to who made it, and right after to every other process', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    const space = namespace();
    const [one, two] = [await startProcess(source, space), await startProcess(source, space)];
    await Promise.all([one.things.get('a'), two.things.get('a')]);
    source.prices.set('a', 2);
    await one.caches.drop(one.things.names(['a']));
    expect(await one.things.get('a')).toEqual({ price: 2 });
    await eventually(async () => (await two.things.get('a'))?.price === 2);
  });

  it('does not keep what was read before a change and arrives after it', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    const space = namespace();
    const [one, two] = [await startProcess(source, space), await startProcess(source, space)];
    const open = gated(source);
    const slow = one.things.get('a');
    await eventually(() => source.loads.length === 1);
    source.prices.set('a', 2);
    await two.caches.drop(two.things.names(['a']));
    open();
    expect(await slow).toEqual({ price: 1 });
    expect(await two.things.get('a')).toEqual({ price: 2 });
    await eventually(async () => (await one.things.get('a'))?.price === 2);
  });

  it('holds nothing it may have missed a change of: the connection that tells of changes was cut', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    const space = namespace();
    const [one, two] = [await startProcess(source, space), await startProcess(source, space)];
    await one.things.get('a');
    await one.redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await eventually(() => one.things.peek('a') === undefined);
    // And it hears again once the connection is back.
    await eventually(() => performance.now() - one.caches.currentAt < 500);
    expect(await one.things.get('a')).toEqual({ price: 1 });
    source.prices.set('a', 2);
    await two.caches.drop(two.things.names(['a']));
    await eventually(async () => (await one.things.get('a'))?.price === 2);
  });

  it('lets the next reader try when a load failed', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    source.failures = 1;
    const { things } = await startProcess(source, namespace());
    await expect(things.get('a')).rejects.toThrow('the source is away');
    expect(await things.get('a')).toEqual({ price: 1 });
  });

  it('reads the source when Redis is away, once for all who ask together, and does not hold it for as long as it otherwise would', async () => {
    const source = new Source();
    source.prices.set('a', 1);
    const { things } = await openProcess(source, namespace(), 'redis://127.0.0.1:1');
    const answers = await Promise.all(Array.from({ length: 50 }, () => things.get('a')));
    expect(answers).toEqual(Array.from({ length: 50 }, () => ({ price: 1 })));
    expect(source.loads).toHaveLength(1);
    source.prices.set('a', 2);
    await eventually(async () => (await things.get('a'))?.price === 2);
  });
});
