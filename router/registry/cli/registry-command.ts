import { Command, Option } from 'commander';
import colors from 'picocolors';
import type { SchemaChange } from '#router/registry/checks/schema-changes.ts';
import { contractCommand } from '#router/registry/cli/contract-command.ts';
import { documentsCommand } from '#router/registry/cli/documents-command.ts';
import { list, positive } from '#router/registry/cli/options.ts';
import { partnerCommands } from '#router/registry/cli/partner-commands.ts';
import { CHECK_FIELDS, type CheckAnswer, changesText, checksText } from '#router/registry/cli/printing.ts';
import { BadArguments, sessions, tellFailure, type WithSession } from '#router/registry/cli/session.ts';
import { publicationOf } from '#router/registry/cli/sources.ts';

const HELP = `
Where the registry is: --registry, or REGISTRY_URL: the address of a router (https://…, with an API key in REGISTRY_KEY), or
the registry's database (postgres://…).

Exit code: 0 done, 1 refused (the reasons are printed), 2 it could not be tried. With --json, why is
{"error":{"code","message"}} whenever nothing was done.`;

/**
 * The command line of the registry.
 * @param name as it is called
 * @param defaultAddress where the registry is when nobody says
 */
export function registryCommand(name: string, defaultAddress: () => Promise<string | undefined>): Command {
  const withSession = sessions(defaultAddress);
  const program = new Command(name)
    .description('What may be published, which version runs where, and which slice of the graph each audience sees.')
    .option('--registry <url>', 'where the registry is')
    .option('--variant <name>', 'the environment', 'production')
    .option('--json', 'print for programs, also why a command did nothing', false)
    .addHelpText('after', HELP)
    // Before the subcommands are made, so that each inherits it.
    .configureOutput({ outputError: () => {} })
    .exitOverride(({ exitCode, message, code }) => {
      if (exitCode === 0) process.exit(0);
      const said = code === 'commander.help' ? 'Which command? --help lists them.' : message.replace(/^error: /, '');
      tellFailure(process.argv.includes('--json'), 'BAD_ARGUMENTS', said);
      process.exit(2);
    });
  publishing(program, withSession);
  moving(program, withSession);
  contractCommand(program, withSession);
  documentsCommand(program, withSession);
  partnerCommands(program, withSession);
  return program;
}

interface PublishFlags {
  readonly url?: string;
  readonly events?: string;
  readonly retire: string[];
  readonly breaking: 'warn' | 'refuse';
  readonly policy: 'warn' | 'refuse';
  readonly days: number;
  readonly note?: string;
}

function publishing(program: Command, withSession: WithSession): void {
  const strictness = (flag: string, about: string, fallback: string): Option =>
    new Option(`--${flag} <how>`, `${about}: refuse or warn`).choices(['refuse', 'warn']).default(fallback);
  const withFlags = (command: Command): Command =>
    command
      .argument('[subgraph]', 'its name; without one, everything this checkout has')
      .argument('[files...]', 'its SDL')
      .option('--url <url>', 'where it answers; else where it did before')
      .option('--events <file>', 'its events, as JSON: [{ type, version, key, schema }]')
      .option('--retire <names>', 'subgraphs that are no more', list, [])
      .addOption(strictness('breaking', 'changes that break clients', 'refuse'))
      .addOption(strictness('policy', 'names, descriptions, removals without deprecation', 'warn'))
      .option('--days <number>', 'days of usage that breaking changes are held against', positive, 30)
      .option('--note <text>', 'for the history');
  const inputOf = async (variant: string, subgraph: string | undefined, files: string[], flags: PublishFlags) => ({
    ...(await publicationOf(subgraph, files, flags)),
    variant,
    retired: flags.retire,
    breaking: flags.breaking.toUpperCase(),
    policy: flags.policy.toUpperCase(),
    usageDays: flags.days,
    note: flags.note,
  });

  withFlags(program.command('check'))
    .description('Says what publishing would say; changes nothing.')
    .action((subgraph: string | undefined, files: string[], flags: PublishFlags, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const { check } = await registry.ask<{ check: CheckReportAnswer }>(
          `mutation ($input: PublicationInput!) { check(input: $input) { outcome checks { ${CHECK_FIELDS} } changes { code path message level } } }`,
          { input: await inputOf(variant, subgraph, files, flags) },
        );
        print(check, ({ outcome, checks, changes }) =>
          [checksText(checks), `${outcome}: ${counted(changes)}`].join('\n'),
        );
        return check.outcome === 'accepted';
      }),
    );

  withFlags(program.command('publish'))
    .description('Checks, composes and gives the environment a new version; all or nothing.')
    .action((subgraph: string | undefined, files: string[], flags: PublishFlags, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const { publish } = await registry.ask<{ publish: PublishAnswer }>(
          `mutation ($input: PublicationInput!) { publish(input: $input) { ${PUBLISH_FIELDS} } }`,
          { input: await inputOf(variant, subgraph, files, flags) },
        );
        print(publish, (answer) => publishText(answer, variant));
        return publish.__typename === 'Published';
      }),
    );
}

