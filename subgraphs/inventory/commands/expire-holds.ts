import type { Database } from '#kernel/db/database.ts';
import { crashPoint } from '../crash-points.ts';
import { lockOverdue } from '../store/reservations.ts';
import type { ReservationDesk } from './reservation-desk.ts';

/** Most holds ended in one transaction. */
const BATCH = 500;

/**
 * Ends holds whose time is up, a bounded batch per transaction until none is left. Any number of processes may do it at
 * once: each takes holds no other works on.
 * @param graceMs how long a hold outlives the time told to others: an order paid in its last second still finds it
 */
export const expireHolds =
  (db: Database, desk: ReservationDesk, graceMs: number): (() => Promise<void>) =>
  async () => {
    for (;;) {
      const ended = await db.transaction(async (tx) => {
        const orderIds = await lockOverdue(tx, graceMs, BATCH);
        await desk.settle(
          tx,
          orderIds.map((orderId) => ({ kind: 'EXPIRE' as const, orderId })),
        );
        if (orderIds.length > 0) crashPoint('inventory.holds-ended-not-committed');
        return orderIds.length;
      });
      if (ended < BATCH) return;
    }
  };
