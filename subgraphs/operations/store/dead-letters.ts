import type { Queryable } from '#kernel/db/database.ts';
import { deleteSome, type SomeOlder } from '#kernel/db/older-rows.ts';
import type { DeadLetter } from '#kernel/messages/dead-letter.ts';
import type { State } from '../domain/dead-letter.ts';

/** A dead letter and what became of it. */
export interface StoredDeadLetter {
  readonly id: string;
  readonly consumer: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
  readonly cause: string;
  readonly stack: string;
  readonly attempts: number;
  readonly times: number;
  readonly failedAt: Date;
  readonly state: State;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly reason: string | null;
}

/** Conditions that hold at once. */
export interface DeadLetterConditions {
  readonly consumer?: string | null;
  readonly eventType?: string | null;
  readonly key?: string | null;
  readonly state?: State | null;
  readonly failedFrom?: Date | null;
  readonly failedBefore?: Date | null;
}

const columns = (db: Queryable) => db.sql`
  id, consumer, event_id as "eventId", event_type as "eventType", topic, key, headers, payload, cause, stack, attempts,
  times, failed_at as "failedAt", state, closed_at as "closedAt", closed_by as "closedBy", reason`;

const matching = (db: Queryable, conditions: DeadLetterConditions) => db.sql`
  (${conditions.consumer ?? null}::text is null or consumer = ${conditions.consumer ?? null})
  and (${conditions.eventType ?? null}::text is null or event_type = ${conditions.eventType ?? null})
  and (${conditions.key ?? null}::text is null or key = ${conditions.key ?? null})
  and (${conditions.state ?? null}::text is null or state = ${conditions.state ?? null})
  and (${conditions.failedFrom ?? null}::timestamptz is null or failed_at >= ${conditions.failedFrom ?? null})
  and (${conditions.failedBefore ?? null}::timestamptz is null or failed_at < ${conditions.failedBefore ?? null})`;

export const deadLetterById = async (db: Queryable, id: string): Promise<StoredDeadLetter | undefined> =>
  (await db.sql<StoredDeadLetter[]>`select ${columns(db)} from dead_letter where id = ${id}`)[0];

/** A page, newest first; one more than `limit` is the caller's to ask for. */
export const deadLetterPage = (
  db: Queryable,
  conditions: DeadLetterConditions,
  after: string | undefined,
  limit: number,
): Promise<StoredDeadLetter[]> =>
  db.sql<StoredDeadLetter[]>`
    select ${columns(db)} from dead_letter
    where ${matching(db, conditions)} and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
    order by id desc limit ${limit}`;

/** Locks dead letters to act on, oldest first. */
export const lockDeadLetters = (
  db: Queryable,
  which: { ids: readonly string[] } | { conditions: DeadLetterConditions; limit: number },
): Promise<StoredDeadLetter[]> =>
  'ids' in which
    ? db.sql<StoredDeadLetter[]>`
        select ${columns(db)} from dead_letter where id = any(${[...which.ids]}::uuid[]) order by id for update`
    : db.sql<StoredDeadLetter[]>`
        select ${columns(db)} from dead_letter where ${matching(db, { ...which.conditions, state: 'WAITING' })}
        order by id limit ${which.limit} for update`;

/** Notes what became of dead letters that are locked. */
export const closeDeadLetters = async (
  db: Queryable,
  ids: readonly string[],
  { state, at, by, reason }: { state: State; at: Date; by: string; reason: string | null },
): Promise<StoredDeadLetter[]> =>
  (
    await db.sql<StoredDeadLetter[]>`
      update dead_letter set state = ${state}, closed_at = ${at}, closed_by = ${by}, reason = ${reason}
      where id = any(${[...ids]}::uuid[]) returning ${columns(db)}`
  ).sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Keeps dead letters that were found. One that was sent again and died again waits again, under its first id; one that
 * was found twice of the same death stays as it is.
 * @returns those that wait now and did not before
 */
export const keepDeadLetters = (
  db: Queryable,
  found: readonly (DeadLetter & { eventId: string; eventType: string })[],
): Promise<StoredDeadLetter[]> =>
  db.sql<StoredDeadLetter[]>`
    insert into dead_letter (id, consumer, event_id, event_type, topic, partition, "offset", key, headers, payload,
      cause, stack, attempts, failed_at)
    select id, consumer, "eventId", "eventType", topic, partition, "offset", key, headers, payload, cause, stack, attempts,
      at
    from jsonb_to_recordset(${JSON.stringify(found)}::text::jsonb) as f(id uuid, consumer text, "eventId" text,
      "eventType" text, topic text, partition integer, "offset" text, key text, headers jsonb, payload text, cause text,
      stack text, attempts integer, at timestamptz)
    order by consumer, "eventId"
    on conflict (consumer, event_id) do update set
      "offset" = excluded."offset", headers = excluded.headers, payload = excluded.payload, cause = excluded.cause,
      stack = excluded.stack, attempts = excluded.attempts, failed_at = excluded.failed_at,
      times = dead_letter.times + 1, state = 'WAITING', closed_at = null, closed_by = null, reason = null
    where dead_letter.state = 'REPLAYED' and excluded.failed_at > dead_letter.closed_at
    returning ${columns(db)}`;

/** How many wait, by consumer. */
export const waitingByConsumer = (db: Queryable) =>
  db.sql<{ consumer: string; waiting: number }[]>`
    select consumer, count(*) as waiting from dead_letter where state = 'WAITING' group by consumer`;

/** Forgets what was closed before a moment; the audit log keeps that it was. */
export const forgetClosed: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'dead_letter', on.sql`state <> 'WAITING' and closed_at < ${before} order by closed_at`, limit);
