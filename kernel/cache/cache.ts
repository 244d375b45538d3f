import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { Counter } from 'prom-client';
import { InvalidationFeed } from '#kernel/cache/invalidation-feed.ts';
import { upTo } from '#kernel/cache/places.ts';
import { SharedStore, type Taken } from '#kernel/cache/shared-store.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import { newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/log.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';

const reads = new Counter({
  name: 'cache_reads_total',
  help: 'Keys that had to be fetched beyond this process, by where they were found',
  labelNames: ['cache', 'found'],
  registers: [metrics],
});

/** The longest a value may be out of date after a change elsewhere, in ms, whatever is lost on the way. */
const MAX_STALE_MS = 1_000;
/** How long a reader waits for another's load before it loads by itself, and how often it looks, in ms. */
const WAIT_MS = 2_000;
const LOOK_MS = 15;

export interface CacheOptions<V> {
  /** Names the cache in keys and metrics. */
  name: string;
  /** Loads what neither this process nor Redis holds. An absent key is remembered as absent too. Values are JSON. */
  load(keys: string[]): Promise<ReadonlyMap<string, V>>;
  /** Makes of a value what readers get (links, indexes); run once per value and process. Default: the value itself. */
  revive?(value: V): V;
  /** How long Redis keeps a value, in ms; each key's own is up to a tenth shorter, so that keys do not expire together. */
  ttlMs: number;
  /** Most values held in this process. */
  maxHeld: number;
}

interface Held<V> {
  readonly value: V | undefined;
  /** When its read began (ms, `performance.now()`): a change committed before is in it. */
  readonly readAt: number;
  readonly expiresAt: number;
  /** How long it took to fetch: what takes longer is refreshed earlier. */
  readonly costMs: number;
}

interface Flight<V> {
  readonly promise: Promise<V | undefined>;
  /** Dropped while under way: the answer may be older than the drop and must not be held. */
  dropped: boolean;
}

/** One kind of cached value. */
export class Cache<V extends object> {
  readonly #options: CacheOptions<V>;
  readonly #parent: Caches;
  readonly #held: LRUCache<string, Held<V>>;
  readonly #flights = new Map<string, Flight<V>>();
  readonly #fetches: Batcher<string, V | undefined | 'busy'>;
  readonly #prefix: string;

  constructor(parent: Caches, options: CacheOptions<V>) {
    this.#options = options;
    this.#parent = parent;
    this.#prefix = `${parent.namespace}:${options.name}:`;
    this.#held = new LRUCache(upTo(options.maxHeld));
    this.#fetches = new Batcher({
      name: `${parent.namespace}.${options.name}`,
      run: (keys) => this.#fetchMany(keys, false),
    });
  }

  /**
   * The value this process holds and may show: `undefined` when it has to be fetched, `null` when it is known not to
   * exist. Synchronous, so that a warm answer costs no promise.
   */
  peek(key: string): V | null | undefined {
    const held = this.#held.get(key);
    if (!held) return undefined;
    const now = performance.now();
    if (now >= held.expiresAt || now - Math.max(held.readAt, this.#parent.currentAt) > MAX_STALE_MS) return undefined;
    // Optimal probabilistic early expiration: the nearer its end and the dearer its load, the likelier one reader
    // refreshes it while all others still read it (Vattani et al., VLDB 2015, algorithm 3 with beta 1).
    if (now - held.costMs * Math.log(Math.random()) >= held.expiresAt) this.#fetch(key).catch(() => {});
    return held.value ?? null;
  }

  /** The value, fetched when need be: by one reader of this process, from Redis or by one process from the source. */
  get(key: string): V | undefined | Promise<V | undefined> {
    const held = this.peek(key);
    return held === undefined ? this.#fetch(key) : (held ?? undefined);
  }

  /** Many values in the order of their keys; without a promise when all are held. */
  getMany(keys: readonly string[]): (V | undefined)[] | Promise<(V | undefined)[]> {
    const values = keys.map((key) => this.get(key));
    return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as (V | undefined)[]);
  }

  /** Redis's names of keys, for {@link Caches.drop}. */
  names(keys: readonly string[]): string[] {
    return keys.map((key) => this.#prefix + key);
  }

  /** Forgets one key in this process, by its name in Redis. */
  forget(name: string): void {
    if (!name.startsWith(this.#prefix)) return;
    const key = name.slice(this.#prefix.length);
    this.#held.delete(key);
    const flight = this.#flights.get(key);
    if (!flight) return;
    flight.dropped = true;
    // Who asks from now on must see the change: they start a flight of their own.
    this.#flights.delete(key);
  }

  forgetAll(): void {
    this.#held.clear();
    for (const flight of this.#flights.values()) flight.dropped = true;
    this.#flights.clear();
  }

  #fetch(key: string): Promise<V | undefined> {
    const underWay = this.#flights.get(key);
    if (underWay) return underWay.promise;
    const readAt = performance.now();
    const flight: Flight<V> = {
      dropped: false,
      promise: this.#land(key).then((value) => {
        const now = performance.now();
        const ttl = this.#options.ttlMs * (0.9 + Math.random() / 10);
        if (!flight.dropped) this.#held.set(key, { value, readAt, expiresAt: now + ttl, costMs: now - readAt });
        return value;
      }),
    };
    this.#flights.set(key, flight);
    const done = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.promise.then(done, done);
    return flight.promise;
  }

  async #land(key: string): Promise<V | undefined> {
    for (const until = performance.now() + WAIT_MS; performance.now() < until; await delay(LOOK_MS)) {
      const answer = await this.#fetches.submit(key);
      if (answer !== 'busy') return answer;
    }
    return (await this.#fetchMany([key], true))[0] as V | undefined;
  }

  /** @param alone loads without asking Redis, after another process took too long */
  async #fetchMany(keys: string[], alone: boolean): Promise<(V | undefined | 'busy')[]> {
    const token = newId();
    const taken: Taken[] | undefined = alone ? undefined : await this.#parent.take(this.names(keys), token);
    const missing = taken ? keys.filter((_, index) => taken[index] === 'granted') : keys;
    let loaded: ReadonlyMap<string, V> = new Map();
    if (missing.length > 0) {
      try {
        loaded = await this.#options.load(missing);
      } catch (error) {
        if (taken) await this.#fill(missing, undefined, token);
        throw error;
      }
      if (taken) await this.#fill(missing, loaded, token);
    }
    const revive = this.#options.revive ?? ((value: V) => value);
    const found = { redis: 0, source: missing.length };
    const answers = keys.map((key, index) => {
      const held = taken?.[index] ?? 'granted';
      if (held === 'busy') return 'busy';
      let value: V | undefined | null;
      if (held === 'granted') value = loaded.get(key);
      else {
        found.redis += 1;
        value = JSON.parse(held.json) as V | null;
      }
      return value ? revive(value) : undefined;
    });
    for (const [where, count] of Object.entries(found))
      if (count > 0) reads.inc({ cache: `${this.#parent.namespace}.${this.#options.name}`, found: where }, count);
    return answers;
  }

  async #fill(keys: string[], loaded: ReadonlyMap<string, V> | undefined, token: string): Promise<void> {
    const entries = keys.map((key) => ({
      key: this.#prefix + key,
      json: loaded && JSON.stringify(loaded.get(key) ?? null),
      ttlMs: this.#options.ttlMs * (0.9 + Math.random() / 10),
    }));
    await this.#parent.fill(entries, token);
  }
}

