import type { FormattedExecutionResult } from 'graphql';
import type { Named, NamedDocuments, Parameters } from '#router/documents/named-documents.ts';
import type { FrontRequest } from '#router/http/apollo.ts';
import type { Answer } from '#router/http/door.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { OperationGuard } from '#router/protection/operation-guard.ts';

/** An HTTP request cut down to what its viewer may see. */
export interface AdmittedRequest {
  readonly request: FrontRequest;
  /** What it costs at most. */
  readonly cost: number;
  /** Whether its document is valid. */
  readonly valid: boolean;
  /** Whether nothing was taken out of it. */
  readonly whole: boolean;
  /** Executes what is left, if anything is, and tells what was taken out. */
  answered(execute: () => Promise<Answer>): Promise<Answer>;
}

/**
 * Lets the guard decide on a request, wherever its query is written. A request without one goes through as it is, to be
 * refused where all that is malformed is.
 * @throws Fault TOO_LARGE for an operation that costs too much
 */
export function admitRequest(guard: OperationGuard, request: FrontRequest, identity: Identity): AdmittedRequest {
  const { query, operationName, variables } = parametersOf(request);
  const asItIs = (cost: number, valid: boolean, text: unknown = query): AdmittedRequest => ({
    request: text === query ? request : withParameters(request, { ...parametersOf(request), query: text }),
    cost,
    valid,
    whole: true,
    answered: (execute) => execute(),
  });
  if (typeof query !== 'string') return asItIs(1, false);
  const admission = guard.admit(
    {
      query,
      operationName: typeof operationName === 'string' ? operationName : undefined,
      variables: isRecord(variables) ? variables : undefined,
    },
    identity,
  );
  const { cost, valid, complete } = admission;
  if (!complete) return asItIs(cost, valid, admission.query);
  const left = admission.query;
  return {
    request: left === undefined ? request : withParameters(request, { ...parametersOf(request), query: left }),
    cost,
    valid,
    whole: false,
    answered: async (execute) => {
      if (left === undefined) return json({ status: 200, contentType: JSON_TYPE }, complete({}));
      const answer = await execute();
      return json(answer, complete(JSON.parse(answer.body.toString()) as FormattedExecutionResult));
    },
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';

const json = (answer: Omit<Answer, 'body'>, result: FormattedExecutionResult): Answer => ({
  ...answer,
  body: Buffer.from(JSON.stringify(result)),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parameters that are JSON where they are written in a URL. */
const JSON_PARAMETERS = new Set(['variables', 'extensions']);

/** What a request asks, wherever it is written. */
export function parametersOf({ method, body, search }: FrontRequest): Parameters {
  if (method !== 'GET') return isRecord(body) ? body : {};
  const written = [...new URLSearchParams(search)];
  return Object.fromEntries(written.map(([name, text]) => [name, JSON_PARAMETERS.has(name) ? parsed(text) : text]));
}

/** What is not JSON stays text, to be refused where all that is malformed is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A request with the text of its document. */
export interface NamedRequest {
  readonly request: FrontRequest;
  readonly parameters: Parameters;
  readonly keep?: Named['keep'];
}

/** Finds the document of a request that may only name it: at once, where it is known. */
export function withDocument(
  documents: NamedDocuments,
  request: FrontRequest,
  client: string | undefined,
): NamedRequest | Promise<NamedRequest> {
  const given = parametersOf(request);
  const named = ({ parameters, keep }: Named): NamedRequest =>
    parameters === given ? { request, parameters } : { request: withParameters(request, parameters), parameters, keep };
  const found = documents.resolve(given, client);
  return found instanceof Promise ? found.then(named) : named(found);
}

/** The request as if it asked this. */
export function withParameters(request: FrontRequest, parameters: Parameters): FrontRequest {
  if (request.method !== 'GET') return { ...request, body: parameters };
  const written = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { ...request, search: `?${new URLSearchParams(written)}` };
}
