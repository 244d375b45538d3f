import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { upTo } from '#kernel/cache/places.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import { uuids } from '#kernel/db/columns.ts';
import type { Database } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';

/** Redis channel on which processes tell each other that stock changed: `<variantId>:<available>` by commas. */
const CHANNEL = 'inventory:stock-changed';

/** The longest a number is believed without being read again, in ms: only a lost message can make it wrong at all. */
const BELIEVED_MS = 30_000;

interface Known {
  readonly available: number;
  /** Grows with every change this process made; 0 when the number was read. */
  readonly version: number;
}

/**
 * How many of each variant can be had, for the storefront: from memory when known, else many variants in one SELECT.
 * It is right at once for changes made by this process ({@link changed}) and as soon as their StockChanged arrives for
 * changes made elsewhere ({@link heard}). Checkout does not decide on it.
 */
export class AvailabilityBoard {
  readonly #known = new LRUCache<string, Known>({ ...upTo(100_000), ttl: BELIEVED_MS });
  readonly #reader: Batcher<string, number>;
  /** While a read is under way: variants that changed meanwhile, whose read number may be old. */
  #overtaken: Set<string> | undefined;
  #version = 0;
  readonly #redis: Redis;
  #subscriber: Redis | undefined;

  constructor(db: Database, redis: Redis) {
    this.#redis = redis;
    this.#reader = new Batcher({ name: 'inventory.availability', maxBatch: 2_000, run: (ids) => this.#read(db, ids) });
  }

  /** How many of a variant can be had; a number when it is known, so that nothing waits. */
  of(variantId: string): number | Promise<number> {
    const known = this.#known.get(variantId);
    if (known) return known.available;
    return isId(variantId) ? this.#reader.submit(variantId.toLowerCase()) : 0;
  }

  /** A version for numbers read under lock, ascending in the order in which processes of this kind hold the locks. */
  nextVersion(): number {
    this.#version += 1;
    return this.#version;
  }

  /** Numbers this process committed, with the version it took while it held their rows. */
  changed(variants: readonly { variantId: string; available: number }[], version: number): void {
    for (const { variantId, available } of variants) {
      this.#overtaken?.add(variantId);
      if ((this.#known.peek(variantId)?.version ?? 0) < version) this.#known.set(variantId, { available, version });
    }
  }

  /** A number somebody published. One that differs from ours may be older or newer: it is read again. */
  heard(variantId: string, available: number): void {
    this.#overtaken?.add(variantId);
    if (this.#known.peek(variantId)?.available !== available) this.#known.delete(variantId);
  }

  /** Tells every process, this one too, what StockChanged told one of them. */
  async spread(variants: readonly { variantId: string; available: number }[]): Promise<void> {
    for (const { variantId, available } of variants) this.heard(variantId, available);
    await this.#redis.publish(CHANNEL, variants.map(({ variantId, available }) => `${variantId}:${available}`).join());
  }

  async start(): Promise<void> {
    const subscriber = this.#redis.duplicate({ lazyConnect: true, maxRetriesPerRequest: null });
    this.#subscriber = subscriber;
    // What was said while the line was down is lost, so nothing known before is believed.
    subscriber.on('ready', () => this.#known.clear());
    subscriber.on('error', () => {});
    subscriber.on('message', (_channel, message: string) => {
      for (const part of message.split(',')) {
        const [variantId, available] = part.split(':');
        this.heard(variantId!, Number(available));
      }
    });
    await subscriber.connect();
    await subscriber.subscribe(CHANNEL);
  }

  stop(): void {
    this.#subscriber?.disconnect();
  }

  async #read(db: Database, variantIds: string[]): Promise<number[]> {
    const overtaken = new Set<string>();
    this.#overtaken = overtaken;
    const rows = await db.sql<{ variant_id: string; available: number }[]>`
      select variant_id, sum(on_hand - reserved)::int as available from stock
      where variant_id = any(${uuids(db, [...new Set(variantIds)])}) group by variant_id`;
    const read = new Map(rows.map(({ variant_id, available }) => [variant_id, available]));
    this.#overtaken = undefined;
    for (const variantId of variantIds)
      if (!overtaken.has(variantId)) this.#known.set(variantId, { available: read.get(variantId) ?? 0, version: 0 });
    return variantIds.map((variantId) => read.get(variantId) ?? 0);
  }
}
