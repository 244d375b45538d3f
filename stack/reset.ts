import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ownerOf } from './data-directory.ts';
import { dataDirectory, exitCodeOf, houseCommand } from './house-command.ts';
import { removeComposeData } from './servers/compose.ts';
import { removeDataDirectory } from './servers/postgres-account.ts';
import { stopStaleServers } from './servers.ts';
import { StartError } from './start-error.ts';

await houseCommand('npm run reset')
  .description('Removes all data of this checkout: orders, accounts, catalogue, events. Programs stay.')
  .option('--yes', 'do not ask', false)
  .option('--data <folder>', 'where the data is kept', dataDirectory)
  .action(({ data, yes }: { yes: boolean; data: string }) =>
    exitCodeOf(async () => {
      console.log(await reset(resolve(data), yes));
      return 0;
    }, resolve(data)),
  )
  .parseAsync();

async function reset(dataDir: string, yes: boolean): Promise<string> {
  if (!(await stat(dataDir).catch(() => undefined))) return 'There is no data to remove.';
  // So that a mistyped --data removes nothing of anybody else's.
  if (!(await stat(join(dataDir, 'secrets.json')).catch(() => undefined))) {
    throw new StartError(`${dataDir} is no data directory of the marketplace.`, `ls ${dataDir}`);
  }
  const owner = ownerOf(dataDir);
  if (owner)
    throw new StartError(`The marketplace is running (process ${owner.pid}).`, `kill ${owner.pid} && npm run reset`);
  if (!yes && !(await confirmed(dataDir))) return 'Nothing was removed.';
  await stopStaleServers(dataDir);
  await removeComposeData(dataDir);
  await removeDataDirectory(dataDir);
  return `Removed ${dataDir}. The next npm start begins anew.`;
}

async function confirmed(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StartError('This removes all data and nobody is at the terminal to say yes.', 'npm run reset -- --yes');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Remove all data in ${dataDir}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
