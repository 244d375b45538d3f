import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import type { Answer, ReservationCommand } from '../domain/reservation.ts';
import type { SettleReservations } from './settle-reservations.ts';

/** Checkout's holds and releases, decided together in arrival order: one transaction for all that wait. */
export type ReserveStock = (command: Extract<ReservationCommand, { kind: 'HOLD' | 'RELEASE' }>) => Promise<Answer>;

export function reserveStock(db: Database, settle: SettleReservations): ReserveStock {
  const batcher = new Batcher<ReservationCommand, Answer>({
    name: 'inventory.reserve',
    maxBatch: 1_000,
    run: (commands) => db.transaction((tx) => settle(tx, commands)),
  });
  return (command) => batcher.submit(command);
}
