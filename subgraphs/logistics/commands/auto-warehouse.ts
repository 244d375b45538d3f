import type { Database } from '#kernel/db/database.ts';
import type { ShipmentCommand } from '../domain/shipment.ts';
import { lockRestingInHouse } from '../store/shipments.ts';
import type { ShipmentMover } from './move-shipments.ts';

/** Most shipments moved in one transaction. */
const BATCH = 200;

const NEXT = {
  PLANNED: { kind: 'START_PICKING' },
  PICKING: { kind: 'PACK' },
  PACKED: { kind: 'HAND_OVER' },
} as const satisfies Record<string, ShipmentCommand>;

/**
 * Plays the warehouse where no people are: each shipment rests for a while and takes its next step, down to the carrier.
 * Any number of processes may do it at once.
 * @param restMs how long picking, packing and waiting for the carrier take each
 */
export const autoWarehouse =
  (db: Database, mover: ShipmentMover, restMs: number): (() => Promise<void>) =>
  async () => {
    for (;;) {
      const moved = await db.transaction(async (tx) => {
        const resting = await lockRestingInHouse(tx, restMs, BATCH);
        await mover.moveAll(
          tx,
          resting.map(({ id, status }) => ({ shipmentId: id, command: NEXT[status] })),
        );
        return resting.length;
      });
      if (moved < BATCH) return;
    }
  };
