import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import colors from 'picocolors';
import { Buyer, Refused } from './demo/buyer.ts';
import { DEMO_ADMIN } from './demo/demo-accounts.ts';
import { type GraphEndpoint as Endpoint, GraphEndpoint, GraphError } from './demo/graph-endpoint.ts';
import { portsFromEnvironment } from './ports.ts';

/** What a staff command was told about whom to ask, and as whom. */
export interface StaffFlags {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** What a command could not do, and what to do about it: exit code 2. */
export class CommandFailed extends Error {
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.mend = mend;
  }
}

/** Adds the options by which staff signs in. */
export const withStaffOptions = (command: Command): Command =>
  command
    .option(
      '--url <url>',
      'the public endpoint',
      process.env.GRAPH_URL ?? `http://localhost:${portsFromEnvironment().router}/graphql`,
    )
    .option('--email <email>', 'an admin (STAFF_EMAIL)', process.env.STAFF_EMAIL ?? DEMO_ADMIN.email)
    .addOption(
      new Option('--password <password>', 'their password (STAFF_PASSWORD)').default(
        process.env.STAFF_PASSWORD ?? DEMO_ADMIN.password,
        'the demo’s',
      ),
    );

/** The running product's graph, as a member of staff. */
export class StaffGraph {
  readonly #graph: Endpoint;

  private constructor(graph: Endpoint) {
    this.#graph = graph;
  }

  static async signIn(flags: StaffFlags): Promise<StaffGraph> {
    try {
      return new StaffGraph((await Buyer.login(new GraphEndpoint(flags.url), flags)).graph);
    } catch (error) {
      if (error instanceof Refused) throw new CommandFailed(error.message, 'check --email and --password');
      throw failed(error);
    }
  }

  async ask<T>(query: string, variables: object = {}): Promise<T> {
    try {
      const { data, errors } = await this.#graph.post({ query, variables });
      if (errors?.length) throw new GraphError(errors);
      return data as T;
    } catch (error) {
      throw failed(error);
    }
  }
}

const failed = (error: unknown): unknown =>
  error instanceof GraphError
    ? new CommandFailed(error.message, error.codes.includes('FORBIDDEN') ? 'sign in as an admin' : 'see --help')
    : error instanceof TypeError
      ? new CommandFailed('Nobody answers at the endpoint.', 'npm start, then the same command again')
      : error;

/** Asks before harm. @throws CommandFailed when nobody is there to answer */
export async function confirmed(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY)
    throw new CommandFailed(`${question} Nobody is at the terminal to say yes.`, 'the same with --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** Runs a command to its exit code: what it answers, or 2 with what to do when it could not. */
export async function exitCodeOf(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    process.stderr.write(`${colors.red(error.message)}\n  → ${error.mend}\n`);
    process.exitCode = 2;
  }
}
