import { randomBytes } from 'node:crypto';
import type { Database } from '#kernel/db/database.ts';
import { type Action, originDigest, seal } from '../domain/chain.ts';
import { append, keepOrigins, takeHead } from '../store/log.ts';

/** An action as it was told. `origin` is from where, in plain text. */
export type Told = Omit<Action, 'origin'> & { readonly origin: string | undefined };

/** Adds actions to the log, each once, in one transaction. */
export type Record = (told: readonly Told[]) => Promise<void>;

export const createRecord =
  (db: Database): Record =>
  (told) =>
    db.transaction(async (tx) => {
      const { head, known } = await takeHead(
        tx,
        told.map(({ eventId }) => eventId),
      );
      // One row for all that somebody does from one place in a batch.
      const origins = new Map<string, { digest: string; salt: Buffer; actor: string; origin: string }>();
      const digestOf = ({ actor, origin }: Told): string | null => {
        if (!origin) return null;
        const key = `${actor} ${origin}`;
        let place = origins.get(key);
        if (!place) {
          const salt = randomBytes(16);
          place = { digest: originDigest(salt, actor, origin), salt, actor, origin };
          origins.set(key, place);
        }
        return place.digest;
      };
      const actions: Action[] = [];
      for (const one of told) {
        if (known.has(one.eventId)) continue;
        known.add(one.eventId);
        actions.push({ ...one, origin: digestOf(one) });
      }
      await keepOrigins(tx, [...origins.values()]);
      await append(tx, seal(actions, head));
    });
