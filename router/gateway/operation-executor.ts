import { type Operation, operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Generation, Graph } from '#router/gateway/graph.ts';
import { JsonText } from '#router/gateway/json-text.ts';
import { compileShaper, conditionVariables, NotShapeable, type Shaper } from '#router/gateway/shaper.ts';

/** What the GraphQL server hands over for each operation, as far as it is read here. */
export interface OperationRequest {
  readonly request: { readonly operationName?: string | null; readonly variables?: Record<string, unknown> | null };
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly context: unknown;
  /** The gateway notes in it what it did. */
  readonly metrics: object;
}

export interface OperationResult {
  data?: JsonText | Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
  extensions?: Record<string, unknown>;
}

/** An operation of one generation, ready to run. */
interface Prepared {
  readonly operation: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly planned: Operation;
  readonly plan: QueryPlan;
  readonly context: ReturnType<typeof buildOperationContext>;
  readonly conditionNames: readonly string[];
  /** By the values of the condition variables. */
  readonly shapers: Map<string, Shaper>;
}

/** The gateway's own executor does what is not prepared here. */
const LEAVE_TO_GATEWAY = Symbol('left to the gateway');

/** Operations kept ready per generation. */
const MAX_PREPARED = 2_000;

/** More variables than this that switch parts of one document on and off, and the gateway shapes its answers. */
const MAX_CONDITIONS = 6;

/** The key below which the gateway gathers the answer, so that it can be read here. */
const HOLDER = '$';

const holderFetch: FetchNode = {
  kind: 'Fetch',
  serviceName: HOLDER,
  operation: `{ ${HOLDER} }`,
  operationName: undefined,
  operationKind: 'query' as FetchNode['operationKind'],
  variableUsages: [],
};

/**
 * Executes queries and mutations by the gateway's planner and its `executeQueryPlan`, but shapes the answer itself,
 * straight to JSON: shaping is a third of a list's time. For that the plan runs below a holder whose object is known
 * here, and the operation the gateway shapes is `{ __typename }`. Answers that are not ordinary are shaped by the
 * gateway's `computeResponse`, so nulls, errors and their paths are its own work.
 */
export class OperationExecutor {
  readonly #graph: Graph;
  readonly #prepared = new WeakMap<Generation, LRUCache<string, Prepared | typeof LEAVE_TO_GATEWAY>>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  async execute(context: OperationRequest): Promise<OperationResult> {
    const { generation } = this.#graph;
    const prepared = this.#prepare(generation, context);
    if (prepared === LEAVE_TO_GATEWAY) return (await this.#graph.gateway.executor(context as never)) as OperationResult;
    const given = context.request.variables ?? {};
    const { coerced, errors: invalid } = getVariableValues(
      generation.schema,
      prepared.operation.variableDefinitions ?? [],
      given,
    );
    if (invalid) return { errors: invalid };
    const merged: Record<string, unknown> = {};
    const { errors = [] } = await this.#fetch(generation, prepared, context, merged);
    for (const error of errors) withoutHolder(error);
    const text = this.#shaper(generation, prepared, coerced)(merged);
    if (text !== undefined) {
      const data = new JsonText(text);
      return errors.length === 0 ? { data } : { errors, data };
    }
    return shapedByGateway(prepared.planned, given, merged, errors);
  }

