import { afterAll, beforeAll, expect, it } from 'vitest';
import postgres from '#kernel/db/postgres.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { schemaOwners } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase(testServers().postgresAdminUrl, await schemaOwners());
});
afterAll(() => database.drop());

it('tables that each order writes to are sampled little, every column of them', async () => {
  const sql = postgres(database.adminUrl, { max: 1 });
  const columns = await sql<{ name: string; values: number | null }[]>`
    select concat_ws('.', attrelid::regclass, attname) as name, attstattarget as values
    from pg_attribute join pg_class t on t.oid = attrelid join pg_namespace n on n.oid = relnamespace
    where nspname = any(${['order', 'payment', 'inventory', 'logistics', 'audit']}) and relkind = 'r' and attnum > 0
      and not attisdropped`;
  await sql.end();
  expect(columns.length).toBeGreaterThan(100);
  expect(columns.filter(({ values }) => values !== 10)).toEqual([]);
});
