import type { Command } from 'commander';
import colors from 'picocolors';
import { connect, type RegistryClient, RegistryRefused, RegistryUnavailable } from '#router/registry/cli/connect.ts';

/** What the command line names wrongly. */
export class BadArguments extends Error {
  override readonly name = 'BadArguments';
}

/** What a subcommand works with. */
export interface Session {
  readonly registry: RegistryClient;
  readonly variant: string;
  /** Prints: the value as JSON with `--json`, else the text made of it. */
  print<T>(value: T, text: (value: T) => string): void;
}

/** Runs a subcommand's work with a connection, and ends with the right exit code. */
export type WithSession = (command: Command, work: (session: Session) => Promise<boolean | undefined>) => Promise<void>;

interface Globals {
  readonly registry?: string;
  readonly variant: string;
  readonly json: boolean;
}

const isForeseen = (error: unknown): boolean =>
  error instanceof RegistryRefused ||
  error instanceof RegistryUnavailable ||
  error instanceof BadArguments ||
  'code' in (error as object);

/** Says why a command did nothing: to people, and with `--json` as `{ error: { code, message } }` to programs too. */
export function tellFailure(json: boolean, code: string, message: string, shown = message): void {
  process.stderr.write(`${colors.red(shown)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
}

function codeOf(error: unknown): string {
  if (error instanceof BadArguments) return 'BAD_ARGUMENTS';
  if (error instanceof RegistryRefused) return error.code;
  return isForeseen(error) ? 'UNAVAILABLE' : 'INTERNAL';
}

/**
 * Sessions with the registry that the command line names.
 * @param defaultAddress where the registry is when nobody says
 */
export function sessions(defaultAddress: () => Promise<string | undefined>): WithSession {
  return async (command, work) => {
    const { registry: given, variant, json } = command.optsWithGlobals<Globals>();
    let client: RegistryClient | undefined;
    try {
      const address = given ?? process.env.REGISTRY_URL ?? (await defaultAddress());
      if (!address || !URL.canParse(address))
        throw new BadArguments(
          address ? `"${address}" is no address of a registry.` : 'Say where the registry is: --registry.',
        );
      client = connect(address, process.env.REGISTRY_KEY);
      const print: Session['print'] = (value, text) =>
        void process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text(value)}\n`);
      const accepted = await work({ registry: client, variant, print });
      process.exitCode = accepted === false ? 1 : 0;
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      const said = message || code || String(error);
      tellFailure(json, codeOf(error), said, error instanceof RegistryRefused ? `${error.code}: ${said}` : said);
      if (error instanceof RegistryRefused && error.code === 'UNAUTHENTICATED')
        process.stderr.write('  → put an API key into REGISTRY_KEY\n');
      if (error instanceof RegistryUnavailable)
        process.stderr.write(`  → ${given ? 'check --registry' : 'start it, and the same command again'}\n`);
      process.exitCode = error instanceof RegistryRefused ? 1 : 2;
      if (!isForeseen(error)) process.stderr.write(`${(error as Error).stack}\n`);
    } finally {
      await client?.close();
    }
  };
}
