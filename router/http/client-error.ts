import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { retryableOf } from '#kernel/coded-http.ts';
import { faultIn } from '#kernel/errors.ts';
import { formatError } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';

/** Extensions that tell how the house is built. */
const INTERNAL_EXTENSIONS = new Set([
  'serviceName',
  'stacktrace',
  'exception',
  'http',
  'variables',
  'query',
  'service',
]);

const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/;

/**
 * What a client may see of an error, whoever made it: a subgraph, the gateway, the HTTP front or a bug. It always has
 * `extensions.code` and `extensions.retryable`, and never anything internal.
 * @param formatted how the GraphQL server would show it
 * @param error what was thrown
 */
export function clientError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const { message, path, locations } = formatted;
  const fault = faultIn(error);
  if (fault) return { message: fault.message, path, locations, extensions: { ...fault.extensions } };
  const code = formatted.extensions?.code;
  if (typeof code !== 'string' || code === 'INTERNAL_SERVER_ERROR') return formatError(unexpected(error, path), log);
  if (TOO_MANY_TOKENS.test(message))
    return { message, locations, extensions: { code: 'TOO_LARGE', retryable: false, limit: 'tokens' } };
  const shown = Object.entries(formatted.extensions ?? {}).filter(([key]) => !INTERNAL_EXTENSIONS.has(key));
  const extensions: Record<string, unknown> = { retryable: retryableOf(code), ...Object.fromEntries(shown) };
  if (code === 'GRAPHQL_VALIDATION_FAILED' && 'limit' in extensions) extensions.code = 'TOO_LARGE';
  return { message, path, locations, extensions };
}

/** The form the kernel reads: a GraphQL error without an original is the client's mistake, any other is a bug. */
const unexpected = (error: unknown, path: GraphQLFormattedError['path']): GraphQLError =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError('unexpected', {
        path,
        originalError: error instanceof Error ? error : new Error(String(error)),
      });
