import { crashPoint } from '#kernel/crash-points.ts';
import type { Database } from '#kernel/db/database.ts';
import type { ConsumerDefinition, Received } from '#kernel/messages/consumer.ts';

/**
 * Lets a consumer take effect of what it has not seen: its ids are recorded in the transaction of the effect, so a
 * redelivery is a no-op. In order of id: after a rebalance two processes may hold the same events. A consumer without an inbox
 * gets everything.
 * @returns how many were new
 */
export async function takeEffect(
  definition: ConsumerDefinition,
  db: Database | undefined,
  received: Received[],
): Promise<number> {
  if (!definition.inbox || !db) {
    await definition.handle(undefined, received);
    return received.length;
  }
  return db.transaction(async (tx) => {
    const rows = await tx.sql<{ event_id: string }[]>`
      insert into inbox (consumer, event_id)
      select ${definition.name}::text, id from unnest(${received.map(({ id }) => id)}::uuid[]) as id order by id
      on conflict do nothing returning event_id`;
    const ids = new Set(rows.map((row) => row.event_id));
    // delete() answers true once per id: a batch may hold the same event twice.
    const unseen = received.filter(({ id }) => ids.delete(id));
    if (unseen.length > 0) await definition.handle(tx, unseen);
    crashPoint('consumer.handled-not-committed');
    return unseen.length;
  });
}
