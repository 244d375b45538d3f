import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { olderRows } from '#kernel/db/older-rows.ts';
import {
  forgetLent,
  forgetRegionalHolds,
  forgetRequests,
  forgetReservations,
  sumUpMovements,
} from '../store/retention.ts';

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 5_000;

/** How long an answer to staff is kept for its repetition, in days. */
const REQUEST_DAYS = 30;

/**
 * Keeps the tables as long as the days they cover: movements are summed up, finished reservations and old answers
 * forgotten. Any number of processes may do it at once.
 * @param keepDays longer than Kafka keeps messages, so that nothing forgotten can still be told again
 */
export const retention =
  (db: Database, clock: Clock, keepDays: number): (() => Promise<void>) =>
  async () => {
    const all = olderRows(db, clock, AT_ONCE);
    await all(sumUpMovements, keepDays);
    await all(forgetReservations, keepDays);
    await all(forgetRegionalHolds, keepDays);
    await all(forgetLent, keepDays);
    await all(forgetRequests, REQUEST_DAYS);
  };
