import { Batcher } from '#kernel/commands/batcher.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { insertOrders, type NewOrder } from '../store/orders.ts';
import { placedAnnouncement } from './announcements.ts';

/**
 * Saves orders together with their `OrderPlaced`: those of one moment by one statement. Answers false for an order whose
 * claim was taken over meanwhile; nothing of it was saved.
 */
export const orderInserter = ({ db, outbox }: Pick<SubgraphRuntime, 'db' | 'outbox'>): Batcher<NewOrder, boolean> =>
  new Batcher<NewOrder, boolean>({
    name: 'order.place',
    run: async (batch) => {
      const saved = await insertOrders(
        db,
        batch.map((placing) => ({ ...placing, event: placedAnnouncement(placing) })),
      );
      if (saved.size > 0) await outbox.announce(db);
      return batch.map(({ order }) => saved.has(order.id));
    },
  });
