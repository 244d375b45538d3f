import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';

/**
 * A subgraph's answer, whatever server wrote it: what is not of GraphQL's form is mended where its meaning is plain.
 * @throws Error for what is no JSON or no GraphQL answer, such as a proxy's page
 */
export function answerIn(text: string): FormattedExecutionResult {
  const answer: unknown = JSON.parse(text);
  if (!isRecord(answer)) throw new Error('the answer is no object');
  const { data, errors } = answer;
  // Nearly all.
  if (errors === undefined && isRecord(data)) return answer;
  if (data !== undefined && data !== null && !isRecord(data)) throw new Error('the data of the answer is no object');
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) throw new Error('the errors are no list');
  const told = (errors ?? []).filter(isRecord).map(errorOf);
  if (told.length === 0 && data === undefined) throw new Error('the answer has neither data nor errors');
  return { ...answer, data: data ?? null, errors: told.length > 0 ? told : undefined };
}

function errorOf({ message, path, extensions, ...rest }: Record<string, unknown>): GraphQLFormattedError {
  return {
    ...rest,
    message: typeof message === 'string' ? message : '',
    ...(Array.isArray(path) ? { path } : {}),
    ...(isRecord(extensions) ? { extensions } : {}),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
