import type { FormattedExecutionResult } from 'graphql';
import type { FrontRequest } from '#router/http/apollo.ts';
import type { Answer } from '#router/http/door.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { OperationGuard } from '#router/protection/operation-guard.ts';

/** An HTTP request cut down to what its viewer may see. */
export interface AdmittedRequest {
  readonly request: FrontRequest;
  /** What it costs at most. */
  readonly cost: number;
  /** Executes what is left, if anything is, and tells what was taken out. */
  answered(execute: () => Promise<Answer>): Promise<Answer>;
}

/**
 * Lets the guard decide on a request, wherever its query is written. A request without one goes through as it is, to be
 * refused where all that is malformed is.
 * @throws Fault TOO_LARGE for an operation that costs too much
 */
export function admitRequest(guard: OperationGuard, request: FrontRequest, identity: Identity): AdmittedRequest {
  const { query, operationName, variables } = questionOf(request);
  const asItIs = (cost: number): AdmittedRequest => ({ request, cost, answered: (execute) => execute() });
  if (typeof query !== 'string') return asItIs(1);
  const admission = guard.admit(
    {
      query,
      operationName: typeof operationName === 'string' ? operationName : undefined,
      variables: isRecord(variables) ? variables : undefined,
    },
    identity,
  );
  const { cost, complete } = admission;
  if (!complete) return asItIs(cost);
  const left = admission.query;
  return {
    request: left === undefined ? request : withQuery(request, left),
    cost,
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

type Question = Partial<Record<'query' | 'operationName' | 'variables', unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function questionOf({ method, body, search }: FrontRequest): Question {
  if (method !== 'GET') return isRecord(body) ? body : {};
  const parameters = new URLSearchParams(search);
  const variables = parameters.get('variables');
  return {
    query: parameters.get('query') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: variables === null ? undefined : parsed(variables),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withQuery(request: FrontRequest, query: string): FrontRequest {
  if (request.method !== 'GET') return { ...request, body: { ...(request.body as object), query } };
  const parameters = new URLSearchParams(request.search);
  parameters.set('query', query);
  return { ...request, search: `?${parameters}` };
}