  async #fetch(
    generation: Generation,
    { plan, context: operationContext }: Prepared,
    requestContext: OperationRequest,
    merged: Record<string, unknown>,
  ): Promise<{ errors?: readonly GraphQLError[] }> {
    if (!plan.node) return {};
    const services: Record<string, GraphQLDataSource> = Object.create(null);
    for (const [name, dataSource] of this.#graph.dataSources) services[name] = dataSource;
    services[HOLDER] = { process: async () => ({ data: { [HOLDER]: merged } }) as never };
    return (await executeQueryPlan(
      plan,
      services,
      requestContext as never,
      operationContext,
      generation.supergraphSchema,
      generation.planner.supergraph.apiSchema(),
    )) as { errors?: readonly GraphQLError[] };
  }

  #prepare(
    generation: Generation,
    { request, document, queryHash }: OperationRequest,
  ): Prepared | typeof LEAVE_TO_GATEWAY {
    const known = this.#prepared.get(generation) ?? new LRUCache({ max: MAX_PREPARED });
    this.#prepared.set(generation, known);
    const operationName = request.operationName ?? undefined;
    const address = operationName ? `${queryHash} ${operationName}` : queryHash;
    const prepared = known.get(address) ?? prepare(generation, document, operationName);
    known.set(address, prepared);
    return prepared;
  }

  #shaper(generation: Generation, prepared: Prepared, coerced: Record<string, unknown>): Shaper {
    const values = prepared.conditionNames.map((name) => coerced[name]);
    const address = values.join();
    let shaper = prepared.shapers.get(address);
    if (!shaper) {
      const conditions = Object.fromEntries(prepared.conditionNames.map((name, index) => [name, values[index]]));
      shaper = shaperOf(generation, prepared, conditions);
      prepared.shapers.set(address, shaper);
    }
    return shaper;
  }
}

function prepare(
  generation: Generation,
  document: DocumentNode,
  operationName: string | undefined,
): Prepared | typeof LEAVE_TO_GATEWAY {
  const operation = getOperationAST(document, operationName);
  const conditionNames = conditionVariables(document);
  if (!operation || operation.operation === 'subscription' || conditionNames.length > MAX_CONDITIONS)
    return LEAVE_TO_GATEWAY;
  if (introspects(operation, document)) return LEAVE_TO_GATEWAY;
  const planned = operationFromDocument(generation.planner.supergraph.apiSchema(), document, { operationName });
  const { node } = generation.planner.buildQueryPlan(planned);
  const held: PlanNode[] = [holderFetch, { kind: 'Flatten', path: [HOLDER], node: node as PlanNode }];
  return {
    operation,
    document,
    planned,
    plan: { kind: 'QueryPlan', ...(node ? { node: { kind: 'Sequence', nodes: held } } : {}) },
    // Conditions of the plan need the variables' definitions; of the selections the gateway shapes none.
    context: buildOperationContext({
      schema: generation.schema,
      operationDocument: {
        kind: Kind.DOCUMENT,
        definitions: [{ ...operation, directives: [], selectionSet: TYPENAME }],
      },
    } as never),
    conditionNames,
    shapers: new Map(),
  };
}

const TYPENAME = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
} as const;

/** Whether the schema itself is asked for, at the root or in a fragment that may stand there. */
const introspects = (operation: OperationDefinitionNode, document: DocumentNode): boolean =>
  operation.operation === 'query' && /"value":"__(?:schema|type)"/.test(JSON.stringify(document.definitions));

function shaperOf(
  generation: Generation,
  { document, operation }: Prepared,
  conditions: Record<string, unknown>,
): Shaper {
  try {
    return compileShaper(generation.schema, document, operation, conditions);
  } catch (error) {
    if (error instanceof NotShapeable) return () => undefined;
    throw error;
  }
}

/** The gateway's words for an answer that is not ordinary. */
function shapedByGateway(
  operation: Operation,
  variables: Record<string, unknown>,
  input: Record<string, unknown>,
  errors: readonly GraphQLError[],
): OperationResult {
  try {
    const { data, errors: found } = computeResponse({
      operation,
      variables,
      input,
      introspectionHandling: () => {
        throw new Error('introspection is left to the gateway');
      },
    });
    if (errors.length > 0) return { errors, data };
    return found.length > 0 ? { extensions: { valueCompletion: found }, data } : { data };
  } catch (error) {
    const { message } = error as Error;
    return {
      errors: [error instanceof GraphQLError ? error : new GraphQLError(message, { originalError: error as Error })],
    };
  }
}

/** Takes the holder off an error's path; the error was made for this answer alone. */
function withoutHolder(error: GraphQLError): void {
  if (error.path?.[0] === HOLDER) (error as { path: readonly (string | number)[] }).path = error.path.slice(1);
}
