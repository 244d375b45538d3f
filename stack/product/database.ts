import { migrate, type SchemaOwner } from '#kernel/db/migrate.ts';
import postgres from '#kernel/db/postgres.ts';
import { manifest } from '#subgraphs/manifest.ts';
import type { Secrets } from '../secrets.ts';
import { rolePassword } from '../settings.ts';

/** The registry's tables, a schema like any subgraph's. */
const REGISTRY = { name: 'registry', migrations: new URL('../../router/registry/migrations/', import.meta.url) };

/** Every schema of the product with its migrations: the subgraphs' that have tables, and the registry's. */
export async function schemaOwners(): Promise<Omit<SchemaOwner, 'password'>[]> {
  const definitions = await Promise.all(manifest.map(({ load }) => load()));
  return [...definitions.flatMap(({ name, migrations }) => (migrations ? [{ name, migrations }] : [])), REGISTRY];
}

/**
 * Creates the product's database when it is missing and brings every schema up to date.
 * @param serverUrl a role that may create roles and databases; a URL that names a database of one's own keeps it
 * @returns the URL of the product's database for that same role
 */
export async function prepareDatabase(
  serverUrl: string,
  secrets: Pick<Secrets, 'databaseRoleSecret'>,
  progress: (line: string) => void,
): Promise<string> {
  const url = new URL(serverUrl);
  if (url.pathname === '/postgres' || url.pathname === '/' || url.pathname === '') {
    const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
    try {
      const [exists] = await admin`select 1 from pg_database where datname = 'marketplace'`;
      if (!exists) await admin.unsafe('create database marketplace');
    } finally {
      await admin.end();
    }
    url.pathname = '/marketplace';
  }
  for (const owner of await schemaOwners()) {
    const ran = await migrate(url.href, { ...owner, password: rolePassword(secrets, owner.name) });
    if (ran.length > 0) progress(`Migrated ${owner.name}: ${ran.length} ${ran.length === 1 ? 'step' : 'steps'}`);
  }
  return url.href;
}
