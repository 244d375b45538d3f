import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  validate,
  valueFromASTUntyped,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { FAULTS, Fault, type FaultCode, faultIn, isTransient, isUnkeepable } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/log.ts';

export interface GraphQLRequest {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
  /** The three above as JSON, where somebody has written them out already. */
  json?: string;
}

/** Executes operations on one schema; documents are parsed, validated and compiled once. */
export type Executor = (request: GraphQLRequest, context: object) => Promise<FormattedExecutionResult>;

type Prepared =
  | { run(context: object, variables: Record<string, unknown>): ExecutionResult | Promise<ExecutionResult> }
  | { errors: GraphQLError[] };

/** Distinct operations kept per schema. Routers send a bounded set; a flood of others only evicts. */
const MAX_OPERATIONS = 2_000;

/** Makes a schema's executor. Faults keep their code; anything else thrown is logged whole and shown as INTERNAL with an id. */
export function createExecutor(schema: GraphQLSchema, log: Logger): Executor {
  // By text, then by name: callers have the text as a constant, whose hash is known.
  const prepared = new LRUCache<string, ReadonlyMap<string | undefined, Prepared>>({ maxSize: MAX_OPERATIONS });
  return async ({ query, variables, operationName }, context) => {
    const ofText = prepared.get(query);
    let operation = ofText?.get(operationName);
    if (!operation) {
      operation = prepare(schema, query, operationName);
      const known = new Map(ofText).set(operationName, operation);
      prepared.set(query, known, { size: known.size });
    }
    if ('errors' in operation) return { errors: operation.errors.map((error) => error.toJSON()) };
    const result = await operation.run(context, variables ?? {});
    if (!result.errors) return result as FormattedExecutionResult;
    return { ...result, errors: result.errors.map((error) => formatError(error, log)) } as FormattedExecutionResult;
  };
}

function prepare(schema: GraphQLSchema, query: string, operationName: string | undefined): Prepared {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: 20_000, noLocation: true });
  } catch (error) {
    return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
  }
  const invalid = validate(schema, document, undefined, { maxErrors: 20 });
  if (invalid.length > 0) return { errors: invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
  const compiled = compileQuery(schema, document, operationName);
  if (isCompiledQuery(compiled)) {
    const defaults = requiredDefaults(document, operationName);
    return {
      run: (context, variables) =>
        (compiled as CompiledQuery).query({}, context, defaults ? { ...defaults, ...defined(variables) } : variables),
    };
  }
  // graphql-jit declines some documents (several operations without a name, for one); graphql-js answers those.
  return {
    run: (contextValue, variableValues) =>
      execute({ schema, document, rootValue: {}, contextValue, variableValues, operationName }),
  };
}

/**
 * Defaults of variables that may not be null, which graphql-jit asks for all the same.
 * @returns undefined when there are none
 */
function requiredDefaults(
  document: DocumentNode,
  operationName: string | undefined,
): Record<string, unknown> | undefined {
  const { variableDefinitions = [] } = getOperationAST(document, operationName) ?? {};
  const defaults = variableDefinitions.flatMap(({ type, defaultValue, variable }) =>
    type.kind === Kind.NON_NULL_TYPE && defaultValue
      ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]
      : [],
  );
  return defaults.length > 0 ? Object.fromEntries(defaults) : undefined;
}

const defined = (variables: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));

const coded = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, { nodes: error.nodes, extensions: { code, retryable: false } });

/** What a client may see of an error. */
export function formatError(error: GraphQLError, log: Logger): ReturnType<GraphQLError['toJSON']> {
  const { path, locations } = error;
  const fault = faultIn(error);
  if (fault) return { message: fault.message, path, locations, extensions: { ...fault.extensions } };
  const code = error.extensions?.code;
  // graphql-js's own errors (a variable that does not coerce, a scalar that refuses) have no original and tell nothing internal.
  if (!error.originalError || typeof code === 'string')
    return {
      message: error.message,
      path,
      locations,
      extensions: { code: code ?? ('BAD_USER_INPUT' satisfies FaultCode), retryable: false },
    };
  if (isTransient(error)) {
    log.warn({ err: error.originalError, path }, 'a server was away while an operation needed it');
    const away = new Fault('UNAVAILABLE', 'A part of the marketplace does not answer; try again shortly.');
    return { message: away.message, path, locations, extensions: { ...away.extensions } };
  }
  if (isUnkeepable(error)) {
    const { message, extensions } = new Fault(
      'BAD_USER_INPUT',
      'A text holds a character that cannot be kept, such as NUL.',
    );
    return { message, path, locations, extensions: { ...extensions } };
  }
  const id = newId();
  log.error({ err: error.originalError, path, errorId: id }, 'an operation failed unexpectedly');
  return {
    message: 'Something went wrong on our side.',
    path,
    locations,
    extensions: { code: 'INTERNAL', retryable: FAULTS.INTERNAL.retryable, errorId: id },
  };
}
