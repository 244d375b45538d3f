import type { Logger } from 'pino';
import { type Dispatcher, Pool } from 'undici';
import { type CallbackFaults, happens, noFaults } from './faults.ts';
import { WebhookSigner } from './webhook-signature.ts';

/** How callbacks are sent; every field has a default. */
export type WebhookSenderOptions = {
  /** Wait before the second attempt, in ms; doubles from attempt to attempt. */
  readonly retryBaseMs?: number;
  /** The longest wait between two attempts, in ms. */
  readonly retryCapMs?: number;
  readonly maxAttempts?: number;
  /** How long one attempt waits for an answer, in ms. */
  readonly attemptTimeoutMs?: number;
  /** Connections to one origin. */
  readonly connections?: number;
  /** Callbacks not yet delivered; more are dropped and counted. */
  readonly maxPending?: number;
};

const DEFAULTS: Required<WebhookSenderOptions> = {
  retryBaseMs: 500,
  retryCapMs: 10_000,
  maxAttempts: 60,
  attemptTimeoutMs: 10_000,
  connections: 32,
  maxPending: 100_000,
};

export type Callback = {
  readonly url: string;
  /** The `webhook-id`: the same in every attempt and in every deliberate repetition. */
  readonly id: string;
  readonly body: string;
  readonly delayMs?: number;
  /** Callbacks with the same key are delivered one after the other, in the order they were sent. */
  readonly orderKey?: string;
  /** A forged copy goes before the first real attempt. */
  readonly forgeFirst?: boolean;
  /** Told once, when the first attempt is over, however it ended. */
  readonly attempted?: () => void;
};

type Delivery = Callback & { attempts: number; forge: boolean };
type Target = { readonly pool: Pool; readonly path: string };

/** Wait before the attempt after `attempts` failed ones: doubling, capped, with a fifth of jitter. */
export function backoffMs(attempts: number, baseMs: number, capMs: number, random = Math.random()): number {
  return Math.min(capMs, baseMs * 2 ** (attempts - 1)) * (0.9 + random * 0.2);
}

/**
 * Delivers signed callbacks at least once: repeats with exponential backoff until the receiver answers 2xx or the
 * attempts are used up. Keeps connections open, signs every attempt with its own time, holds a bounded number.
 */
export class WebhookSender {
  readonly counts = { delivered: 0, failedAttempts: 0, givenUp: 0, dropped: 0 };
  #faults: CallbackFaults = noFaults;
  readonly #options: Required<WebhookSenderOptions>;
  readonly #signer: WebhookSigner;
  readonly #log: Logger;
  readonly #pools = new Map<string, Pool>();
  readonly #targets = new Map<string, Target>();
  readonly #lines = new Map<string, Delivery[]>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #held: Delivery[] | undefined;
  #pending = 0;
  #stopped = false;

  constructor(secret: string, log: Logger, options: WebhookSenderOptions = {}) {
    this.#signer = new WebhookSigner(secret);
    this.#log = log;
    this.#options = { ...DEFAULTS, ...options };
  }

  /** Sent and not yet delivered or given up. */
  get pending(): number {
    return this.#pending;
  }

  send(callback: Callback): void {
    if (this.#stopped) return;
    if (happens(this.#faults.lostCallbackRate)) {
      callback.attempted?.();
      return;
    }
    for (let copy = 0; copy < this.#faults.callbackCopies; copy++) this.#enqueue(callback);
  }

  #enqueue(callback: Callback): void {
    if (this.#pending >= this.#options.maxPending) {
      if (this.counts.dropped++ % 1000 === 0)
        this.#log.warn({ dropped: this.counts.dropped }, 'callback queue is full');
      callback.attempted?.();
      return;
    }
    this.#pending++;
    const forge = callback.forgeFirst === true || happens(this.#faults.forgedCallbackRate);
    const delivery: Delivery = { ...callback, attempts: 0, forge };
    if (delivery.orderKey !== undefined) {
      const line = this.#lines.get(delivery.orderKey);
      if (line) {
        line.push(delivery);
        return;
      }
      this.#lines.set(delivery.orderKey, []);
    }
    this.#begin(delivery);
  }

  /** From now on callbacks go wrong in this way; what was kept back goes out when they are paused no more. */
  misbehave(faults: CallbackFaults): void {
    this.#faults = faults;
    const held = this.#held ?? [];
    this.#held = faults.callbacksPaused ? held : undefined;
    if (!faults.callbacksPaused) for (const delivery of held) this.#attempt(delivery);
  }

  /** Forgets what is not delivered and closes the connections. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  #begin(delivery: Delivery): void {
    const delayMs = (delivery.delayMs ?? 0) + this.#faults.callbackDelayMs;
    if (delayMs > 0) this.#later(delivery, delayMs);
    else this.#attempt(delivery);
  }

  #later(delivery: Delivery, ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#attempt(delivery);
    }, ms);
    this.#timers.add(timer);
  }

  #attempt(delivery: Delivery): void {
    if (this.#held) {
      this.#held.push(delivery);
      return;
    }
    const { id, body } = delivery;
    const timestamp = Math.floor(Date.now() / 1000);
    const signature = this.#signer.sign(id, timestamp, delivery.forge ? `forged ${body}` : body);
    const { pool, path } = this.#target(delivery.url);
    let status = 0;
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => {},
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: () => {},
      onResponseEnd: () => this.#answered(delivery, status),
      onResponseError: () => this.#answered(delivery, 0),
    };
    pool.dispatch(
      {
        method: 'POST',
        path,
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signature,
        },
      },
      handler,
    );
  }

  /** @param status the receiver's HTTP status, 0 when there was no answer. */
  #answered(delivery: Delivery, status: number): void {
    if (this.#stopped) return;
    if (delivery.forge) {
      delivery.forge = false;
      this.#attempt(delivery);
      return;
    }
    delivery.attempts++;
    if (delivery.attempts === 1) delivery.attempted?.();
    if (status >= 200 && status < 300) {
      this.counts.delivered++;
      this.#settled(delivery);
      return;
    }
    this.counts.failedAttempts++;
    if (delivery.attempts < this.#options.maxAttempts) {
      const { retryBaseMs, retryCapMs } = this.#options;
      this.#later(delivery, backoffMs(delivery.attempts, retryBaseMs, retryCapMs));
      return;
    }
    this.counts.givenUp++;
    this.#log.warn({ eventId: delivery.id, attempts: delivery.attempts, status }, 'callback given up');
    this.#settled(delivery);
  }

  #settled(delivery: Delivery): void {
    this.#pending--;
    if (delivery.orderKey === undefined) return;
    const next = this.#lines.get(delivery.orderKey)?.shift();
    if (next) this.#begin(next);
    else this.#lines.delete(delivery.orderKey);
  }

  #target(url: string): Target {
    const known = this.#targets.get(url);
    if (known) return known;
    const { origin, pathname, search } = new URL(url);
    let pool = this.#pools.get(origin);
    if (!pool) {
      const { connections, attemptTimeoutMs } = this.#options;
      pool = new Pool(origin, { connections, headersTimeout: attemptTimeoutMs, bodyTimeout: attemptTimeoutMs });
      this.#pools.set(origin, pool);
    }
    const target = { pool, path: `${pathname}${search}` };
    if (this.#targets.size >= 1000) this.#targets.clear();
    this.#targets.set(url, target);
    return target;
  }
}
