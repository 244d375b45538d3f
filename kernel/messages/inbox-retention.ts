import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { deleteSome, olderRows, type SomeOlder } from '#kernel/db/older-rows.ts';
import type { Job } from '#kernel/subgraph/define.ts';

/** Longer than Kafka keeps a message by default (7 days), so that nothing forgotten can still be delivered. */
const KEPT_DAYS = 14;

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 10_000;

const forgetReceived: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'inbox', on.sql`received_at < ${before}`, limit);

/** Forgets the ids of events that can no longer be delivered again. */
export const inboxRetention = (db: Database, clock: Clock): Job => ({
  name: 'inbox-retention',
  everyMs: 10 * 60_000,
  run: () => olderRows(db, clock, AT_ONCE)(forgetReceived, KEPT_DAYS),
});
