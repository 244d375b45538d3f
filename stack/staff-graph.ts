import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { Buyer, Refused } from './demo/buyer.ts';
import { DEMO_ADMIN } from './demo/demo-accounts.ts';
import { type GraphEndpoint as Endpoint, GraphEndpoint, GraphError } from './demo/graph-endpoint.ts';
import { portsFromEnvironment } from './ports.ts';
import { StartError } from './start-error.ts';

/** What a staff command was told about whom to ask, and as whom. */
export interface StaffFlags {
  readonly url: string;
  readonly email: string;
  readonly password: string;
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

  /** @throws StartError when nobody answers there, or not to these */
  static async signIn(flags: StaffFlags): Promise<StaffGraph> {
    try {
      return new StaffGraph((await Buyer.login(new GraphEndpoint(flags.url), flags)).graph);
    } catch (error) {
      throw graphFault(error, flags.url);
    }
  }

  /** @throws StartError when nobody answers, or with errors */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    try {
      const { data, errors } = await this.#graph.post({ query, variables });
      if (errors?.length) throw new GraphError(errors);
      return data as T;
    } catch (error) {
      throw graphFault(error, this.#graph.url);
    }
  }
}

/** Why the graph did not do what a command asked of it, as a sentence; anything else is returned as it came. */
export function graphFault(error: unknown, url: string): unknown {
  if (error instanceof Refused) return new StartError(error.message, 'check --email and --password');
  if (error instanceof GraphError) {
    const { message, codes } = error;
    if (codes.includes('UNAUTHORIZED_FIELD_OR_TYPE') || codes.includes('FORBIDDEN'))
      return new StartError('They may not do this.', 'sign in as an admin: --email and --password');
    if (codes.includes('TOO_LARGE'))
      return new StartError('It is more than the graph takes at once.', 'ask for less: --help tells how');
    return new StartError(
      message,
      codes.includes('NOT_FOUND') ? 'check --url' : 'try again; --help tells what is wanted',
    );
  }
  if (!(error instanceof TypeError || error instanceof SyntaxError)) return error;
  if (!error.cause) return new StartError(`What answers at ${url} is no graph.`, 'check --url');
  return URL.canParse(url)
    ? new StartError(`Nobody answers at ${url}.`, 'npm start, then the same command again')
    : new StartError(`"${url}" is no address.`, 'check --url: http://localhost:4000/graphql, for example');
}

/** Asks before harm. @throws StartError when nobody is there to answer */
export async function confirmed(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY)
    throw new StartError(`${question} Nobody is at the terminal to say yes.`, 'the same with --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
