import type { Clock } from '#kernel/clock.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';

const DAY_MS = 86_400_000;

/** Deals with at most `limit` rows from before a moment, and says with how many. Rows others have locked are passed over. */
export type SomeOlder = (on: Queryable, before: Date, limit: number) => Promise<number>;

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
