import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import type { ApiKey } from '#router/identity/api-key.ts';
import type { GoodKey, KeySource, PresentedKey } from '#router/registry/partners/known-keys.ts';

/** Somebody with API keys. */
export interface Partner {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
}

/** A key, without its text. */
export interface KeyRecord extends GoodKey {
  /** What its text begins with. */
  readonly id: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** A key with its text, which nobody can show again. */
export interface IssuedKey {
  readonly text: string;
  readonly key: KeyRecord;
}

/** The channel on which routers hear of keys that changed; the payload is the key's id. */
const KEYS_CHANNEL = 'registry_api_keys';

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Partners' API keys: who holds one, what it stands for, and since when no more. */
export class ApiKeys implements KeySource {
  readonly #db: Database;
  readonly #followers = new Set<(id: string | undefined) => void>();

  constructor(db: Database) {
    this.#db = db;
  }

  async lookUp(keys: readonly PresentedKey[]): Promise<(GoodKey | undefined)[]> {
    const rows = await this.#db.sql<(KeyRecord & { digest: Buffer })[]>`
      select ${this.#columns()}, digest from api_keys
      where id = any(${keys.map(({ id }) => id)}::text[])
        and revoked_at is null and (expires_at is null or expires_at > now())`;
    const byId = new Map(rows.map((row) => [row.id, row]));
    return keys.map(({ id, digest }) => {
      const row = byId.get(id);
      return row?.digest.length === digest.length && timingSafeEqual(row.digest, digest) ? row : undefined;
    });
  }

  follow(changed: (id: string | undefined) => void): () => void {
    this.#followers.add(changed);
    return () => this.#followers.delete(changed);
  }

  /** Hears of keys that change elsewhere. @returns how to stop */
  async watch(): Promise<() => Promise<void>> {
    const { unlisten } = await this.#db.sql.listen(
      KEYS_CHANNEL,
      (id) => this.#tell(id),
      () => this.#tell(undefined),
    );
    return unlisten;
  }

  #tell(id: string | undefined): void {
    for (const changed of this.#followers) changed(id);
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
    this.#tell(id);
    await this.#db.sql`select pg_notify(${KEYS_CHANNEL}, ${id})`;
  }
}
