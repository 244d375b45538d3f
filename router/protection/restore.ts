import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';

/**
 * The answer to an operation that was cut down ({@link import('./authorize.ts').authorize}), in the form of the original:
 * what was taken out is null, and where the schema allows no null there, what holds it is.
 * @param document the original
 * @param data the answer's data; undefined when nothing was executed
 */
export function restore(
  schema: GraphQLSchema,
  document: DocumentNode,
  request: { operationName?: string | undefined; variables?: Readonly<Record<string, unknown>> | undefined },
  data: object | null | undefined,
): Record<string, unknown> | null {
  if (data === null) return null;
  const answer = execute({
    schema,
    document,
    rootValue: data ?? {},
    operationName: request.operationName,
    variableValues: request.variables,
    fieldResolver: (source, _args, _context, { path }) => (source as Record<string, unknown>)[path.key] ?? null,
    typeResolver: (source) => (source as { __typename: string }).__typename,
  });
  // Nothing above is asynchronous; its errors say of each null only that it is one.
  return (answer as { data?: Record<string, unknown> | null }).data ?? null;
}
