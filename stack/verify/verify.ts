import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import Table from 'cli-table3';
import { InvalidArgumentError } from 'commander';
import colors from 'picocolors';
import { dataDirectory, exitCodeOf, houseCommand } from '../house-command.ts';
import { runningInstallation } from '../running-installation.ts';
import type { Verdict } from './verdict.ts';
import { verifyInstallation } from './verify-installation.ts';

interface Flags {
  data: string;
  patience: number;
  json?: string;
}

const seconds = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0) return value;
  throw new InvalidArgumentError('a number of seconds');
};

/** Violations printed of one law. */
const PRINTED = 10;

await houseCommand('npm run verify')
  .description(
    'Holds a running marketplace against its laws: paid orders, captures, ledger, stock, shipments, returns and events.',
  )
  .option('--data <folder>', 'the data directory it runs on', dataDirectory)
  .option('--patience <seconds>', 'how long orders on their way may disagree before it counts', seconds, 15)
  .option('--json <file>', 'also write every verdict, with all that is wrong')
  .addHelpText('after', '\nExit code: 0 all laws hold, 1 some do not, 2 it could not look.')
  .action((flags: Flags) =>
    exitCodeOf(async () => {
      const verdicts = await verifyInstallation(await runningInstallation(resolve(flags.data)), {
        patienceMs: flags.patience * 1_000,
        progress: (line) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${line}`),
      });
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      if (flags.json) await writeFile(flags.json, `${JSON.stringify(verdicts, null, 2)}\n`);
      console.log(printed(verdicts));
      return verdicts.every(({ violations }) => violations.length === 0) ? 0 : 1;
    }, resolve(flags.data)),
  )
  .parseAsync();

function printed(verdicts: readonly Verdict[]): string {
  const table = new Table({ head: ['', 'of', 'law', 'checked', 'broken'], style: { head: [], border: [] } });
  for (const { of, law, checked, violations } of verdicts)
    table.push([
      violations.length === 0 ? colors.green('✔') : colors.red('✘'),
      of,
      law,
      { hAlign: 'right', content: String(checked) },
      { hAlign: 'right', content: String(violations.length) },
    ]);
  const wrong = verdicts.flatMap(({ law, violations }) => [
    ...violations
      .slice(0, PRINTED)
      .map(
        ({ subject, expected, found }) => `${colors.red(law)}: ${subject}\n  expected ${expected}\n  found    ${found}`,
      ),
    ...(violations.length > PRINTED ? [`  … and ${violations.length - PRINTED} more; --json FILE tells them`] : []),
  ]);
  return [table.toString(), ...wrong].join('\n');
}
