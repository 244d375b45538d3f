import { InvalidArgumentError, Option } from 'commander';
import colors from 'picocolors';
import { DEMO_ADMIN } from '../demo/demo-accounts.ts';
import { GraphError } from '../demo/graph-endpoint.ts';
import { complain, dataDirectory, houseCommand } from '../house-command.ts';
import { portsFromEnvironment } from '../ports.ts';
import { graphFault } from '../staff-graph.ts';
import { StartError } from '../start-error.ts';
import { CatalogueOverGraph } from './catalogue-over-graph.ts';
import { FileError, type FileProgress, openCsv } from './csv-lines.ts';
import { ImportStopped, type Layout, runImport, type Tally } from './import-run.ts';
import { OWN_COLUMNS, OWN_REQUIRED } from './own-layout.ts';
import { openReport, reportLine, summary } from './report.ts';
import { UCI_COLUMNS } from './uci-layout.ts';

interface Flags {
  url: string;
  email: string;
  password: string;
  layout: 'auto' | 'own' | 'uci';
  category: string;
  currency: string;
  rate: number;
  report?: string;
  dryRun: boolean;
}

/** Findings told on the terminal; the report has them all. */
const TOLD = 10;

const positive = (text: string): number => {
  const value = Number(text);
  if (value > 0 && value < 1_000_000) return value;
  throw new InvalidArgumentError('a number above 0');
};

const program = houseCommand('npm run import')
  .description(
    'Brings a catalogue from a CSV or CSV.gz file into the running marketplace. Again and again, if you like: what is there already stays as it is.',
  )
  .argument('<file>', 'the file, gzipped or not')
  .option(
    '--url <url>',
    'the public endpoint',
    process.env.GRAPH_URL ?? `http://localhost:${portsFromEnvironment().router}/graphql`,
  )
  .option('--email <email>', 'a seller or admin (IMPORT_EMAIL)', process.env.IMPORT_EMAIL ?? DEMO_ADMIN.email)
  .addOption(
    new Option('--password <password>', 'their password (IMPORT_PASSWORD)').default(
      process.env.IMPORT_PASSWORD ?? DEMO_ADMIN.password,
      'the demo’s',
    ),
  )
  .addOption(
    new Option('--layout <layout>', 'how the file is laid out').choices(['auto', 'own', 'uci']).default('auto'),
  )
  .option('--currency <code>', 'the catalogue’s currency', process.env.CATALOG_CURRENCY ?? 'RUB')
  .option('--category <slug>', 'uci: the category everything goes to, made if it is not there', 'online-retail')
  .option('--rate <number>', 'uci: what a pound costs in the catalogue’s currency', positive, 100)
  .option('--report <file>', 'write every refused line and every note there, as CSV')
  .option('--dry-run', 'read and decide everything, import nothing', false)
  .addHelpText('after', () =>
    [
      '\nThe house’s own layout: a header with these columns, one line per variant, the lines of a product together.',
      ...Object.entries(OWN_COLUMNS).map(
        ([name, meaning]) =>
          `  ${name.padEnd(16)}${meaning}${OWN_REQUIRED.includes(name as never) ? '' : ' (optional)'}`,
      ),
      `\nThe layout uci (UCI Online Retail), order lines from which products are derived:\n  ${UCI_COLUMNS.join(',')}`,
      '\nExit code: 0 the file was read to its end (refused lines are told), 1 it stopped half-way, 2 it could not begin.',
    ].join('\n'),
  )
  .action(importFile);

await program.parseAsync();

async function importFile(path: string, flags: Flags): Promise<void> {
  try {
    const file = await openCsv(path);
    const layout = layoutOf(await file.header(), flags);
    const catalogue = flags.dryRun ? undefined : await signedIn(flags, layout);
    await run(path, file, layout, catalogue, flags);
  } catch (error) {
    if (error instanceof ImportStopped) throw error;
    complain(
      error instanceof FileError
        ? new StartError(error.message, 'npm run import -- --help')
        : graphFault(error, flags.url),
      dataDirectory,
    );
    process.exitCode = 2;
  }
}

async function run(
  path: string,
  { lines, progress }: Awaited<ReturnType<typeof openCsv>>,
  layout: Layout,
  catalogue: CatalogueOverGraph | undefined,
  flags: Flags,
): Promise<void> {
  const report = flags.report ? await openReport(flags.report) : undefined;
  let told = 0;
  const bar = progressLine(progress);
  try {
    const tally = await runImport({
      lines,
      layout,
      catalogue,
      finding: (finding) => {
        report?.write(finding);
        told += 1;
        if (told <= TOLD) bar.say(`line ${finding.line}: ${reportLine(finding).trim().split(',').slice(2).join(',')}`);
        if (told === TOLD + 1) bar.say(report ? '… the report has all of them' : '… --report FILE tells all of them');
      },
      progress: bar.draw,
    });
    bar.clear();
    console.log(summary(tally, flags));
  } catch (error) {
    if (!(error instanceof ImportStopped)) throw error;
    bar.clear();
    console.log(summary(error.tally, flags));
    console.error(
      `${colors.red(`Stopped at line ${error.line} of ${path}: ${error.message}`)}\n  → ${
        error.cause instanceof GraphError || error.cause instanceof TypeError
          ? 'run the same command again: what is imported stays, and it goes on from there'
          : `mend line ${error.line} and run the same command again: what is imported stays`
      }`,
    );
    process.exitCode = 1;
  } finally {
    await report?.close();
  }
}

function layoutOf(header: readonly string[], flags: Flags): Layout {
  const { currency, category, rate } = flags;
  const has = (columns: readonly string[]): boolean => columns.every((column) => header.includes(column));
  const kind = flags.layout === 'auto' ? (has(UCI_COLUMNS) ? 'uci' : 'own') : flags.layout;
  const needed: readonly string[] = kind === 'uci' ? UCI_COLUMNS : OWN_REQUIRED;
  const missing = needed.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new FileError(`The header lacks ${missing.join(', ')}; --help tells the layouts.`);
  return kind === 'uci' ? { kind, currency, category, rate } : { kind, currency };
}

async function signedIn(flags: Flags, layout: Layout): Promise<CatalogueOverGraph> {
  const catalogue = new CatalogueOverGraph(flags.url, flags);
  await catalogue.signIn();
  if (layout.kind === 'uci')
    await catalogue.ensureCategory(layout.category, { ru: 'Импорт: Online Retail', en: 'Imported: Online Retail' });
  return catalogue;
}

/** How far it is, redrawn in place on a terminal. */
function progressLine(file: FileProgress) {
  const clear = (): void => void (process.stderr.isTTY && process.stderr.write('\r\u001b[K'));
  return {
    clear,
    say(line: string): void {
      clear();
      console.error(colors.dim(line));
    },
    draw(tally: Tally): void {
      if (!process.stderr.isTTY) return;
      const part = file.size > 0 ? Math.min(100, Math.floor((file.read / file.size) * 100)) : 100;
      const done = tally.created + tally.updated + tally.unchanged;
      process.stderr.write(
        `\r\u001b[K${part} % read, ${tally.lines} lines, ${tally.refusedLines} refused, ${done} products done`,
      );
    },
  };
}
