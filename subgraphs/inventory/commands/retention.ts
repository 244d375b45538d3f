import type { Clock } from '#kernel/clock.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import { forgetRequests, forgetReservations, sumUpMovements } from '../store/retention.ts';

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 5_000;

const DAY_MS = 86_400_000;

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
    const ago = (days: number): Date => new Date(clock().getTime() - days * DAY_MS);
    const all = async (some: (on: Queryable, before: Date, limit: number) => Promise<number>, days: number) => {
      while ((await some(db, ago(days), AT_ONCE)) === AT_ONCE);
    };
    await all(sumUpMovements, keepDays);
    await all(forgetReservations, keepDays);
    await all(forgetRequests, REQUEST_DAYS);
  };
