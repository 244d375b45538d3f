import type { Database, Tx } from '#kernel/db/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';

/**
 * Lets somebody else take one row, `act` run into it and wait, and somebody else take a second row before they commit. Where
 * `act` has taken the second row first, each waits for the other and PostgreSQL fails one of them: so rows that several
 * processes may write at once are written in one order, that of their keys.
 * @param first takes the row that comes first by its key, `second` the one that comes last
 * @param act takes both, told of them last first
 */
export async function crossing<T>(
  db: Database,
  { first, act, second }: { first(tx: Tx): Promise<unknown>; act(): Promise<T>; second(tx: Tx): Promise<unknown> },
): Promise<T> {
  let acting: Promise<T> | undefined;
  await db.transaction(async (tx) => {
    await first(tx);
    acting = act();
    acting.catch(() => {});
    await eventually(async () => {
      const waiting = await tx.sql`
        select 1 from pg_locks where not granted and pid <> pg_backend_pid()
          and pg_blocking_pids(pid) @> array[pg_backend_pid()]`;
      return waiting.length > 0;
    });
    await second(tx);
  });
  return acting!;
}
