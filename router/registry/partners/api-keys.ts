import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from '#kernel/db/database.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { ApiKey } from '#router/identity/api-key.ts';

/** Somebody with API keys. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
}

/** A key, without its text. */
export interface KeyRecord extends ApiKey {
  /** What its text begins with. */
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A key with its text, which nobody can show again. */
export interface IssuedKey {
  readonly text: string;
  readonly key: KeyRecord;
}

/** How long an answer about a key is believed, in ms: a revoked key works for so long where nobody told of it. */
const BELIEVED_MS = 30_000;
/** How soon a registry that is away is asked again, in ms. */
const RETRY_MS = 2_000;
/** The channel on which routers hear of keys that changed; the payload is the key's id. */
const KEYS_CHANNEL = 'registry_api_keys';

const KEY = /^mk_([0-9a-f]{16})\.([\w-]{43})$/;
const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** What is known of a text that was given as a key. */
interface Known {
  readonly key: ApiKey | undefined;
  /** When the key ends. */
  readonly endsAt: number;
  /** Until when this is believed without asking. */
  readonly believedUntil: number;
}

/** Partners' API keys: who holds one, what it stands for, and since when no more. */
export class ApiKeys {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #known = new LRUCache<string, Known>({ max: 20_000 });
  readonly #asked = new Map<string, Promise<ApiKey | undefined>>();

  constructor(db: Database, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * What a key stands for, the same object for as long as it stands for the same; undefined for one that is not good now.
   * While the registry is away, keys that were good are.
   * @throws Fault UNAVAILABLE for a key that nobody asked about before the registry went away
   */
  find(text: string): ApiKey | undefined | Promise<ApiKey | undefined> {
    const now = this.#now();
    const known = this.#known.get(text);
    if (known && known.endsAt <= now) return undefined;
    if (known && known.believedUntil > now) return known.key;
    // What cannot be a key costs no statement.
    if (!KEY.test(text)) return undefined;
    let asked = this.#asked.get(text);
    if (!asked) {
      asked = this.#look(text, known).finally(() => this.#asked.delete(text));
      this.#asked.set(text, asked);
    }
    return asked;
  }

  async #look(text: string, before: Known | undefined): Promise<ApiKey | undefined> {
    const [, id = '', secret = ''] = KEY.exec(text) ?? [];
    const remember = (known: Omit<Known, 'believedUntil'>, forMs: number): ApiKey | undefined => {
      this.#known.set(text, { ...known, believedUntil: this.#now() + forMs });
      return known.key;
    };
    let row: (KeyRecord & { digest: Buffer }) | undefined;
    try {
      [row] = await this.#db.sql<(KeyRecord & { digest: Buffer })[]>`
        select ${this.#columns()}, digest from api_keys
        where id = ${id} and revoked_at is null and (expires_at is null or expires_at > now())`;
    } catch (cause) {
      if (before) return remember(before, RETRY_MS);
      throw new Fault('UNAVAILABLE', 'API keys cannot be checked; try again shortly.', { cause });
    }
    if (!row || !timingSafeEqual(row.digest, digestOf(secret)))
      return remember({ key: undefined, endsAt: Number.POSITIVE_INFINITY }, BELIEVED_MS);
    const { partnerId, scopes, contract, quotaPerMinute, expiresAt } = row;
    const found: ApiKey = { partnerId, scopes, contract: contract ?? undefined, quotaPerMinute };
    const key = JSON.stringify(found) === JSON.stringify(before?.key) ? before?.key : found;
    return remember({ key, endsAt: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY }, BELIEVED_MS);
  }

  /** Forgets keys when they change elsewhere. @returns how to stop */
  async watch(): Promise<() => Promise<void>> {
    const forget = (id: string): void => {
      for (const text of this.#known.keys()) if (text.startsWith(`mk_${id}.`)) this.#known.delete(text);
    };
    const { unlisten } = await this.#db.sql.listen(KEYS_CHANNEL, forget, () => this.#known.clear());
    return unlisten;
  }

  async addPartner(name: string, contact: string): Promise<Partner> {
    const id = newId();
    await this.#db.sql`insert into partners (id, name, contact) values (${id}, ${name}, ${contact})`;
    return { id, name, contact };
  }

  async partners(): Promise<Partner[]> {
    return await this.#db.sql<Partner[]>`select id, name, contact from partners order by name`;
  }

  async partner(id: string): Promise<Partner | undefined> {
    const [row] = await this.#db.sql<Partner[]>`select id, name, contact from partners where id = ${id}`;
    return row;
  }

  async keysOf(partnerId: string): Promise<KeyRecord[]> {
    return await this.#db.sql<KeyRecord[]>`
      select ${this.#columns()} from api_keys where partner_id = ${partnerId} order by created_at`;
  }

  /** @param days after which it ends; absent, never */
  async issue(key: ApiKey & { days?: number | null }): Promise<IssuedKey> {
    const id = randomBytes(8).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    const { partnerId, scopes, contract, quotaPerMinute, days } = key;
    const [row] = await this.#db.sql<KeyRecord[]>`
      insert into api_keys (id, partner_id, digest, scopes, contract, quota_per_minute, expires_at)
      values (${id}, ${partnerId}, ${digestOf(secret)}, ${[...scopes]}, ${contract ?? null}, ${quotaPerMinute},
        now() + ${days ?? null}::int * interval '1 day')
      returning ${this.#columns()}`;
    return { text: `mk_${id}.${secret}`, key: row! };
  }

  /** Issues an equal key that lasts as long; the old one works for `graceHours` more. @returns undefined for one that is not good now */
  async rotate(id: string, graceHours: number): Promise<IssuedKey | undefined> {
    const [old] = await this.#db.sql<(KeyRecord & { days: number | null })[]>`
      update api_keys set expires_at = least(k.expires_at, now() + ${graceHours}::int * interval '1 hour')
      from api_keys k
      where api_keys.id = ${id} and k.id = api_keys.id
        and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
      returning k.partner_id as "partnerId", k.scopes, k.contract, k.quota_per_minute as "quotaPerMinute",
        ceil(extract(epoch from k.expires_at - k.created_at) / 86400)::int as days`;
    if (!old) return undefined;
    await this.#changed(id);
    return this.issue(old);
  }

  /** @returns false when there is no such key, or it was revoked before */
  async revoke(id: string): Promise<boolean> {
    const { count } = await this.#db.sql`
      update api_keys set revoked_at = now() where id = ${id} and revoked_at is null`;
    await this.#changed(id);
    return count > 0;
  }

  #columns() {
    return this.#db.sql`id, partner_id as "partnerId", scopes, contract, quota_per_minute as "quotaPerMinute",
      created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt"`;
  }

  async #changed(id: string): Promise<void> {
    for (const text of this.#known.keys()) if (text.startsWith(`mk_${id}.`)) this.#known.delete(text);
    await this.#db.sql`select pg_notify(${KEYS_CHANNEL}, ${id})`;
  }
}
