import { readFile } from 'node:fs/promises';
import Table from 'cli-table3';
import colors from 'picocolors';
import { exitCodeOf, houseCommand } from './house-command.ts';
import { type StaffFlags, StaffGraph, withStaffOptions } from './staff-graph.ts';
import { StartError } from './start-error.ts';

interface Flags extends StaffFlags {
  date?: string;
  file?: string;
  json: boolean;
}

interface Money {
  amount: string;
  currency: string;
}

interface Difference {
  kind: string;
  movement: string;
  reference: string;
  status: string | null;
  here: Money | null;
  there: Money | null;
}

interface Statement {
  date: string;
  asOf: string;
  lineCount: number;
  differenceCount: number;
}

interface DifferencesAnswer {
  bankStatement: { differences: DifferencePage };
}

interface DifferencePage {
  edges: { node: Difference }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const IMPORT = `mutation Reconcile($input: ImportStatementInput!) { importStatement(input: $input) { __typename
  ... on StatementImported { statement { date asOf lineCount differenceCount } }
  ... on Refusal { code message } } }`;
const DIFFERENCES = `query Differences($date: String!, $after: String) { bankStatement(date: $date) {
  differences(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node {
    kind movement reference status here { amount currency } there { amount currency } } } } } }`;

const program = houseCommand('npm run reconcile').description(
  'Holds the bank’s statement of a day against the running marketplace, and names every difference.',
);
await withStaffOptions(program)
  .option('--date <day>', 'the day to ask the bank for: YYYY-MM-DD, of UTC; today is taken as far as it is')
  .option('--file <file>', 'the bank’s own CSV file instead')
  .option('--json', 'print statement and differences as JSON', false)
  .addHelpText('after', '\nExit code: 0 all agrees, 1 there are differences, 2 nothing was reconciled.')
  .action((flags: Flags) =>
    exitCodeOf(async () => {
      const { statement, differences } = await reconciled(flags);
      console.log(flags.json ? JSON.stringify({ ...statement, differences }, null, 2) : told(statement, differences));
      return differences.length === 0 ? 0 : 1;
    }),
  )
  .parseAsync();

async function reconciled(flags: Flags): Promise<{ statement: Statement; differences: Difference[] }> {
  const { date, file } = flags;
  if ((date === undefined) === (file === undefined))
    throw new StartError('Give --date or --file, one.', `npm run reconcile -- --date ${today()}`);
  const input = file === undefined ? { date } : { csv: await contentOf(file) };
  const graph = await StaffGraph.signIn(flags);
  type Answer = { importStatement: { statement?: Statement; message: string } };
  const { importStatement } = await graph.ask<Answer>(IMPORT, { input });
  const { statement, message } = importStatement;
  if (!statement) throw new StartError(message, `npm run reconcile -- --date ${today()}`);
  const differences: Difference[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { bankStatement }: DifferencesAnswer = await graph.ask<DifferencesAnswer>(DIFFERENCES, {
      date: statement.date,
      after,
    });
    const { edges, pageInfo }: DifferencePage = bankStatement.differences;
    differences.push(...edges.map(({ node }) => node));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return { statement, differences };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function contentOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause) => {
    throw new StartError(`There is no file ${file} that can be read.`, `ls -l ${file}`, { cause });
  });
}

function told({ date, asOf, lineCount }: Statement, differences: readonly Difference[]): string {
  const head = `${date}, as of ${asOf}: ${lineCount} movements at the bank, `;
  if (differences.length === 0) return colors.green(`${head}all of them the same here.`);
  const table = new Table({ head: ['difference', '', 'reference', 'here', 'status', 'there'], style: { head: [] } });
  const money = (value: Money | null): string => (value ? `${value.amount} ${value.currency}` : '—');
  for (const { kind, movement, reference, here, status, there } of differences)
    table.push([kind, movement, reference, money(here), status ?? '—', money(there)]);
  return `${colors.red(`${head}${differences.length} differences.`)}\n${table}`;
}
