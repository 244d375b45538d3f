import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import type { EraseOrigins } from './commands/erase-origins.ts';

/** What the resolvers of one request work with. */
export interface Context {
  readonly viewer: Viewer;
  readonly db: Database;
  readonly eraseOrigins: EraseOrigins;
}
