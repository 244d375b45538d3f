import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { registryCommand } from '#router/registry/cli/registry-command.ts';
import { portsFromEnvironment } from './ports.ts';
import { loadSecrets } from './secrets.ts';
import { roleUrl } from './settings.ts';

const root = join(import.meta.dirname, '..');

/** The registry's database of the product that `npm start` runs from this checkout, if it ever did. */
async function localRegistry(): Promise<string | undefined> {
  if (process.env.REGISTRY_DATABASE_URL) return process.env.REGISTRY_DATABASE_URL;
  const dataDir = resolve(process.env.DATA_DIR ?? join(root, '.data'));
  if (!existsSync(join(dataDir, 'secrets.json'))) return undefined;
  const postgresAdminUrl =
    process.env.POSTGRES_URL || `postgres://postgres@127.0.0.1:${portsFromEnvironment().postgres}/marketplace`;
  return roleUrl({ postgresAdminUrl, secrets: await loadSecrets(dataDir) }, 'registry');
}

process.env.LOG_LEVEL ??= 'silent';
await registryCommand('npm run registry --', localRegistry).parseAsync();
