import type { PendingQuery, Row } from 'postgres';
import type { Clock } from '#kernel/clock.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';

const DAY_MS = 86_400_000;

/** Deals with at most `limit` rows from before a moment, and says with how many. Rows others have locked are passed over. */
export type SomeOlder = (on: Queryable, before: Date, limit: number) => Promise<number>;

/**
 * Deletes at most `limit` rows of a table, and says how many. Rows others have locked are passed over.
 * @param which of them: a condition, and an order where an index is to find them
 */
export async function deleteSome(
  { sql }: Queryable,
  table: string,
  which: PendingQuery<Row[]>,
  limit: number,
): Promise<number> {
  const { count } = await sql`
    delete from ${sql(table)} where ctid = any (array(
      select ctid from ${sql(table)} where ${which} limit ${limit} for update skip locked))`;
  return count;
}

/**
 * Deals with all rows that are older than so many days, a statement for each part of them, so that no lock is long.
 * @param atOnce rows of one statement
 */
export const olderRows =
  (db: Database, clock: Clock, atOnce: number) =>
  async (some: SomeOlder, days: number): Promise<void> => {
    const before = new Date(clock().getTime() - days * DAY_MS);
    while ((await some(db, before, atOnce)) === atOnce);
  };
