import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import type { CloseDeadLetters } from './commands/close-dead-letters.ts';

/** What the resolvers of one request work with. */
export interface Context {
  readonly viewer: Viewer;
  readonly db: Database;
  readonly closeDeadLetters: CloseDeadLetters;
}
