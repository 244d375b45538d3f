import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { olderRows } from '#kernel/db/older-rows.ts';
import { forgetDeliveries, forgetRequests, forgetSlots } from '../store/retention.ts';

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 1_000;

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
    const all = olderRows(db, clock, AT_ONCE);
    await all(forgetDeliveries, keepDays);
    await all(forgetSlots, keepDays);
    await all(forgetRequests, REQUEST_DAYS);
  };
