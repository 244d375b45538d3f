import { getOperationAST, parse, validate } from 'graphql';
import { schemaOf } from '#router/registry/checks/schema-changes.ts';
import { documentUsage } from '#router/registry/usage/document-usage.ts';
import type { UsageRow } from '#router/registry/usage/usage-store.ts';

/** What a router of somebody else's says its clients sent. */
export interface ReportedOperation {
  readonly document: string;
  readonly operationName?: string | null;
  readonly client: string;
  readonly clientVersion: string;
  readonly requests: number;
  readonly errors: number;
}

export interface RefusedOperation {
  readonly index: number;
  readonly message: string;
}

const MAX_OPERATIONS = 1_000;
const MAX_CHARACTERS = 100_000;
const MAX_REQUESTS = 1_000_000_000;
const LONGEST_NAME = 100;
/** Names are shown to people and on terminals. */
const NAME = /^[\p{L}\p{N} ._/@+:()-]*$/u;

/**
 * Believes of a report only what the graph itself confirms: what a document touches is found out here, never taken from
 * the report, and a document that the graph would not accept was never answered by it.
 */
export function acceptUsage(
  api: { readonly apiSdl: string },
  operations: readonly ReportedOperation[],
): { rows: UsageRow[]; refused: RefusedOperation[] } {
  const rows: UsageRow[] = [];
  const refused: RefusedOperation[] = [];
  operations.forEach((operation, index) => {
    const row = index < MAX_OPERATIONS ? judge(api, operation) : `a report has at most ${MAX_OPERATIONS} operations`;
    if (typeof row === 'string') refused.push({ index, message: row });
    else rows.push(row);
  });
  return { rows, refused };
}

/** @returns the row, or why there is none */
function judge(api: { readonly apiSdl: string }, operation: ReportedOperation): UsageRow | string {
  const { document: text, operationName, client, clientVersion, requests, errors } = operation;
  if (!Number.isSafeInteger(requests) || requests < 1 || requests > MAX_REQUESTS) return 'requests is no count';
  if (!Number.isSafeInteger(errors) || errors < 0 || errors > requests) return 'errors is no count, or above requests';
  for (const name of [client, clientVersion])
    if (name.length > LONGEST_NAME || !NAME.test(name)) return 'the client has no such name';
  if (text.length > MAX_CHARACTERS) return `a document has at most ${MAX_CHARACTERS} characters`;
  try {
    const document = parse(text, { maxTokens: 15_000, noLocation: true });
    const schema = schemaOf(api);
    const [invalid] = validate(schema, document, undefined, { maxErrors: 1 });
    if (invalid) return `the graph would not accept it: ${invalid.message}`;
    const found = getOperationAST(document, operationName);
    if (!found) return 'the document has no such operation';
    const name = (found.name?.value ?? 'anonymous').slice(0, LONGEST_NAME);
    return { ...documentUsage(schema, document, name), name, client, clientVersion, requests, errors };
  } catch (error) {
    return (error as Error).message;
  }
}
