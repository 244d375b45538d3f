import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import colors from 'picocolors';
import { runningInstallation } from '../running-installation.ts';
import { asStartError, StartError } from '../start-error.ts';
import type { Verdict } from './verdict.ts';
import { verifyInstallation } from './verify-installation.ts';

interface Flags {
  data: string;
  patience: string;
  json?: string;
}

const root = join(import.meta.dirname, '../..');

/** Violations printed of one law. */
const PRINTED = 10;

await new Command('npm run verify --')
  .description(
    'Holds a running marketplace against its laws: paid orders, captures, ledger, stock, shipments, returns and events.',
  )
  .option('--data <folder>', 'the data directory it runs on', process.env.DATA_DIR ?? join(root, '.data'))
  .option('--patience <seconds>', 'how long orders on their way may disagree before it counts', '15')
  .option('--json <file>', 'also write every verdict, with all that is wrong')
  .addHelpText('after', '\nExit code: 0 all laws hold, 1 some do not, 2 it could not look.')
  .action(async (flags: Flags) => {
    try {
      const verdicts = await verifyInstallation(await runningInstallation(resolve(flags.data)), {
        patienceMs: Number(flags.patience) * 1_000,
        progress: (line) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${line}`),
      });
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      if (flags.json) await writeFile(flags.json, `${JSON.stringify(verdicts, null, 2)}\n`);
      console.log(printed(verdicts));
      process.exitCode = verdicts.every(({ violations }) => violations.length === 0) ? 0 : 1;
    } catch (error) {
      const known = asStartError(error, resolve(flags.data));
      if (!(known instanceof StartError)) throw known;
      process.stderr.write(`${known.message}\n  → ${known.mend}\n`);
      process.exitCode = 2;
    }
  })
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
