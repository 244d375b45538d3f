import { Batcher } from '#kernel/commands/batcher.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { insertOrders, type NewOrder } from '../store/orders.ts';
import { stateOf } from '../store/processes.ts';
import type { KnownOrders } from './advance-orders.ts';
import { placedAnnouncement } from './announcements.ts';

/**
 * Saves orders together with their `OrderPlaced`: those of one moment by one statement. Answers false for an order whose
 * claim was taken over meanwhile; nothing of it was saved. What is saved is known: its payment soon asks for it again.
 */
export const orderInserter = (
  { db, outbox }: Pick<SubgraphRuntime, 'db' | 'outbox'>,
  known: KnownOrders,
): Batcher<NewOrder, boolean> =>
  new Batcher<NewOrder, boolean>({
    name: 'order.place',
    run: async (batch) => {
      const saved = await insertOrders(
        db,
        batch.map((placing) => ({ ...placing, event: placedAnnouncement(placing) })),
      );
      if (saved.size > 0) await outbox.announce(db);
      for (const { order, lines } of batch)
        if (saved.has(order.id)) known.set(order.id, { ...order, version: 0, lines, state: stateOf(order) });
      return batch.map(({ order }) => saved.has(order.id));
    },
  });
