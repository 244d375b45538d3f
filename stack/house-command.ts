import { appendFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import colors from 'picocolors';
import { makeFolder } from '#kernel/make-folder.ts';
import { asStartError, StartError } from './start-error.ts';

/** Where the data of this checkout is kept when nobody says otherwise. */
export const dataDirectory: string = process.env.DATA_DIR ?? join(import.meta.dirname, '../.data');

/**
 * A command of the house. What is wrong with its arguments is a sentence, the command that tells the right ones, and exit
 * code 2, for its subcommands as well.
 * @param call as a person types it: `npm run verify`
 */
export function houseCommand(call: string): Command {
  // Whoever reads along, such as `head`, may have had enough.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 2));
  return new Command(`${call} --`)
    .showHelpAfterError(`  → ${call} -- --help`)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

/** Runs a command to its exit code: what it answers, or 2 with what to do when it could not. */
export async function exitCodeOf(work: () => Promise<number>, dataDir: string = dataDirectory): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    complain(error, dataDir);
    process.exitCode = 2;
  }
}

/** Says what is wrong and what mends it. A fault nobody foresaw is a bug: its stack goes to a file, not to the terminal. */
export function complain(error: unknown, dataDir: string): void {
  const known = asStartError(error, dataDir);
  const { message, mend } = known instanceof StartError ? known : unforeseen(known, join(dataDir, 'crash.log'));
  process.stderr.write(`${colors.red(message)}\n  → ${mend}\n`);
}

function unforeseen(error: unknown, file: string): StartError {
  const { message, stack = message, cause } = error instanceof Error ? error : new Error(String(error));
  try {
    makeFolder(resolve(dirname(file)));
    appendFileSync(file, `${new Date().toISOString()} ${stack}\n${cause ? `caused by ${String(cause)}\n` : ''}`);
  } catch {
    // There may be no room left to write it; the sentence is all there is then.
  }
  return new StartError(`It cannot go on: ${message.split('\n')[0]}`, `less ${file}`, { cause: error });
}
