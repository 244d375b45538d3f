import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'postgres';

/** The tables of one schema that are the catalogue, and none of the kernel's. */
const tables = async (sql: pg.Sql): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'catalog' and table_type = 'BASE TABLE'
      and table_name not in ('outbox', 'inbox', 'migrations')`;
  return rows.map(({ name }) => name);
};

/** Columns that are written, as a list; those that are generated follow. */
async function columns(sql: pg.Sql, table: string): Promise<string> {
  const rows = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'catalog' and table_name = ${table} and is_generated = 'NEVER' order by column_name`;
  return rows.map(({ name }) => `"${name}"`).join();
}

/** Writes a catalogue into a folder, a file a table. */
export async function copyOut(sql: pg.Sql, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const table of await tables(sql)) {
    const out = await sql.unsafe(`copy catalog."${table}" (${await columns(sql, table)}) to stdout`).readable();
    await pipeline(out, createWriteStream(join(folder, table)));
  }
}

/** Replaces one catalogue by another, constraints unheeded until all of it is there. */
export async function copyIn(sql: pg.Sql, folder: string): Promise<void> {
  const files = await readdir(folder);
  await sql`set session_replication_role = replica`;
  for (const table of files) await sql`delete from catalog.${sql(table)}`;
  for (const table of files) {
    const into = await sql.unsafe(`copy catalog."${table}" (${await columns(sql, table)}) from stdin`).writable();
    await pipeline(createReadStream(join(folder, table)), into);
  }
}
