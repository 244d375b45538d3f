import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { olderRows } from '#kernel/db/older-rows.ts';
import { forgetCancelledOrders, forgetProviderEvents, forgetStaffRequests } from '../store/retention.ts';

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 1_000;

/** How long a key of staff is kept for its repetition, in days. */
const REQUEST_DAYS = 30;
/** Longer than Kafka keeps messages: by then an order that was cancelled has no payment begun any more. */
const CANCELLED_DAYS = 30;

/**
 * Forgets what nobody will ask for: the bank's callbacks once no dispute can need them, keys of staff, orders cancelled
 * before they were paid for. Payments, refunds, the ledger and statements are the books, and stay. Any number of processes may do it at once.
 * @param eventDays how long the bank's callbacks are kept
 */
export const retention =
  (db: Database, clock: Clock, eventDays: number): (() => Promise<void>) =>
  async () => {
    const all = olderRows(db, clock, AT_ONCE);
    await all(forgetProviderEvents, eventDays);
    await all(forgetStaffRequests, REQUEST_DAYS);
    await all(forgetCancelledOrders, CANCELLED_DAYS);
  };
