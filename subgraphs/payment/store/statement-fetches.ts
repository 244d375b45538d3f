import type { Database, Queryable } from '#kernel/db/database.ts';

/** The first of the last so many days; one ends when it is closed, an hour after midnight. */
const firstDay = (db: Queryable, days: number) => db.sql`
  ((now() - interval '1 hour') at time zone 'UTC')::date - ${days}::int`;

/** Closed days of the last so many that lack the bank's whole statement, or on which it does not agree with what is here. */
const unsettled = (db: Queryable, days: number) => db.sql`
  select l.day, s.date is null as missing
  from ledger_day l
  -- The last moment of a day is the last that the bank can name.
  left join bank_statement s on s.date = l.day
    and s.as_of >= (l.day + interval '1 day' - interval '1 second') at time zone 'UTC'
  where l.day >= ${firstDay(db, days)}
    and (s.date is null or exists (select from bank_statement_difference d where d.date = l.day))`;

/**
 * Takes the oldest unsettled day nobody else has and whose time has come.
 * @param leaseMs until then nobody else takes it, unless it is put off or settled before
 * @returns the day, and how often it was taken, this time included
 */
export async function claimDay(
  db: Database,
  days: number,
  leaseMs: number,
): Promise<{ date: string; attempts: number } | undefined> {
  const [claimed] = await db.sql<{ date: string; attempts: number }[]>`
    insert into bank_statement_fetch as f (date, next_at, attempts)
    select u.day, now() + ${leaseMs} * interval '1 ms', 1 from (${unsettled(db, days)}) as u
    left join bank_statement_fetch before on before.date = u.day
    where before.date is null or before.next_at <= now()
    order by u.day limit 1
    on conflict (date) do update set next_at = excluded.next_at, attempts = f.attempts + 1 where f.next_at <= now()
    returning date::text as date, attempts`;
  return claimed;
}

/** Lets a day be taken again after a while. @param problem null when its statement was had */
export const putOffDay = async (db: Database, date: string, ms: number, problem: string | null): Promise<void> =>
  void (await db.sql`
    update bank_statement_fetch set next_at = now() + ${ms} * interval '1 ms', problem = ${problem},
      attempts = case when ${problem}::text is null then 0 else attempts end
    where date = ${date}`);

/** Forgets the days before the last so many. */
export const forgetDays = async (db: Database, days: number): Promise<void> =>
  void (await db.sql`delete from bank_statement_fetch where date < ${firstDay(db, days)}`);

/** How the last so many closed days stand: differences found in them, and days without the bank's statement. */
export async function standing(db: Database, days: number): Promise<{ differences: number; missing: number }> {
  const [row] = await db.sql<{ differences: number; missing: number }[]>`
    select (select count(*)::int from bank_statement_difference join ledger_day on day = date
        where date >= ${firstDay(db, days)}) as differences,
      (select count(*)::int from (${unsettled(db, days)}) as u where u.missing) as missing`;
  return row!;
}
