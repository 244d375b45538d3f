import type { Database, Queryable } from '#kernel/db/database.ts';
import type { LedgerAccount, LedgerEntry, Transfer } from '../domain/ledger.ts';

/** An entry as it stands in the ledger. */
export interface StoredEntry extends LedgerEntry {
  readonly paymentId: string;
  readonly at: Date;
}

export interface Balance {
  readonly account: LedgerAccount;
  readonly currency: string;
  /** Minor units, both above zero. */
  readonly debited: number;
  readonly credited: number;
}

/** The entries of payments, oldest first. */
export async function loadEntries(db: Queryable, paymentIds: readonly string[]): Promise<StoredEntry[]> {
  const rows = await db.sql<(Omit<StoredEntry, 'transfers'> & { transfers: Transfer[] })[]>`
    select payment_id as "paymentId", kind, refund_id as "refundId", min(at) as at,
      jsonb_agg(jsonb_build_object('debit', debit, 'credit', credit, 'minor', amount_minor) order by line) as transfers
    from ledger_transfer where payment_id = any(${[...paymentIds]}::uuid[])
    group by payment_id, version, kind, refund_id
    order by payment_id, version, min(line)`;
  return rows;
}

/** Transfers as the two sides of each, summed; each is read once. @param within a condition on them */
const sides = (db: Queryable, within: ReturnType<Queryable['sql']>) => db.sql`
  select side.account, moved.currency, sum(side.debited)::bigint as debited, sum(side.credited)::bigint as credited
  from (
    select debit, credit, currency, sum(amount_minor) as minor from ledger_transfer
    where ${within} group by debit, credit, currency
  ) as moved,
  lateral (values (debit, minor, 0), (credit, 0, minor)) as side(account, debited, credited)
  group by side.account, moved.currency`;

/** What every account comes to: the days that are closed, and all transfers since. */
export const loadBalances = (db: Queryable): Promise<Balance[]> => db.sql<Balance[]>`
  select account, currency, sum(debited)::bigint as debited, sum(credited)::bigint as credited
  from (
    select account, currency, debited, credited from ledger_day_sum
    union all
    (${sides(db, db.sql`at >= coalesce((select max(day) + 1 from ledger_day), '-infinity')::timestamp at time zone 'UTC'`)})
  ) as moved
  group by currency, account order by currency, account`;

/**
 * Closes the first day of UTC that is open and has been over for an hour, in which every statement that began on it has
 * ended. Any number of processes may do so at the same time.
 * @returns the day, `YYYY-MM-DD`; undefined when there is none
 */
export async function closeDay(db: Database): Promise<string | undefined> {
  const [closed] = await db.sql<{ day: string }[]>`
    with closed as (
      insert into ledger_day (day)
      select first.day from (select coalesce(
        (select max(day) + 1 from ledger_day),
        (select (min(at) at time zone 'UTC')::date from ledger_transfer)) as day) as first
      where (first.day + 1)::timestamp at time zone 'UTC' < now() - interval '1 hour'
      on conflict do nothing
      returning day
    ), summed as (
      insert into ledger_day_sum (day, account, currency, debited, credited)
      select closed.day, moved.account, moved.currency, moved.debited, moved.credited
      from closed, lateral (${sides(
        db,
        db.sql`at >= closed.day::timestamp at time zone 'UTC' and at < (closed.day + 1)::timestamp at time zone 'UTC'`,
      )}) as moved
    )
    select day::text as day from closed`;
  return closed?.day;
}
