import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOf } from './data-directory.ts';
import { loadSecrets } from './secrets.ts';
import type { Installation } from './settings.ts';
import { StartError } from './start-error.ts';

const fileIn = (dataDir: string): string => join(dataDir, 'installation.json');

/** Notes where a product that is starting has its servers, for commands that are typed into another terminal. */
export async function noteInstallation(dataDir: string, { secrets: _, ...where }: Installation): Promise<void> {
  const file = fileIn(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(where, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/**
 * Where the product that runs on this data directory has its servers.
 * @throws StartError when none runs
 */
export async function runningInstallation(dataDir: string): Promise<Installation> {
  if (!ownerOf(dataDir))
    throw new StartError(`No marketplace is running on ${dataDir}.`, 'npm start, then the same command again');
  const noted = await readFile(fileIn(dataDir), 'utf8').catch((cause) => {
    throw new StartError('The marketplace is still starting.', 'wait until it is up, then the same command again', {
      cause,
    });
  });
  const where = JSON.parse(noted) as Omit<Installation, 'secrets'>;
  return { ...where, secrets: await loadSecrets(dataDir) };
}
