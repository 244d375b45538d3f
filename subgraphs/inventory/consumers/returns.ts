import type { Tx } from '#kernel/db/database.ts';
import { type ConsumerDefinition, defineConsumer } from '#kernel/messages/consumer.ts';
import { returnReceived } from '#schema/events.ts';
import type { StockDesk } from '../commands/stock-desk.ts';
import { documentsMoved, type GoodsChange } from '../store/stock.ts';
import { warehousesByIds } from '../store/warehouses.ts';

interface Whose {
  /** Reads what other regions received, in place of what this one did. */
  readonly others?: boolean;
  /** Which of some warehouses are this region's. */
  readonly own?: (tx: Tx, warehouseIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** An installation that is alone has all warehouses. */
const alone: Whose['own'] & {} = async (_tx, warehouseIds) => new Set(warehouseIds);

/** Those of some warehouses that are this region's, where there are others. */
export const ownWarehouses: Whose['own'] & {} = async (tx, warehouseIds) =>
  new Set((await warehousesByIds(tx, warehouseIds)).map(({ id }) => id));

/** Goods that came back lie in the warehouse again; those that cannot be sold are taken off at once, so that both are on record. */
export const returnsConsumer = (desk: StockDesk, { others = false, own = alone }: Whose = {}): ConsumerDefinition =>
  defineConsumer({
    name: others ? 'regional-returns' : 'returns',
    events: [returnReceived],
    ofOtherRegions: others,
    async handle(tx, all) {
      const ours = await own(
        tx,
        all.map(({ data }) => data.warehouseId),
      );
      const events = all.filter(({ data }) => ours.has(data.warehouseId));
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
