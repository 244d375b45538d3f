import { columns, NEXT, spliced, uuids } from '#kernel/db/columns.ts';
import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import type { Head, Sealed } from '../domain/chain.ts';

/** An entry of the log as staff sees it. */
export interface StoredEntry {
  readonly seq: number;
  readonly eventId: string;
  readonly at: Date;
  readonly action: string;
  readonly subject: string;
  readonly actor: string;
  readonly correlation: string | null;
  readonly causation: string | null;
  readonly data: string;
  readonly hash: Buffer;
  /** From where; null when nobody outside acted, or when it was erased. */
  readonly origin: string | null;
  /** What the entry before told of the same subject by the same subgraph. */
  readonly before: string | null;
}

/** Conditions that hold at once. */
export interface EntryConditions {
  readonly subject?: string | null;
  readonly action?: string | null;
  readonly actor?: string | null;
  readonly correlation?: string | null;
  readonly from?: Date | null;
  readonly to?: Date | null;
}

/** Takes the end of the chain for oneself until the transaction ends, and tells which events are in the log already. */
export async function takeHead(tx: Tx, eventIds: readonly string[]): Promise<{ head: Head; known: Set<string> }> {
  const [head] = await tx.sql<Head[]>`select seq, encode(hash, 'hex') as hash from head for update`;
  // After the lock, so that what another process has just added is seen.
  const rows = await tx.sql<{ id: string }[]>`
    select event_id as id from entry where event_id = any(${uuids(tx, eventIds)})`;
  return { head: head!, known: new Set(rows.map(({ id }) => id)) };
}

/** Adds entries to the log and moves its head: one statement. */
export async function append(tx: Queryable, entries: readonly Sealed[]): Promise<void> {
  const last = entries.at(-1);
  if (!last) return;
  const column = (partOf: (entry: Sealed) => string | null) =>
    tx.sql`string_to_array(${spliced(entries.map(partOf))}, ${NEXT}, '')`;
  await tx.sql`
    with added as (
      insert into entry (seq, event_id, at, action, subject, actor, origin, correlation, causation, data, hash)
      select ${last.seq - entries.length} + place, event_id::uuid, at::timestamptz, action, subject::uuid, actor,
        decode(origin, 'hex'), correlation::uuid, causation::uuid, data, decode(hash, 'hex')
      from unnest(
        ${column(({ eventId }) => eventId)},
        ${column(({ at }) => at.toISOString())},
        ${column(({ action }) => action)},
        ${column(({ subject }) => subject)},
        ${column(({ actor }) => actor)},
        ${column(({ origin }) => origin)},
        ${column(({ correlation }) => correlation)},
        ${column(({ causation }) => causation)},
        ${column(({ data }) => data)},
        ${column(({ hash }) => hash)}
      ) with ordinality as t(event_id, at, action, subject, actor, origin, correlation, causation, data, hash, place)
    )
    update head set seq = ${last.seq}, hash = decode(${last.hash}, 'hex')`;
}

/** Keeps places of origin. */
export async function keepOrigins(
  tx: Queryable,
  origins: readonly { digest: string; salt: Buffer; actor: string; origin: string }[],
): Promise<void> {
  if (origins.length === 0) return;
  const o = columns(origins.map(({ salt, ...rest }) => ({ ...rest, salt: salt.toString('hex') })));
  await tx.sql`
    insert into origin (digest, salt, actor, origin)
    select decode(digest, 'hex'), decode(salt, 'hex'), actor, origin
    from unnest(${o.digest}::text::text[], ${o.salt}::text::text[], ${o.actor}::text::text[], ${o.origin}::text::text[]) as t(digest, salt, actor, origin)`;
}

/** @returns how many places of origin of somebody were erased */
export const eraseOrigins = async (tx: Queryable, actor: string): Promise<number> =>
  (await tx.sql`delete from origin where actor = ${actor} returning 1`).length;

/** A page, newest first: one more than `limit` is the caller's to ask for. */
export const entryPage = (
  db: Queryable,
  { subject, action, actor, correlation, from, to }: EntryConditions,
  after: number | undefined,
  limit: number,
): Promise<StoredEntry[]> =>
  db.sql<StoredEntry[]>`
    select e.seq, e.event_id as "eventId", e.at, e.action, e.subject, e.actor, e.correlation, e.causation, e.data, e.hash,
      o.origin, b.data as before
    from (
      select * from entry
      where (${subject ?? null}::uuid is null or subject = ${subject ?? null}::uuid)
        and (${action ?? null}::text is null or action = ${action ?? null})
        and (${actor ?? null}::text is null or actor = ${actor ?? null})
        and (${correlation ?? null}::uuid is null or correlation = ${correlation ?? null}::uuid)
        and (${from ?? null}::timestamptz is null or at >= ${from ?? null})
        and (${to ?? null}::timestamptz is null or at < ${to ?? null})
        and (${after ?? null}::bigint is null or seq < ${after ?? null}::bigint)
      order by seq desc limit ${limit}
    ) e
    left join origin o on o.digest = e.origin
    left join lateral (
      select data from entry b
      where b.subject = e.subject and b.seq < e.seq and split_part(b.action, '.', 1) = split_part(e.action, '.', 1)
      order by b.seq desc limit 1
    ) b on true
    order by e.seq desc`;

/** How many entries there are, and the hash of the last. */
export async function readHead(db: Database): Promise<Head> {
  const [head] = await db.sql<Head[]>`select seq, encode(hash, 'hex') as hash from head`;
  return head!;
}
