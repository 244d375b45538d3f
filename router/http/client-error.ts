import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { FAULTS, type FaultCode, faultIn } from '#kernel/errors.ts';
import { formatError } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';

/** Extensions that tell how the house is built. */
const INTERNAL_EXTENSIONS = new Set(['serviceName', 'stacktrace', 'exception', 'http', 'variables', 'query', 'service']);

const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;

/** Whether trying again may help, by the table of faults; codes outside it are the client's own mistakes. */
const retryableOf = (code: string): boolean => code in FAULTS && FAULTS[code as FaultCode].retryable;

/**
 * What a client may see of an error, whoever made it: a subgraph, the gateway, the HTTP front or a bug. It always has
 * `extensions.code` and `extensions.retryable`, and never anything internal.
 * @param formatted how the GraphQL server would show it
 * @param error what was thrown
 */
export function clientError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const { message, path, locations } = formatted;
  const code = formatted.extensions?.code;
  const unexpected = typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR';
  if (unexpected || faultIn(error)) return formatError(asGraphQLError(formatted, error), log);
  if (TOO_MANY_TOKENS.test(message))
    return { message, locations, extensions: { code: 'TOO_LARGE', retryable: false, limit: 'tokens' } };
  const shown = Object.entries(formatted.extensions ?? {}).filter(([key]) => !INTERNAL_EXTENSIONS.has(key));
  return { message, path, locations, extensions: { retryable: retryableOf(code), ...Object.fromEntries(shown) } };
}

/** The form `formatError` reads: one whose original error, if there is one, makes it a bug. */
const asGraphQLError = ({ message, path, locations }: GraphQLFormattedError, error: unknown): GraphQLError =>
  ({ message, path, locations, extensions: {}, originalError: error }) as unknown as GraphQLError;

/** An answer that consists of one error, as JSON. */
export const errorAnswer = (message: string, code: string, facts: Record<string, unknown> = {}): string =>
  JSON.stringify({ errors: [{ message, extensions: { code, retryable: retryableOf(code), ...facts } }] });
