import type { Database } from '#kernel/db/database.ts';
import type { Job } from '#kernel/subgraph/define.ts';

/** Longer than Kafka keeps a message by default (7 days), so that nothing forgotten can still be delivered. */
const KEPT_DAYS = 14;

/** Rows of one statement, so that no lock or transaction is long. */
const AT_ONCE = 10_000;

/** Forgets the ids of events that can no longer be delivered again. */
export const inboxRetention = (db: Database): Job => ({
  name: 'inbox-retention',
  everyMs: 10 * 60_000,
  run: async () => {
    let forgotten: number;
    do {
      const rows = await db.sql`
        delete from inbox where ctid = any (array(
          select ctid from inbox where received_at < now() - make_interval(days => ${KEPT_DAYS}) limit ${AT_ONCE}
          for update skip locked)) returning 1`;
      forgotten = rows.length;
    } while (forgotten === AT_ONCE);
  },
});
