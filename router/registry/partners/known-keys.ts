import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { upTo } from '#kernel/cache/places.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import { Fault } from '#kernel/errors.ts';
import type { ApiKey, FindApiKey } from '#router/identity/api-key.ts';

/** A key that somebody sent, as far as whoever keeps the keys must know it to judge it: its secret stays here. */
export interface PresentedKey {
  /** What its text begins with. */
  readonly id: string;
  /** SHA-256 of its secret. */
  readonly digest: Buffer;
}

/** A key that is good now. */
export interface GoodKey extends ApiKey {
  /** When it ends; null for never. */
  readonly expiresAt: Date | null;
}

/** Whoever keeps the keys: the registry's database, or a registry elsewhere. */
export interface KeySource {
  /** @returns in the order asked; undefined for each that is not good now */
  lookUp(keys: readonly PresentedKey[]): Promise<(GoodKey | undefined)[]>;
  /**
   * Tells the ids of keys that changed, and undefined when any may have, as after a lost connection.
   * @returns how to stop
   */
  follow(changed: (id: string | undefined) => void): () => void;
}

/** How long an answer about a key is believed, in ms: a revoked key works for so long where nobody tells of it. */
const BELIEVED_MS = 30_000;
/** How soon keys that are away are asked for again, in ms. */
const RETRY_MS = 2_000;

const KEY = /^mk_([0-9a-f]{16})\.([\w-]{43})$/;

/** @returns undefined for a text that no key has */
export function presented(text: string): PresentedKey | undefined {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id && secret ? { id, digest: createHash('sha256').update(secret).digest() } : undefined;
}

/** What is known of a text that was given as a key. */
interface Known {
  readonly key: ApiKey | undefined;
  /** When the key ends. */
  readonly endsAt: number;
  /** Until when this is believed without asking. */
  believedUntil: number;
}

/** What a router knows of partners' keys, so that most requests ask nobody. */
export class KnownKeys {
  readonly #now: () => number;
  readonly #known = new LRUCache<string, Known>(upTo(20_000));
  readonly #asked = new Map<string, Promise<ApiKey | undefined>>();
  readonly #lookUps: Batcher<PresentedKey, GoodKey | undefined>;
  readonly #unfollow: () => void;
  /** Changes told of: an answer that was asked for before one may be out of date. */
  #changes = 0;

  constructor(source: KeySource, now: () => number = Date.now) {
    this.#now = now;
    // A flood of made-up keys is one question at a time.
    this.#lookUps = new Batcher({ name: 'api-keys', run: (keys) => source.lookUp(keys) });
    this.#unfollow = source.follow((id) => this.#forget(id));
  }

  /**
   * What a key stands for, the same object for as long as it stands for the same; undefined for one that is not good now.
   * While the registry is away, keys that were good are.
   * @throws Fault UNAVAILABLE for a key that nobody asked about before the registry went away
   */
  readonly find: FindApiKey = (text) => {
    const now = this.#now();
    const known = this.#known.get(text);
    if (known && known.endsAt <= now) return undefined;
    if (known && known.believedUntil > now) return known.key;
    let asked = this.#asked.get(text);
    if (!asked) {
      const key = presented(text);
      // What cannot be a key costs no question.
      if (!key) return undefined;
      asked = this.#ask(text, key, known).finally(() => this.#asked.delete(text));
      this.#asked.set(text, asked);
    }
    return asked;
  };

  async #ask(text: string, presentedKey: PresentedKey, before: Known | undefined): Promise<ApiKey | undefined> {
    const changes = this.#changes;
    const remember = (known: Omit<Known, 'believedUntil'>, forMs: number): ApiKey | undefined => {
      const believedUntil = this.#changes === changes ? this.#now() + forMs : 0;
      this.#known.set(text, { ...known, believedUntil });
      return known.key;
    };
    let good: GoodKey | undefined;
    try {
      good = await this.#lookUps.submit(presentedKey);
    } catch (cause) {
      if (before) return remember(before, RETRY_MS);
      throw new Fault('UNAVAILABLE', 'API keys cannot be checked; try again shortly.', { cause });
    }
    if (!good) return remember({ key: undefined, endsAt: Number.POSITIVE_INFINITY }, BELIEVED_MS);
    const { partnerId, scopes, contract, quotaPerMinute, expiresAt } = good;
    const found: ApiKey = { partnerId, scopes, contract: contract ?? undefined, quotaPerMinute };
    const key = JSON.stringify(found) === JSON.stringify(before?.key) ? before?.key : found;
    return remember({ key, endsAt: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY }, BELIEVED_MS);
  }

  #forget(id: string | undefined): void {
    this.#changes += 1;
    for (const [text, known] of this.#known.entries())
      if (id === undefined) known.believedUntil = 0;
      else if (text.startsWith(`mk_${id}.`)) this.#known.delete(text);
  }

  stop(): void {
    this.#unfollow();
  }
}
