/** `npm run audit -- verify | report | erase`: the audit log of a running product. */
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import colors from 'picocolors';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { dataDirectory, exitCodeOf, houseCommand } from '../house-command.ts';
import { runningInstallation } from '../running-installation.ts';
import { roleUrl } from '../settings.ts';
import { confirmed, type StaffFlags, StaffGraph, withStaffOptions } from '../staff-graph.ts';
import { StartError } from '../start-error.ts';
import { type Anchor, entriesOf, sentence, verifyLog } from './audit-log.ts';
import { FORMATS, type Format, writeReport } from './report.ts';

interface Flags {
  readonly data: string;
}

const instant = (text: string): Date => {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('a date or a time, such as 2026-01-31');
  return time;
};
const anchor = (text: string, before: Anchor[] = []): Anchor[] => {
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!seq || !hash) throw new InvalidArgumentError('an end of the log as verify prints it, <seq>:<hash>');
  return [...before, { seq: Number(seq), hash }];
};

const program = houseCommand('npm run audit').description(
  'The log of what was done to orders, payments, stock and dead letters: by whom, from where, to what effect.',
);
const command = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('--data <folder>', 'the data directory it runs on', dataDirectory);

command('verify', 'Holds every entry against the one before; names what was changed, is missing or was added.')
  .option('--since <seq:hash>', 'an end that was noted before: nothing up to it may have been rewritten', anchor)
  .option('--json', 'answer in JSON', false)
  .addHelpText('after', '\nExit code: 0 nothing is wrong, 1 something is, 2 it could not look.')
  .action((flags: Flags & { since?: Anchor[]; json: boolean }) =>
    exitCodeOf(() =>
      withLog(flags, async ({ sql }) => {
        const { head, breaches } = await verifyLog(sql, flags.since ?? [], (done, all) =>
          told(`${done} of ${all} entries verified`),
        );
        if (flags.json) console.log(JSON.stringify({ head, breaches }, null, 2));
        else {
          for (const breach of breaches) console.log(colors.red(sentence(breach)));
          if (breaches.length === 0) console.log(colors.green(`${head.seq} entries, none changed, none missing.`));
          console.log(`Its end, to be noted elsewhere: ${head.seq}:${head.hash}`);
        }
        return breaches.length > 0 ? 1 : 0;
      }),
    ),
  );

command('report', 'Writes what was done in a time.')
  .option('--from <time>', 'then or later', instant, new Date(0))
  .option('--to <time>', 'before then', instant, new Date(8.64e15))
  .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('csv'))
  .option('--out <file>', 'where to; the terminal when absent')
  .addHelpText('after', '\nExit code: 0 written, 2 it could not be.')
  .action((flags: Flags & { from: Date; to: Date; format: Format; out?: string }) =>
    exitCodeOf(() =>
      withLog(flags, async ({ sql }) => {
        if (flags.format === 'pdf' && !flags.out && process.stdout.isTTY)
          throw new StartError('A terminal cannot show a PDF.', 'the same with --out audit.pdf');
        const out = flags.out ? createWriteStream(flags.out) : process.stdout;
        // A file that cannot be opened fails the report, not the process.
        const opened = new Promise<never>((_resolve, reject) => out.once('error', reject));
        const to = flags.to.getTime() > Date.now() ? new Date() : flags.to;
        const entries = counted(entriesOf(sql, flags.from, to), (done) => told(`${done} entries written`));
        const written = writeReport(flags.format, entries, { from: flags.from, to }, out);
        const count = await Promise.race([written, opened]);
        if (flags.out) await finished(out.end());
        process.stderr.write(`${count} entries.\n`);
        return 0;
      }),
    ),
  );

withStaffOptions(program.command('erase'))
  .description('Erases from where a person acted, and notes that it was erased. Everything else stays and stays whole.')
  .argument('<userId>')
  .option('--yes', 'do not ask')
  .addHelpText('after', '\nExit code: 0 erased, 1 not wanted after all, 2 it could not be.')
  .action((userId: string, flags: StaffFlags & { yes?: boolean }) =>
    exitCodeOf(async () => {
      if (!(await confirmed(`Erase from where ${userId} acted, for good?`, flags.yes))) return 1;
      const graph = await StaffGraph.signIn(flags);
      const query = 'mutation EraseAuditOrigins($userId: ID!) { eraseAuditOrigins(userId: $userId) }';
      const { eraseAuditOrigins } = await graph.ask<{ eraseAuditOrigins: number }>(query, { userId });
      console.log(`${eraseAuditOrigins} places of origin erased.`);
      return 0;
    }),
  );

await program.parseAsync();

/** Says how far it is, on one line of a terminal; scripts are not told. */
function told(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}\r`);
}

async function* counted<T>(chunks: AsyncIterable<readonly T[]>, onChunk: (done: number) => void) {
  let done = 0;
  for await (const chunk of chunks) {
    yield chunk;
    done += chunk.length;
    onChunk(done);
  }
}

/** Opens the log as the audit subgraph's own role, which can add and read and no more. */
async function withLog(flags: Flags, work: (db: Database) => Promise<number>): Promise<number> {
  const installation = await runningInstallation(resolve(flags.data));
  const db = openDatabase(roleUrl(installation, 'audit'), { owner: 'audit', max: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