function moving(program: Command, withSession: WithSession): void {
  program
    .command('promote')
    .description('Gives the environment what another runs, checked against what runs there.')
    .argument('<from>', 'the environment to take it from')
    .option('--url <name=url>', 'where a subgraph that is new there answers; repeatable', list, [])
    .addOption(
      new Option('--breaking <how>', 'changes that break clients').choices(['refuse', 'warn']).default('refuse'),
    )
    .option('--note <text>', 'for the history')
    .action((from: string, flags: { url: string[]; breaking: string; note?: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const urls = flags.url.map((pair) => {
          const [name = '', ...url] = pair.split('=');
          if (url.length === 0) throw new BadArguments(`"${pair}" is not name=url.`);
          return { name, url: url.join('=') };
        });
        const { promote } = await registry.ask<{ promote: PublishAnswer }>(
          `mutation ($input: PromotionInput!) { promote(input: $input) { ${PUBLISH_FIELDS} } }`,
          { input: { from, to: variant, urls, breaking: flags.breaking.toUpperCase(), note: flags.note } },
        );
        print(promote, (answer) => publishText(answer, variant));
        return promote.__typename === 'Published';
      }),
    );

  program
    .command('rollback')
    .description('Goes back to a version that ran before, exactly as it was.')
    .option('--to <version>', 'the version; else the one before the present one')
    .option('--note <text>', 'for the history')
    .action((flags: { to?: string; note?: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const { rollback } = await registry.ask<{
          rollback: { __typename: string; version?: { id: string }; message?: string };
        }>(
          `mutation ($variant: String!, $to: ID, $note: String) { rollback(variant: $variant, to: $to, note: $note) {
            __typename ... on RolledBack { version { id composedAt } } ... on NothingToGoBackTo { message } } }`,
          { variant, ...flags },
        );
        print(rollback, ({ version, message }) => message ?? `${variant} runs version ${version?.id} again.`);
        return rollback.__typename === 'RolledBack';
      }),
    );

  program
    .command('history')
    .description('What the environment ran, the newest first.')
    .option('--first <number>', 'how many', positive, 20)
    .option('--contract <name>', 'what changed for one contract')
    .option('--changes', 'every change of each', false)
    .action((flags: { first: number; contract?: string; changes: boolean }, command: Command) =>
      withSession(command, async ({ registry, variant: name, print }) => {
        const { variant } = await registry.ask<{ variant: { history: DeploymentAnswer[] } | null }>(
          `query ($name: String!, $first: Int!, $contract: String) { variant(name: $name) { history(first: $first) {
            id kind actor note deployedAt versionId changes(contract: $contract) { code path message level } } } }`,
          { name, ...flags },
        );
        print(variant?.history ?? [], (history) =>
          history
            .flatMap(({ kind, versionId, actor, note, deployedAt, changes }) => [
              `${deployedAt}  version ${versionId.padEnd(5)} ${kind.padEnd(8)} ${actor}${note ? `: ${note}` : ''}  ${colors.dim(counted(changes))}`,
              ...(flags.changes && changes.length > 0 ? [changesText(changes)] : []),
            ])
            .join('\n'),
        );
        return undefined;
      }),
    );

  program
    .command('diff')
    .description('What clients of one version find changed in another.')
    .argument('[from]', 'a version; else the one before')
    .argument('[to]', 'a version; else the present one')
    .option('--contract <name>', 'of one contract')
    .action((from: string | undefined, to: string | undefined, { contract }: { contract?: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const ran = await registry.ask<{ variant: { history: { versionId: string }[] } | null }>(
          'query ($name: String!) { variant(name: $name) { history(first: 2) { versionId } } }',
          { name: variant },
        );
        const [present, before = present] = (ran.variant?.history ?? []).map(({ versionId }) => versionId);
        if (!present) throw new BadArguments(`Nothing runs in ${variant}.`);
        const { diff } = await registry.ask<{ diff: SchemaChange[] }>(
          'query ($from: ID!, $to: ID!, $contract: String) { diff(from: $from, to: $to, contract: $contract) { code path message level } }',
          { from: from ?? before, to: to ?? present, contract },
        );
        print(diff, (changes) => (changes.length > 0 ? changesText(changes) : 'Nothing that clients notice.'));
        return undefined;
      }),
    );

  program
    .command('approve')
    .description('Agrees to a reason that a check names.')
    .argument('<code>', 'the reason’s code: FIELD_REMOVED')
    .argument('<path>', 'its path: User.name')
    .requiredOption('--reason <text>', 'why')
    .action((code: string, path: string, { reason }: { reason: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const answer = await registry.ask<object>(
          'mutation ($input: ApprovalInput!) { approve(input: $input) { approvals { code path reason actor at } } }',
          { input: { variant, code, path, reason } },
        );
        print(answer, () => `Approved: ${code} ${path}`);
        return undefined;
      }),
    );
}

const PUBLISH_FIELDS = `__typename
  ... on Published { changed version { id composedAt } checks { ${CHECK_FIELDS} } }
  ... on PublicationRefused { checks { ${CHECK_FIELDS} } }`;

interface PublishAnswer {
  readonly __typename: 'Published' | 'PublicationRefused';
  readonly changed?: boolean;
  readonly version?: { readonly id: string };
  readonly checks: readonly CheckAnswer[];
}

interface CheckReportAnswer {
  readonly outcome: string;
  readonly checks: readonly CheckAnswer[];
  readonly changes: readonly SchemaChange[];
}

interface DeploymentAnswer {
  readonly kind: string;
  readonly actor: string;
  readonly note: string | null;
  readonly deployedAt: string;
  readonly versionId: string;
  readonly changes: readonly SchemaChange[];
}

const publishText = ({ checks, version, changed }: PublishAnswer, variant: string): string =>
  [
    ...(checks.length > 0 ? [checksText(checks)] : []),
    version
      ? `${variant} runs version ${version.id}${changed ? '' : ' already'}.`
      : `Refused; ${variant} runs what it ran.`,
  ].join('\n');

const counted = (changes: readonly SchemaChange[]): string =>
  (['breaking', 'dangerous', 'safe'] as const)
    .map((level) => `${changes.filter((change) => change.level === level).length} ${level}`)
    .join(', ');
