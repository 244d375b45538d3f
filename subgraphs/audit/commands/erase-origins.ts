import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { seal } from '../domain/chain.ts';
import { append, eraseOrigins, takeHead } from '../store/log.ts';

export type EraseOrigins = (userId: string, by: string) => Promise<number>;

/**
 * Erases from where a person acted, and notes that in the log: a place of origin that is missing is explained by such an
 * entry after it, or shows as a breach.
 * @returns how many places were erased
 */
export const createEraseOrigins =
  ({ db, clock }: { db: Database; clock: Clock }): EraseOrigins =>
  (userId, by) =>
    db.transaction(async (tx) => {
      const { head } = await takeHead(tx, []);
      const places = await eraseOrigins(tx, `user:${userId}`);
      const action = {
        ...{ eventId: newId(), at: clock(), action: 'audit.OriginsErased', subject: userId, actor: by },
        ...{ origin: null, correlation: null, causation: null, data: JSON.stringify({ userId, places }) },
      };
      await append(tx, seal([action], head));
      return places;
    });
