import { readFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { Command, Option } from 'commander';
import colors from 'picocolors';
import { Buyer, Refused } from './demo/buyer.ts';
import { DEMO_ADMIN } from './demo/demo-accounts.ts';
import { GraphEndpoint, GraphError } from './demo/graph-endpoint.ts';
import { portsFromEnvironment } from './ports.ts';

interface Flags {
  date?: string;
  file?: string;
  json: boolean;
  url: string;
  email: string;
  password: string;
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

interface Page {
  edges: { node: Difference }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const IMPORT = `mutation Reconcile($input: ImportStatementInput!) { importStatement(input: $input) { __typename
  ... on StatementImported { statement { date asOf lineCount differenceCount } }
  ... on Refusal { code message } } }`;
const DIFFERENCES = `query Differences($date: String!, $after: String) { bankStatement(date: $date) {
  differences(first: 100, after: $after) { pageInfo { hasNextPage endCursor } edges { node {
    kind movement reference status here { amount currency } there { amount currency } } } } } }`;

/** What stands in the way of reconciling, in a sentence. */
class Hindered extends Error {
  override name = 'Hindered';
}

await new Command('npm run reconcile --')
  .description('Holds the bank’s statement of a day against the running marketplace, and names every difference.')
  .option('--date <day>', 'the day to ask the bank for: YYYY-MM-DD, of UTC; today is taken as far as it is')
  .option('--file <file>', 'the bank’s own CSV file instead')
  .option('--json', 'print statement and differences as JSON', false)
  .option(
    '--url <url>',
    'the public endpoint',
    process.env.GRAPH_URL ?? `http://localhost:${portsFromEnvironment().router}/graphql`,
  )
  .option('--email <email>', 'an admin (RECONCILE_EMAIL)', process.env.RECONCILE_EMAIL ?? DEMO_ADMIN.email)
  .addOption(
    new Option('--password <password>', 'their password (RECONCILE_PASSWORD)').default(
      process.env.RECONCILE_PASSWORD ?? DEMO_ADMIN.password,
      'the demo’s',
    ),
  )
  .addHelpText('after', '\nExit code: 0 all agrees, 1 there are differences, 2 nothing was reconciled.')
  .action(async (flags: Flags) => {
    try {
      const { statement, differences } = await reconciled(flags);
      console.log(flags.json ? JSON.stringify({ ...statement, differences }, null, 2) : told(statement, differences));
      process.exitCode = differences.length === 0 ? 0 : 1;
    } catch (error) {
      const known = [Hindered, Refused, GraphError, TypeError].some((kind) => error instanceof kind);
      if (!known) throw error;
      const { message } = error as Error;
      console.error(colors.red(error instanceof TypeError ? `Nobody answers at ${flags.url}.` : message));
      process.exitCode = 2;
    }
  })
  .parseAsync();

async function reconciled(flags: Flags): Promise<{ statement: Statement; differences: Difference[] }> {
  if ((flags.date === undefined) === (flags.file === undefined)) throw new Hindered('Give --date or --file, one.');
  const input = flags.date === undefined ? { csv: await contentOf(flags.file!) } : { date: flags.date };
  const { graph } = await Buyer.login(new GraphEndpoint(flags.url), flags);
  const { importStatement } = await ask<{ importStatement: { statement?: Statement; message?: string } }>(
    graph,
    IMPORT,
    { input },
  );
  const { statement, message } = importStatement;
  if (!statement) throw new Hindered(message!);
  const differences: Difference[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const variables: Record<string, unknown> = { date: statement.date, after };
    const { bankStatement } = await ask<{ bankStatement: { differences: Page } }>(graph, DIFFERENCES, variables);
    const { edges, pageInfo } = bankStatement.differences;
    differences.push(...edges.map(({ node }) => node));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return { statement, differences };
}

async function ask<T>(graph: GraphEndpoint, query: string, variables: object): Promise<T> {
  const { status, data, errors } = await graph.post({ query, variables });
  if (status === 413) throw new Hindered('The file is too large for the graph: let the bank be asked, by --date.');
  if (errors?.length) throw new GraphError(errors);
  return data as T;
}

function contentOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause) => {
    throw new Hindered(`There is no file ${file} that can be read.`, { cause });
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
