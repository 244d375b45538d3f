import { randomBytes } from 'node:crypto';
import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import type { Deployment } from '#router/registry/store/versions.ts';

/** Somebody who is told of schema changes. */
export interface Webhook {
  readonly id: string;
  readonly partnerId: string;
  readonly url: string;
  readonly variant: string;
  /** The slice of the graph it is told of; null for the whole. */
  readonly contract: string | null;
}

/** One message to a webhook. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly deliveredAt: Date | null;
}

/** A delivery whose turn it is, with all that is needed to send it. */
export interface DueDelivery {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly payload: string;
  readonly attempts: number;
}

/** Changes told in one message; more are counted only. */
const MAX_CHANGES = 200;

/** Who is told of schema changes, and what became of each message. */
export class Webhooks {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns the webhook, and the secret that signs what is sent to it */
  async add(webhook: Omit<Webhook, 'id'>): Promise<{ webhook: Webhook; secret: string }> {
    const id = newId();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const { partnerId, url, variant, contract } = webhook;
    await this.#db.sql`
      insert into webhooks (id, partner_id, url, secret, variant, contract)
      values (${id}, ${partnerId}, ${url}, ${secret}, ${variant}, ${contract})`;
    return { webhook: { ...webhook, id }, secret };
  }

  /** @returns false when there is none, or it was removed before */
  async remove(id: string): Promise<boolean> {
    const { count } = await this.#db.sql`
      update webhooks set removed_at = now() where id = ${id} and removed_at is null`;
    await this.#db.sql`update webhook_deliveries set next_attempt_at = null where webhook_id = ${id}`;
    return count > 0;
  }

  async of(partnerId: string): Promise<Webhook[]> {
    return await this.#db.sql<Webhook[]>`
      select id, partner_id as "partnerId", url, variant, contract from webhooks
      where partner_id = ${partnerId} and removed_at is null order by created_at`;
  }

  /** The delivery log, the newest first. */
  async deliveries(webhookId: string, first: number): Promise<Delivery[]> {
    return await this.#db.sql<Delivery[]>`
      select id, webhook_id as "webhookId", attempts, last_status as "lastStatus", last_error as "lastError",
        created_at as "createdAt", next_attempt_at as "nextAttemptAt", delivered_at as "deliveredAt"
      from webhook_deliveries where webhook_id = ${webhookId} order by created_at desc, id desc limit ${first}`;
  }

  /** Has a delivery tried once more, also one that was given up or has arrived. */
  async redeliver(id: string): Promise<boolean> {
    const { count } = await this.#db.sql`
      update webhook_deliveries d set next_attempt_at = now(), attempts = 0, delivered_at = null
      from webhooks w where d.id = ${id} and w.id = d.webhook_id and w.removed_at is null`;
    return count > 0;
  }

  /** Takes what is due, so that nobody else does for `leaseMs`. */
  async claim(limit: number, leaseMs: number): Promise<DueDelivery[]> {
    return await this.#db.sql<DueDelivery[]>`
      with due as (
        select id from webhook_deliveries where next_attempt_at <= now()
        order by next_attempt_at limit ${limit} for update skip locked
      )
      update webhook_deliveries d
      set attempts = d.attempts + 1, next_attempt_at = now() + ${leaseMs}::int * interval '1 millisecond'
      from due, webhooks w where d.id = due.id and w.id = d.webhook_id
      returning d.id, w.url, w.secret, d.payload, d.attempts`;
  }

  /** Notes how a try ended. @param retryInMs when the next one is; undefined for none */
  async note(id: string, result: { status?: number; error?: string; retryInMs?: number }): Promise<void> {
    const { status, error, retryInMs } = result;
    await this.#db.sql`
      update webhook_deliveries
      set last_status = ${status ?? null}, last_error = ${error ?? null},
        delivered_at = case when ${error === undefined} then now() end,
        next_attempt_at = now() + ${retryInMs ?? null}::int * interval '1 millisecond'
      where id = ${id}`;
  }

  /** Removes deliveries older than so many days that wait for nothing. */
  async forget(days: number): Promise<void> {
    await this.#db.sql`
      delete from webhook_deliveries
      where next_attempt_at is null and created_at < now() - ${days}::int * interval '1 day'`;
  }
}

/** Writes a message for everybody who follows the environment and for whom something changed; in its transaction. */
export async function queueDeliveries({ sql }: Tx | Queryable, deployment: Deployment): Promise<void> {
  const { variant, versionId, kind, changes, deployedAt } = deployment;
  const followers = await sql<{ id: string; contract: string | null }[]>`
    select id, contract from webhooks where variant = ${variant} and removed_at is null`;
  const messages = followers.flatMap(({ id, contract }) => {
    const all = changes[contract ?? 'graph'] ?? [];
    if (all.length === 0) return [];
    const count = (level: string): number => all.filter((change) => change.level === level).length;
    const payload = JSON.stringify({
      type: 'schema.changed',
      timestamp: deployedAt.toISOString(),
      data: {
        variant,
        contract,
        version: String(versionId),
        kind,
        breaking: count('breaking'),
        dangerous: count('dangerous'),
        safe: count('safe'),
        changes: all.slice(0, MAX_CHANGES),
      },
    });
    return [{ delivery: newId(), webhook: id, payload }];
  });
  if (messages.length === 0) return;
  await sql`
    insert into webhook_deliveries (id, webhook_id, payload)
    select * from unnest(
      ${messages.map(({ delivery }) => delivery)}::uuid[],
      ${messages.map(({ webhook }) => webhook)}::uuid[],
      ${messages.map(({ payload }) => payload)}::text[])`;
}
