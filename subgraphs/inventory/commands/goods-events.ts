import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import { goodsMoved } from '../events.ts';
import type { GoodsChange, StockLevelRow } from '../store/stock.ts';

/** Lines of one event: far below what Kafka takes as one message. */
const MOST_LINES = 1_000;

const levelKey = ({ variantId, warehouseId }: { variantId: string; warehouseId: string }): string =>
  `${variantId} ${warehouseId}`;

/**
 * What is told of changes: one event for what happened to one warehouse for one reason, whatever the number of variants.
 * @param before the levels as they were
 * @param by who made them
 */
export function goodsMovedEvents(
  changes: readonly GoodsChange[],
  before: readonly StockLevelRow[],
  at: string,
  by: Parameters<typeof toOutgoing>[2],
): OutgoingEvent[] {
  const onHand = new Map(before.map((level) => [levelKey(level), level.onHand]));
  const lines = changes.map((change) => {
    const now = onHand.get(levelKey(change))! + change.onHand;
    onHand.set(levelKey(change), now);
    return { change, line: { variantId: change.variantId, change: change.onHand, onHand: now } };
  });
  const together = Map.groupBy(lines, ({ change: { warehouseId, kind, documentId, orderId } }) =>
    [warehouseId, kind, documentId, orderId].join(),
  );
  return [...together.values()].flatMap((group) => {
    const { warehouseId, kind, documentId = null, orderId = null } = group[0]!.change;
    return Array.from({ length: Math.ceil(group.length / MOST_LINES) }, (_, page) => {
      const part = group.slice(page * MOST_LINES, (page + 1) * MOST_LINES).map(({ line }) => line);
      return toOutgoing(goodsMoved, { warehouseId, kind, documentId, orderId, lines: part, at }, by);
    });
  });
}
