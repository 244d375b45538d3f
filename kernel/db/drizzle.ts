import { createRequire } from 'node:module';
// First, as drizzle-orm requires postgres.js itself.
import '#kernel/db/postgres.ts';

/**
 * drizzle-orm, loaded the old way. Node looks at a package's package.json for every ES module it loads from it, drizzle's
 * has 180 kB and hundreds of modules: imported, it costs 250 MB of garbage and 0.6–1.1 s at start; required, 28 MB and 0.15 s
 * (Node 24.21, measured by `process.memoryUsage().rss` around the one import).
 */
const require = createRequire(import.meta.url);

export const { and, desc, eq, inArray, lt, or } = require('drizzle-orm') as typeof import('drizzle-orm');
export const { bigint, doublePrecision, integer, PgDialect, pgTable, primaryKey, text, timestamp, uuid } =
  require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core');
export const { PostgresJsDatabase, PostgresJsSession } =
  require('drizzle-orm/postgres-js') as typeof import('drizzle-orm/postgres-js');
