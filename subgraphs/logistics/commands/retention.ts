import type { Clock } from '#kernel/clock.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import { forgetDeliveries, forgetRequests, forgetSlots } from '../store/retention.ts';

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 1_000;

const DAY_MS = 86_400_000;

/** How long an answer to staff is kept for its repetition, in days. */
const REQUEST_DAYS = 30;

/**
 * Forgets what nobody will ask for: deliveries that came to nothing, slots that are over, old answers. Shipments and their
 * history stay; they are found by order and by id, however many there are. Any number of processes may do it at once.
 * @param keepDays longer than Kafka keeps messages, so that nothing forgotten can still be told again
 */
export const retention =
  (db: Database, clock: Clock, keepDays: number): (() => Promise<void>) =>
  async () => {
    const ago = (days: number): Date => new Date(clock().getTime() - days * DAY_MS);
    const all = async (some: (on: Queryable, before: Date, limit: number) => Promise<number>, days: number) => {
      while ((await some(db, ago(days), AT_ONCE)) === AT_ONCE);
    };
    await all(forgetDeliveries, keepDays);
    await all(forgetSlots, keepDays);
    await all(forgetRequests, REQUEST_DAYS);
  };
