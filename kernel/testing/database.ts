import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { migrate, type SchemaOwner } from '#kernel/db/migrate.ts';
import { newId } from '#kernel/ids.ts';

export interface TestDatabase {
  /** The URL of the database for a role of one schema. */
  urlFor(role: string): string;
  adminUrl: string;
  /** Fails when a connection was left open: somebody's pool leaks. */
  drop(): Promise<void>;
}

const PASSWORD = 'test';

/**
 * A database of one's own, in milliseconds: schemas are migrated once into a template whose name says what is in it, and
 * each caller gets a copy.
 * @param adminUrl a role that may create databases
 */
export async function cloneDatabase(
  adminUrl: string,
  owners: readonly Omit<SchemaOwner, 'password'>[],
): Promise<TestDatabase> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  const template = `template_${await fingerprint(owners)}`;
  const name = `test_${newId().replaceAll('-', '')}`;
  const at = (database: string, role?: string): string => {
    const url = new URL(adminUrl);
    url.pathname = `/${database}`;
    if (role) {
      url.username = role;
      url.password = PASSWORD;
    }
    return url.href;
  };
  // Template and copy are made under one lock: PostgreSQL refuses to copy a database somebody is connected to.
  await admin`select pg_advisory_lock(hashtextextended('test-templates', 0))`;
  try {
    const [exists] = await admin`select 1 from pg_database where datname = ${template}`;
    if (!exists) {
      const draft = `draft_${newId().replaceAll('-', '')}`;
      await admin.unsafe(`create database ${draft}`);
      for (const owner of owners) await migrate(at(draft), { ...owner, password: PASSWORD });
      await admin.unsafe(`alter database ${draft} rename to ${template}`);
    }
    await admin.unsafe(`create database ${name} template ${template}`);
  } finally {
    await admin`select pg_advisory_unlock_all()`;
    await admin.end();
  }
  return {
    adminUrl: at(name),
    urlFor: (role) => at(name, role),
    drop: async () => {
      const connection = postgres(adminUrl, { max: 1, onnotice: () => {} });
      try {
        await connection.unsafe(`drop database ${name}`);
      } finally {
        await connection.end();
      }
    },
  };
}

async function fingerprint(owners: readonly Omit<SchemaOwner, 'password'>[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [
    new URL('../messages/migrations/', import.meta.url),
    ...owners.map((owner) => owner.migrations),
  ])
    for (const file of (await readdir(folder)).sort()) hash.update(file).update(await readFile(new URL(file, folder)));
  return hash
    .update(owners.map(({ name }) => name).join())
    .digest('hex')
    .slice(0, 24);
}
