import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import { crashPoint } from '../crash-points.ts';
import type { Answer, ReservationCommand } from '../domain/reservation.ts';
import type { ReservationDesk } from './reservation-desk.ts';

/** Checkout's holds and releases, decided together in arrival order, all that wait at once. */
export type ReserveStock = (command: Extract<ReservationCommand, { kind: 'HOLD' | 'RELEASE' }>) => Promise<Answer>;

export function reserveStock(db: Database, desk: ReservationDesk): ReserveStock {
  const batcher = new Batcher<ReservationCommand, Answer>({
    name: 'inventory.reserve',
    maxBatch: 1_000,
    run: async (commands, goOn) => {
      const answers =
        (await desk.trySettle(commands, goOn)) ?? (await db.transaction((tx) => desk.settle(tx, commands)));
      crashPoint('inventory.held-not-answered');
      return answers;
    },
  });
  return (command) => batcher.submit(command);
}
