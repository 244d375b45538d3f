import type { Acting } from '#kernel/auth/viewer.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import { inboundChanged, stockCountChanged } from '../events.ts';
import type { StoredCount } from '../store/counts.ts';
import type { StoredInbound } from '../store/inbounds.ts';

/** What is told of goods under way, as they stand. */
export function inboundEvent(
  { id: inboundShipmentId, fromWarehouseId, toWarehouseId, status, lines }: StoredInbound,
  by: Acting | undefined,
): OutgoingEvent {
  const at = new Date().toISOString();
  return toOutgoing(
    inboundChanged,
    { inboundShipmentId, fromWarehouseId, toWarehouseId, status, lines: [...lines], at },
    by,
  );
}

/** What is told of a warehouse's own count, as it stands. */
export function countEvent(
  { id: stockCountId, warehouseId, status, lineCount, differenceCount }: StoredCount,
  by: Acting | undefined,
): OutgoingEvent {
  const at = new Date().toISOString();
  return toOutgoing(stockCountChanged, { stockCountId, warehouseId, status, lineCount, differenceCount, at }, by);
}
