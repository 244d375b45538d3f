import type { Queryable } from '#kernel/db/database.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { type EntryConditions, entryPage } from '../store/log.ts';

/** A page of the log for staff, newest first. */
export async function pageOfEntries(
  db: Queryable,
  conditions: EntryConditions,
  { first, after }: { first?: number | null | undefined; after?: string | null | undefined },
) {
  const size = pageSize(first);
  const [last] = decodeCursor(after, ['number']) ?? [];
  const rows = await entryPage(db, conditions, last, size + 1);
  return connectionOf(rows, size, last !== undefined, ({ seq }) => [seq]);
}
