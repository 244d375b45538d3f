import type { Clock } from '#kernel/clock.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import { olderRows } from '#kernel/db/older-rows.ts';
import type { Job } from '#kernel/subgraph/define.ts';

/** Longer than Kafka keeps a message by default (7 days), so that nothing forgotten can still be delivered. */
const KEPT_DAYS = 14;

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 10_000;

/** Forgets the ids of events that can no longer be delivered again. */
export const inboxRetention = (db: Database, clock: Clock): Job => ({
  name: 'inbox-retention',
  everyMs: 10 * 60_000,
  run: () => olderRows(db, clock, AT_ONCE)(forgetReceived, KEPT_DAYS),
});

async function forgetReceived({ sql }: Queryable, before: Date, limit: number): Promise<number> {
  const { count } = await sql`
    delete from inbox where ctid = any (array(
      select ctid from inbox where received_at < ${before} limit ${limit} for update skip locked))`;
  return count;
}
