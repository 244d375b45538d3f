import { type DocumentNode, type GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { withoutDefer } from '#router/documents/defer.ts';
import { DEFAULT_LIMITS, limitsRule } from '#router/gateway/limits.ts';
import type { Apis } from '#router/registry/checks/compose-and-compare.ts';
import { schemaOf } from '#router/registry/checks/schema-changes.ts';

/** A document that a client was built with. */
export interface ListedDocument {
  /** What the client calls it. */
  readonly id: string;
  readonly text: string;
  /** Where whoever published it has it. */
  readonly at?: { readonly file: string; readonly line: number } | null;
}

/** A document that clients out there name, and which versions of a client do. */
export interface DocumentInUse extends ListedDocument {
  readonly client: string;
  readonly clientVersions: readonly string[];
  /** The slice of the graph that the client is served; null for the whole. */
  readonly contract: string | null;
}

/** Why a document does not work. */
export interface DocumentProblem {
  /** `INVALID_GRAPHQL` for what does not parse, `TOO_LARGE`, else `INVALID_DOCUMENT`. */
  readonly code: string;
  readonly message: string;
  /** In the document, from 1. */
  readonly line?: number | undefined;
}

/** A document in use that a new graph would no longer answer, and why. */
export interface BrokenDocument extends DocumentInUse {
  readonly problems: readonly DocumentProblem[];
}

const MOST_PROBLEMS = 5;

const RULES = [...specifiedRules, limitsRule(DEFAULT_LIMITS)];

/** Why routers would refuse a document on this schema; none for one that they would execute. */
export function documentProblems(schema: GraphQLSchema, text: string): DocumentProblem[] {
  let document: DocumentNode;
  try {
    document = withoutDefer(parse(text, { maxTokens: DEFAULT_LIMITS.tokens }));
  } catch (error) {
    return [problemOf(error as GraphQLError)];
  }
  return validate(schema, document, RULES, { maxErrors: MOST_PROBLEMS }).map(problemOf);
}

function problemOf({ message, locations, extensions }: GraphQLError): DocumentProblem {
  const line = locations?.[0]?.line;
  if (extensions.limit !== undefined || message.includes('more than')) return { code: 'TOO_LARGE', message, line };
  return { code: message.startsWith('Syntax Error') ? 'INVALID_GRAPHQL' : 'INVALID_DOCUMENT', message, line };
}

/** What the name of a contract stands for; of null, the whole graph. */
export const apiNamed = (apis: Apis, contract: string | null): { readonly apiSdl: string } | undefined =>
  contract === null ? apis : apis.contracts.find(({ name }) => name === contract);

/** The documents that worked before and would not any more. */
export function brokenDocuments(
  documents: readonly DocumentInUse[],
  before: Apis | undefined,
  after: Apis,
): BrokenDocument[] {
  return documents.flatMap((document): BrokenDocument[] => {
    const { contract, text } = document;
    const [old, now] = [before && apiNamed(before, contract), apiNamed(after, contract)];
    if (!old || old.apiSdl === now?.apiSdl) return [];
    const problems = now
      ? documentProblems(schemaOf(now), text)
      : [{ code: 'UNKNOWN_CONTRACT', message: `There is no contract ${contract} any more.` }];
    return problems.length > 0 && documentProblems(schemaOf(old), text).length === 0 ? [{ ...document, problems }] : [];
  });
}
