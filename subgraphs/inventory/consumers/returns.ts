import { type ConsumerDefinition, defineConsumer } from '#kernel/messages/consumer.ts';
import { returnReceived } from '#schema/events.ts';
import type { StockDesk } from '../commands/stock-desk.ts';
import { documentsMoved, type GoodsChange } from '../store/stock.ts';

/** Goods that came back lie in the warehouse again; those that cannot be sold are taken off at once, so that both are on record. */
export const returnsConsumer = (desk: StockDesk): ConsumerDefinition =>
  defineConsumer({
    name: 'returns',
    events: [returnReceived],
    async handle(tx, events) {
      // A return is received once: what its movements tell of is not taken in again, whatever the inbox remembers.
      const known = await documentsMoved(
        tx,
        events.map(({ data }) => data.returnId),
      );
      const fresh = new Map(
        events.filter(({ data }) => !known.has(data.returnId)).map((event) => [event.data.returnId, event]),
      );
      const changes = [...fresh.values()].flatMap(({ data: { returnId, orderId, warehouseId, lines } }) =>
        lines.flatMap(({ variantId, restock, writeOff }): GoodsChange[] => {
          const about = { variantId, warehouseId, reason: null, documentId: returnId, orderId };
          return [
            { ...about, kind: 'RETURNED', onHand: restock + writeOff },
            { ...about, kind: 'WRITTEN_OFF', onHand: -writeOff },
          ];
        }),
      );
      const moved = changes.filter(({ onHand }) => onHand !== 0);
      if (moved.length === 0) return;
      const taken = await desk.change(tx, moved, { actor: 'service:logistics' }, () => ({
        kind: 'CHANGES',
        changes: moved,
      }));
      if (taken.kind !== 'CHANGED') throw new Error('more came back than a warehouse can hold');
    },
  });
