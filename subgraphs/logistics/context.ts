import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import type { ShipmentMover } from './commands/move-shipments.ts';
import type { ReturnDesk } from './commands/return-desk.ts';
import type { SlotDesk } from './commands/slot-desk.ts';
import type { WarehouseDirectory } from './peers/warehouses.ts';
import type { StoredShipment, StoredTrackingEvent } from './store/shipments.ts';
import type { StoredSlot } from './store/slots.ts';

/** Reads that all requests share: those that come together are one statement. */
export interface Reads {
  readonly shipments: Batcher<string, StoredShipment | null>;
  readonly shipmentsOfOrder: Batcher<string, StoredShipment[]>;
  readonly events: Batcher<string, (StoredTrackingEvent & { readonly userId: string }) | null>;
  readonly eventsOfShipment: Batcher<string, StoredTrackingEvent[]>;
  readonly slots: Batcher<string, StoredSlot | null>;
}

export interface Services {
  readonly db: Database;
  readonly clock: Clock;
  readonly reads: Reads;
  readonly mover: ShipmentMover;
  readonly slotDesk: SlotDesk;
  readonly returns: ReturnDesk;
  readonly warehouses: WarehouseDirectory;
}

/** What the resolvers of one request work with. */
export interface Context extends Services {
  readonly viewer: Viewer;
}
