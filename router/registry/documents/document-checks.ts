import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { levelOf, type Reason, type Strictness } from '#router/registry/checks/check.ts';
import { schemaOf } from '#router/registry/checks/schema-changes.ts';
import type { Composed } from '#router/registry/compose.ts';
import {
  apiNamed,
  type BrokenDocument,
  type DocumentInUse,
  type DocumentProblem,
  documentProblems,
  type ListedDocument,
} from '#router/registry/documents/document-problems.ts';

/** Documents of one version of a client, to be named by it. */
export interface DocumentList {
  readonly client: string;
  readonly clientVersion: string;
  /** The slice of the graph that the client is served; null for the whole. */
  readonly contract: string | null;
  readonly documents: readonly ListedDocument[];
}

/** Documents of one list: an app of some hundred screens, with room. */
const MOST_DOCUMENTS = 5_000;
/** Names of clients, versions and documents: printable, and no longer than people can bear. */
const NAME = /^[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?$/;

/**
 * Every reason against a list: each document has to work with what the environment runs, in the client's contract, and a
 * name must not stand for two documents of one client.
 * @param running undefined where nothing runs yet
 * @param inUse what clients of the environment can name already
 */
export function listReasons(
  { client, clientVersion, contract, documents }: DocumentList,
  running: Composed | undefined,
  inUse: readonly DocumentInUse[],
): Reason[] {
  const reasons: Reason[] = [];
  const fail = (
    code: string,
    message: string,
    place: Pick<Reason, 'path' | 'file' | 'line'> = documents[0]?.at ?? {},
  ): void => void reasons.push({ code, message, level: 'failure', ...place });
  for (const [what, name] of Object.entries({ client, version: clientVersion }))
    if (!NAME.test(name)) fail('INVALID_NAME', `"${name}" cannot name a ${what}.`);
  if (documents.length === 0 || documents.length > MOST_DOCUMENTS)
    fail('INVALID_LIST', `A list has 1 to ${MOST_DOCUMENTS} documents, this one has ${documents.length}.`);
  const api = running && apiNamed(running, contract);
  if (!api)
    fail('UNKNOWN_CONTRACT', contract === null ? 'Nothing runs here yet.' : `There is no contract ${contract} here.`);
  if (reasons.length > 0) return reasons;
  const schema = schemaOf(api!);
  const known = new Map(
    inUse.filter((document) => document.client === client).map(({ id, text, ...rest }) => [id, { text, ...rest }]),
  );
  const own = new Map<string, ListedDocument>();
  for (const document of documents) {
    const { id, text } = document;
    const path = `${client}/${id}`;
    const place = { path, ...document.at };
    if (!NAME.test(id)) fail('INVALID_NAME', `"${id}" cannot name a document.`, place);
    for (const problem of documentProblems(schema, text))
      fail(problem.code, problem.message, at(document, path, problem));
    const before = known.get(id);
    if (before && before.text !== text)
      fail(
        'DOCUMENT_ID_TAKEN',
        `${id} names another document of ${client} ${before.clientVersions.join(', ')}: name it otherwise, or revoke those first.`,
        place,
      );
    if ((own.get(id)?.text ?? text) !== text)
      fail('DOCUMENT_ID_TAKEN', `${id} names two documents of this list.`, place);
    own.set(id, document);
  }
  return reasons;
}

/** What a new graph would break of what clients were built with: they cannot be changed any more. */
export const brokenReasons = (broken: readonly BrokenDocument[], strictness: Strictness): Reason[] =>
  broken.map((document) => {
    const { client, clientVersions, contract, id, text, problems } = document;
    const path = `${client}/${id}`;
    const why = problems.map(({ message }) => message).join(' ');
    return {
      code: 'DOCUMENT_BROKEN',
      message: `${nameOf(text)} of ${client} ${clientVersions.join(', ')}: ${why}`,
      level: levelOf(strictness),
      breaks: [contract ?? 'graph'],
      ...at(document, path, problems[0]!),
    };
  });

/** A file of GraphQL has lines of its own; in a manifest a document is one line, however long. */
function at(
  { at: place }: ListedDocument,
  path: string,
  { line }: DocumentProblem,
): Pick<Reason, 'path' | 'file' | 'line'> {
  if (!place) return { path };
  const within = place.file.endsWith('.json') ? 0 : (line ?? 1) - 1;
  return { path, file: place.file, line: place.line + within };
}

function nameOf(text: string): string {
  const isOperation = (node: { kind: string }): node is OperationDefinitionNode =>
    node.kind === Kind.OPERATION_DEFINITION;
  const operation = parse(text, { noLocation: true }).definitions.find(isOperation);
  return operation?.name?.value ?? 'A document without a name';
}