/**
 * A subgraph's caches: each process holds values (bounded), Redis holds them for all, the source is asked once.
 *
 * How old an answer can be. A change is committed, then {@link drop} is awaited: Redis forgets the keys, leases
 * included, and tells every process. So whoever asks after the mutation has answered gets the new value, from this
 * process at once and from others as soon as Redis's message is there. A process serves what it holds only while it
 * knows that it has heard every message up to {@link MAX_STALE_MS} ago; else it asks Redis again. A crash between
 * commit and drop is mended by the change's event, whose consumer drops the same keys. Without Redis each process
 * still holds values for {@link MAX_STALE_MS} and reads the source.
 */
export class Caches {
  readonly namespace: string;
  readonly #store: SharedStore;
  readonly #feed: InvalidationFeed;
  readonly #channel: string;
  readonly #caches: Cache<never>[] = [];
  readonly #log: Logger;

  constructor(redis: Redis, options: { namespace: string; log: Logger }) {
    this.namespace = `${options.namespace}:cache`;
    this.#log = options.log;
    this.#store = new SharedStore(redis);
    this.#channel = `${redis.options.keyPrefix ?? ''}${redis.options.db ?? 0}:${this.namespace}`;
    this.#feed = new InvalidationFeed(
      redis,
      this.#channel,
      {
        dropped: (names) => this.#forget(names),
        interrupted: () => {
          for (const cache of this.#caches) cache.forgetAll();
        },
      },
      options.log,
    );
  }

  /** Adds a kind of value. */
  of<V extends object>(options: CacheOptions<V>): Cache<V> {
    const cache = new Cache<V>(this, options);
    this.#caches.push(cache as unknown as Cache<never>);
    return cache;
  }

  start(): Promise<void> {
    return this.#feed.start();
  }

  stop(): void {
    this.#feed.stop();
  }

  get currentAt(): number {
    return this.#feed.currentAt;
  }

  /**
   * Forgets values everywhere, after a change was committed and before it is answered.
   * @param names of {@link Cache.names}
   * @throws what Redis throws: the change stands, and its event will drop the keys again
   */
  async drop(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    try {
      await this.#store.drop(names, this.#channel);
    } finally {
      // After Redis forgot: what this process read from it in the meantime goes too.
      this.#forget(names);
    }
  }

  #forget(names: readonly string[]): void {
    for (const name of names) for (const cache of this.#caches) cache.forget(name);
  }

  /** @returns undefined when Redis does not answer: the source is asked and nothing is stored */
  async take(names: readonly string[], token: string): Promise<Taken[] | undefined> {
    // Readers do not wait for Redis to come back.
    if (!this.#store.ready) return undefined;
    try {
      return await this.#store.take(names, token);
    } catch (error) {
      this.#log.warn({ err: error }, 'the cache does not answer; reading from the source');
      return undefined;
    }
  }

  async fill(entries: { key: string; json: string | undefined; ttlMs: number }[], token: string): Promise<void> {
    await this.#store.fill(entries, token).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'a value was not stored in the cache');
    });
  }
}
