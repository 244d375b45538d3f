import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { olderRows } from '#kernel/db/older-rows.ts';
import { forgetClosed } from '../store/dead-letters.ts';

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 1_000;

/** How long a dead letter is kept after it was sent again or given up, in days. */
const KEPT_DAYS = 90;

/** Forgets dead letters that were dealt with long ago; those nobody has decided about stay. */
export const retention =
  (db: Database, clock: Clock): (() => Promise<void>) =>
  () =>
    olderRows(db, clock, AT_ONCE)(forgetClosed, KEPT_DAYS);
