import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'postgres';
import postgres from '#kernel/db/postgres.ts';

/** Migrations that every subgraph's schema gets before its own: outbox and inbox. */
const KERNEL_MIGRATIONS = new URL('../messages/migrations/', import.meta.url);

/** A migration that ran was edited afterwards, or one of its statements failed. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

export interface SchemaOwner {
  /** Schema and role: one word of a-z, 0-9 and _. */
  name: string;
  /** The role's password. */
  password: string;
  /** Folder of `0001-what-it-does.sql` files, run in order of name. */
  migrations: URL;
}

/**
 * Brings one subgraph's schema up to date: role, schema, grants, kernel tables, then its own files. Each file runs once,
 * in a transaction of its own, under one advisory lock per schema, so any number of processes may start together.
 * The role may read and write rows of its schema and nothing else: it owns no table and sees no other schema.
 * @param adminUrl a role that may create roles and schemas
 * @returns the names of the files that ran now
 */
export async function migrate(adminUrl: string, owner: SchemaOwner): Promise<string[]> {
  if (!/^[a-z][a-z0-9_]*$/.test(owner.name)) throw new MigrationError(`"${owner.name}" cannot name a schema`);
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtextextended(current_database() || ':migrate', 0))`;
    await provision(sql, owner);
    const ran: string[] = [];
    for (const [prefix, folder] of [
      ['kernel/', KERNEL_MIGRATIONS],
      ['', owner.migrations],
    ] as const) {
      for (const file of (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()) {
        const text = await readFile(new URL(file, folder), 'utf8');
        if (await runOnce(sql, owner.name, `${prefix}${file}`, text)) ran.push(`${prefix}${file}`);
      }
    }
    return ran;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function provision(sql: pg.Sql, { name, password }: SchemaOwner): Promise<void> {
  const role = sql(name);
  const [existing] = await sql`select 1 from pg_roles where rolname = ${name}`;
  // A role's password cannot be a bound parameter; format(%L) quotes it as a literal.
  const [statement] = await sql<{ text: string }[]>`
    select format(${existing ? 'alter' : 'create'} || ' role %I login nosuperuser nocreatedb nocreaterole password %L', ${name}::text, ${password}::text) as text`;
  await sql.unsafe(statement!.text);
  await sql`revoke create on schema public from public`;
  await sql`create schema if not exists ${role}`;
  await sql`grant usage on schema ${role} to ${role}`;
  await sql`alter default privileges in schema ${role} grant select, insert, update, delete on tables to ${role}`;
  await sql`alter default privileges in schema ${role} grant usage on sequences to ${role}`;
  await sql`create table if not exists ${sql(name)}.migrations (
    name text primary key, digest text not null, ran_at timestamptz not null default now())`;
}

async function runOnce(sql: pg.Sql, schema: string, file: string, text: string): Promise<boolean> {
  const digest = createHash('sha256').update(text).digest('hex');
  const [done] = await sql<{ digest: string }[]>`select digest from ${sql(schema)}.migrations where name = ${file}`;
  if (done) {
    if (done.digest !== digest)
      throw new MigrationError(`${schema}: migration ${file} was edited after it ran; add a new file`);
    return false;
  }
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('search_path', ${`${schema}, public`}, true)`;
      await tx.unsafe(text);
      await tx`insert into ${tx(schema)}.migrations (name, digest) values (${file}, ${digest})`;
    });
  } catch (cause) {
    throw new MigrationError(`${schema}: migration ${file} failed: ${(cause as Error).message}`, { cause });
  }
  return true;
}
