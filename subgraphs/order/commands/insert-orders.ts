import { Batcher } from '#kernel/commands/batcher.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { orderPlaced } from '#schema/events.ts';
import { insertOrders, type NewOrder } from '../store/orders.ts';

/**
 * Saves orders together with their `OrderPlaced`: those of one moment in one transaction of one statement per table.
 * Answers false for an order whose claim was taken over meanwhile; nothing of it was saved.
 */
export const orderInserter = ({ db, outbox }: Pick<SubgraphRuntime, 'db' | 'outbox'>): Batcher<NewOrder, boolean> =>
  new Batcher<NewOrder, boolean>({
    name: 'order.place',
    run: (batch) =>
      db.transaction(async (tx) => {
        const saved = await insertOrders(tx, batch);
        const events = batch.filter(({ order }) => saved.has(order.id)).map(placedEvent);
        await outbox.append(tx, events);
        return batch.map(({ order }) => saved.has(order.id));
      }),
  });

const placedEvent = ({ order, lines }: NewOrder) =>
  toOutgoing(
    orderPlaced,
    {
      orderId: order.id,
      userId: order.userId,
      status: order.status,
      at: order.placedAt.toISOString(),
      number: order.number,
      cartId: order.cartId,
      lines: lines.map(({ variantId, sku, quantity, unitPriceMinor }) => ({
        variantId,
        sku,
        quantity,
        unitPriceMinor,
      })),
      totalMinor: order.totalMinor,
      currency: order.currency,
      holdExpiresAt: order.holdExpiresAt.toISOString(),
    },
    { correlationId: order.id },
  );
