import { relative } from 'node:path';
import type { Command } from 'commander';
import { documentsIn, sha256 } from '#router/documents/trusted-documents.ts';
import { positive } from '#router/registry/cli/options.ts';
import { CHECK_FIELDS, type CheckAnswer, checksText } from '#router/registry/cli/printing.ts';
import { BadArguments, type WithSession } from '#router/registry/cli/session.ts';
import { read } from '#router/registry/cli/sources.ts';
import type { ListedDocument } from '#router/registry/documents/document-problems.ts';
import { lineOf } from '#router/registry/manifest-subgraphs.ts';

interface ListAnswer {
  readonly client: string;
  readonly clientVersion: string;
  readonly contract: string | null;
  readonly documents: readonly { readonly id: string; readonly text: string }[];
  readonly actor: string;
  readonly publishedAt: string;
  readonly revokedAt: string | null;
}

type PublishAnswer =
  | { readonly __typename: 'DocumentsPublished'; readonly changed: boolean; readonly list: ListAnswer }
  | { readonly __typename: 'PublicationRefused'; readonly checks: readonly CheckAnswer[] };

const LIST_FIELDS = 'client clientVersion contract documents { id text } actor publishedAt revokedAt';

/** `documents check | publish | list | show | revoke`: what clients were built with. */
export function documentsCommand(program: Command, withSession: WithSession): void {
  const documents = program
    .command('documents')
    .description('Trusted documents: what each version of a client was built with, and may name in place of sending.');
  const withFiles = (command: Command): Command =>
    command
      .argument('<client>', 'its name, as it says it in apollographql-client-name')
      .argument('<version>', 'its version')
      .argument('<files...>', 'JSON that maps ids to documents, a manifest of Apollo’s, or documents (.graphql)')
      .option('--contract <name>', 'the slice of the graph it is served; else the whole');

  withFiles(documents.command('check'))
    .description('Says what publishing would say; changes nothing.')
    .action((client: string, version: string, files: string[], { contract }: { contract?: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const input = { variant, client, clientVersion: version, contract, documents: await listed(client, files) };
        const { check } = await registry.ask<{ check: CheckAnswer }>(
          `mutation ($input: DocumentListInput!) { check: checkDocuments(input: $input) { ${CHECK_FIELDS} } }`,
          { input },
        );
        print(check, () => checksText([check]));
        return check.outcome === 'passed';
      }),
    );

  withFiles(documents.command('publish'))
    .description('Lets a version of a client name these documents; all or nothing. Routers know them at once.')
    .action((client: string, version: string, files: string[], { contract }: { contract?: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const input = { variant, client, clientVersion: version, contract, documents: await listed(client, files) };
        const { published } = await registry.ask<{ published: PublishAnswer }>(
          `mutation ($input: DocumentListInput!) { published: publishDocuments(input: $input) { __typename
            ... on DocumentsPublished { changed list { ${LIST_FIELDS} } }
            ... on PublicationRefused { checks { ${CHECK_FIELDS} } } } }`,
          { input },
        );
        print(published, (answer) =>
          answer.__typename === 'DocumentsPublished'
            ? `${client} ${version} may name ${answer.list.documents.length} documents in ${variant}${answer.changed ? '' : ' already'}.`
            : [checksText(answer.checks), 'Refused; nothing was changed.'].join('\n'),
        );
        return published.__typename === 'DocumentsPublished';
      }),
    );

  const lists = async (
    { registry, variant }: Parameters<Parameters<WithSession>[1]>[0],
    client: string | undefined,
    first: number,
  ): Promise<readonly ListAnswer[]> => {
    const answer = await registry.ask<{ variant: { documents: ListAnswer[] } | null }>(
      `query ($name: String!, $client: String, $first: Int!) {
        variant(name: $name) { documents(client: $client, first: $first) { ${LIST_FIELDS} } } }`,
      { name: variant, client, first },
    );
    return answer.variant?.documents ?? [];
  };

  documents
    .command('list')
    .description('Versions of clients, the newest first.')
    .argument('[client]', 'of one client')
    .option('--first <number>', 'how many', positive, 20)
    .action((client: string | undefined, { first }: { first: number }, command: Command) =>
      withSession(command, async (session) => {
        session.print(await lists(session, client, first), (found) => found.map(listText).join('\n'));
        return undefined;
      }),
    );

  documents
    .command('show')
    .description('The documents of a version.')
    .argument('<client>')
    .argument('<version>')
    .action((client: string, version: string, _: object, command: Command) =>
      withSession(command, async (session) => {
        const found = (await lists(session, client, 100)).find(({ clientVersion }) => clientVersion === version);
        if (!found) throw new BadArguments(`${session.variant} has no documents of ${client} ${version}.`);
        session.print(found, (list) => list.documents.map(({ id, text }) => `# ${id}\n${text.trim()}`).join('\n\n'));
        return undefined;
      }),
    );

  documents
    .command('revoke')
    .description('Ends the documents of a version that no other version has. Routers know at once.')
    .argument('<client>')
    .argument('<version>')
    .action((client: string, version: string, _: object, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const answer = await registry.ask<{ revoked: boolean }>(
          `mutation ($variant: String!, $client: String!, $version: String!) {
            revoked: revokeDocuments(variant: $variant, client: $client, clientVersion: $version) }`,
          { variant, client, version },
        );
        print(answer, ({ revoked }) => (revoked ? 'Revoked.' : 'There are none, or they were revoked before.'));
        return answer.revoked;
      }),
    );
}

const listText = ({ client, clientVersion, contract, documents, ...list }: ListAnswer): string =>
  [
    `${list.publishedAt}  ${client} ${clientVersion}  ${documents.length} documents`,
    contract ?? 'whole graph',
    list.actor,
    ...(list.revokedAt ? [`revoked ${list.revokedAt}`] : []),
  ].join('  ');

/** All documents of the files, each with its place. */
async function listed(client: string, files: readonly string[]): Promise<ListedDocument[]> {
  const documents = files.map(async (path): Promise<ListedDocument[]> => {
    const file = relative(process.cwd(), path);
    const content = await read(path);
    if (file.endsWith('.graphql')) return [{ id: sha256(content), text: content, at: { file, line: 1 } }];
    return documentsOf(file, content).map(({ id, text, client: owner = client }) => {
      if (owner !== client) throw new BadArguments(`${file} has documents of ${owner}, not of ${client} only.`);
      return { id, text, at: { file, line: lineOf(content, JSON.stringify(id)) } };
    });
  });
  return (await Promise.all(documents)).flat();
}

function documentsOf(file: string, content: string): ReturnType<typeof documentsIn> {
  try {
    return documentsIn(file, content);
  } catch (cause) {
    throw new BadArguments(`${(cause as Error).message}.`, { cause });
  }
}
