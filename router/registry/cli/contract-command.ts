import type { Command } from 'commander';
import { list } from '#router/registry/cli/options.ts';
import { CHECK_FIELDS, type CheckAnswer, checksText } from '#router/registry/cli/printing.ts';
import { BadArguments, type WithSession } from '#router/registry/cli/session.ts';

interface ContractAnswer {
  readonly name: string;
  readonly description: string | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** `contract list | show | set | remove`. */
export function contractCommand(program: Command, withSession: WithSession): void {
  const contract = program.command('contract').description('Slices of the graph, cut by @tag.');

  contract
    .command('list')
    .description('Every contract of the environment.')
    .action((_: object, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const answer = await registry.ask<{ variant: { current: { contracts: ContractAnswer[] } } | null }>(
          'query ($name: String!) { variant(name: $name) { current { contracts { name description include exclude } } } }',
          { name: variant },
        );
        print(answer.variant?.current.contracts ?? [], (contracts) =>
          contracts
            .map(({ name, description, include, exclude }) => {
              const without = exclude.length > 0 ? `, not ${exclude.join(', ')}` : '';
              return `${name.padEnd(12)} ${include.join(', ') || 'everything'}${without}${description ? `  ${description}` : ''}`;
            })
            .join('\n'),
        );
        return undefined;
      }),
    );

  contract
    .command('show')
    .description('The schema that clients of a contract see.')
    .argument('<name>')
    .action((name: string, _: object, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const answer = await registry.ask<{
          variant: { current: { contracts: { name: string; apiSdl: string }[] } } | null;
        }>('query ($name: String!) { variant(name: $name) { current { contracts { name apiSdl } } } }', {
          name: variant,
        });
        const found = answer.variant?.current.contracts.find((candidate) => candidate.name === name);
        if (!found) throw new BadArguments(`${variant} has no contract ${name}.`);
        print(found, ({ apiSdl }) => apiSdl.trimEnd());
        return undefined;
      }),
    );

  contract
    .command('set')
    .description('Makes or changes a contract; a new version of the graph, checked like any other.')
    .argument('<name>')
    .option('--include <tags>', 'tags of what is in it; none for everything', list, [])
    .option('--exclude <tags>', 'tags of what is not', list, [])
    .option('--description <text>', 'for whom')
    .option('--force', 'also when it breaks clients of the contract', false)
    .action((name: string, { force, ...contract }: { force: boolean }, command: Command) =>
      change(command, { setContracts: [{ name, ...contract }] }, force, withSession),
    );

  contract
    .command('remove')
    .description('Ends a contract.')
    .argument('<name>')
    .option('--force', 'although its clients break', false)
    .action((name: string, { force }: { force: boolean }, command: Command) =>
      change(command, { removeContracts: [name] }, force, withSession),
    );
}

const change = (command: Command, input: object, force: boolean, withSession: WithSession): Promise<void> =>
  withSession(command, async ({ registry, variant, print }) => {
    const { publish } = await registry.ask<{
      publish: { __typename: string; version?: { id: string }; checks: CheckAnswer[] };
    }>(
      `mutation ($input: PublicationInput!) { publish(input: $input) { __typename
        ... on Published { version { id } checks { ${CHECK_FIELDS} } } ... on PublicationRefused { checks { ${CHECK_FIELDS} } } } }`,
      { input: { variant, breaking: force ? 'WARN' : 'REFUSE', ...input } },
    );
    print(publish, ({ version, checks }) =>
      [checksText(checks), version ? `${variant} runs version ${version.id}.` : 'Refused.'].join('\n'),
    );
    return publish.__typename === 'Published';
  });
