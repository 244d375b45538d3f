import type { Redis } from 'ioredis';
import type { Logger } from '#kernel/log.ts';

/** How often the feed asks whether it still hears everything, in ms. */
const PING_MS = 250;

export interface FeedListener {
  /** These keys changed. */
  dropped(keys: readonly string[]): void;
  /** Something may have been missed: nothing held is certain any more. */
  interrupted(): void;
}

/**
 * Hears which keys were dropped, and knows up to when it has heard everything. Redis answers a connection in order, so
 * when a ping on the subscribing connection is answered, every message published before the ping was sent has arrived.
 */
export class InvalidationFeed {
  readonly #subscriber: Redis;
  readonly #channel: string;
  #timer: NodeJS.Timeout | undefined;
  #pinging = false;
  /** Everything published before this instant (ms, `performance.now()`) has been heard. */
  currentAt = Number.NEGATIVE_INFINITY;

  constructor(redis: Redis, channel: string, listener: FeedListener, log: Logger) {
    this.#channel = channel;
    this.#subscriber = redis.duplicate({
      lazyConnect: true,
      enableAutoPipelining: false,
      maxRetriesPerRequest: null,
      autoResendUnfulfilledCommands: false,
    });
    this.#subscriber.on('error', (error) => log.warn({ err: error }, 'Redis does not answer'));
    this.#subscriber.on('close', () => {
      this.currentAt = Number.NEGATIVE_INFINITY;
      listener.interrupted();
    });
    this.#subscriber.on('message', (_channel, text) => listener.dropped(JSON.parse(text) as string[]));
  }

  async start(): Promise<void> {
    await this.#subscriber.connect();
    await this.#subscriber.subscribe(this.#channel);
    await this.#ping();
    this.#timer = setInterval(() => void this.#ping(), PING_MS);
    this.#timer.unref();
  }

  async #ping(): Promise<void> {
    if (this.#pinging || this.#subscriber.status !== 'ready') return;
    this.#pinging = true;
    const sentAt = performance.now();
    try {
      await this.#subscriber.ping();
      // A connection that was lost and found in between has forgotten what was said meanwhile.
      if (this.#subscriber.status === 'ready') this.currentAt = Math.max(this.currentAt, sentAt);
    } catch {
      // The connection's own error has been logged; until a ping is answered again the feed is simply not current.
    } finally {
      this.#pinging = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#subscriber.disconnect();
  }
}
