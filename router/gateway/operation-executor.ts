import { type Operation, operationFromDocument } from '@apollo/federation-internals';
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import { isPlanNode, type PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Tagging, taggingOf } from '#router/cache/tag-collector.ts';
import { withCertainTypes } from '#router/gateway/certain-types.ts';
import { type Conditions, conditionsOf, settled } from '#router/gateway/conditions.ts';
import { callerIn } from '#router/gateway/data-source.ts';
import type { Generation, Graph } from '#router/gateway/graph.ts';
import { JsonText } from '#router/gateway/json-text.ts';
import { plainVariables } from '#router/gateway/plain-variables.ts';
import type { Json } from '#router/gateway/plan/merge.ts';
import { NotPlannable } from '#router/gateway/plan/not-plannable.ts';
import { compilePlan, type Plan } from '#router/gateway/plan/plan.ts';
import type { Send } from '#router/gateway/plan/run.ts';
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
  /** Of subgraphs and, for answers no subgraph may give, plain ones. */
  errors?: readonly Error[];
  extensions?: Record<string, unknown>;
}

/** An operation of one generation, ready to run. */
export interface Prepared {
  readonly generation: Generation;
  readonly operation: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly planned: Operation;
  readonly plan: Plan;
  readonly arePlain: ReturnType<typeof plainVariables>;
  /** Whether the plan asks nobody. */
  readonly asksNobody: boolean;
  /** Finds the tags of answers that may be cached, where there are tags. */
  readonly tagging?: Tagging | undefined;
  readonly conditionNames: readonly string[];
  /** By the values of the condition variables. */
  readonly shapers: Map<string, Shaper>;
}

const UNANSWERABLE: OperationResult = {
  data: null,
  errors: [new GraphQLError('No subgraph can answer this operation.', { extensions: { code: 'UNANSWERABLE' } })],
};

/** The gateway's own executor does what is not prepared here. */
const LEAVE_TO_GATEWAY = Symbol('left to the gateway');

const NO_TAGS: ReadonlySet<string> = new Set();

/** Operations kept ready per generation. */
const MAX_PREPARED = 2_000;

/** More variables than this that switch parts of one document on and off, and the gateway shapes its answers. */
const MAX_CONDITIONS = 6;

/**
 * Executes queries and mutations that the gateway's planner has planned: the plan by a walker of our own, the answer
 * straight to JSON by a shaper compiled for the operation. Answers that are not ordinary are shaped by the gateway's
 * `computeResponse`, so nulls, errors and their paths are its own work, and operations that are not known here (the
 * schema's own, more conditions than are worth compiling for) are executed by the gateway.
 */
export class OperationExecutor {
  readonly #graph: Graph;
  readonly #prepared = new WeakMap<Generation, LRUCache<string, Prepared | typeof LEAVE_TO_GATEWAY>>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  async execute(context: OperationRequest): Promise<OperationResult> {
    const { generation } = this.#graph;
    const apart = generation.reservedKeys.setApart(context.document);
    const result = await this.#execute(generation, apart ? { ...context, document: apart.document } : context);
    return apart ? apart.restore(result) : result;
  }

  #execute(generation: Generation, context: OperationRequest): Promise<OperationResult> {
    const prepared = this.#prepare(generation, context);
    if (prepared === LEAVE_TO_GATEWAY)
      return this.#graph.gateway.executor(context as never) as Promise<OperationResult>;
    const caller = callerIn(context.context);
    const send: Send = (subgraph, request) => this.#graph.send(subgraph, request, caller);
    return executePrepared(prepared, context.request.variables ?? {}, send);
  }

  #prepare(
    generation: Generation,
    { request, document, queryHash }: OperationRequest,
  ): Prepared | typeof LEAVE_TO_GATEWAY {
    let known = this.#prepared.get(generation);
    if (!known) {
      known = new LRUCache({ max: MAX_PREPARED });
      this.#prepared.set(generation, known);
    }
    const operationName = request.operationName ?? undefined;
    const overrides = generation.overrides?.choose();
    let address = operationName ? `${queryHash} ${operationName}` : queryHash;
    if (overrides) address += ` ${overrides.key}`;
    const conditions = conditionsOf(document, operationName, request.variables ?? {});
    if (conditions) address += ` ?${conditions.key}`;
    let prepared = known.get(address);
    if (!prepared) {
      prepared = prepare(generation, document, operationName, conditions, overrides?.conditions);
      known.set(address, prepared);
    }
    return prepared;
  }
}

/** @param send the way to whatever the plan fetches from */
export async function executePrepared(
  prepared: Prepared,
  given: Record<string, unknown>,
  send: Send,
): Promise<OperationResult> {
  const { generation, operation, plan, tagging } = prepared;
  let coerced = given;
  if (!prepared.arePlain(given)) {
    const values = getVariableValues(generation.schema, operation.variableDefinitions ?? [], given);
    if (values.errors) return { errors: values.errors };
    coerced = values.coerced;
  }
  const { data: merged, errors, shared } = await plan({ variables: given, send });
  const text = knownShaper(prepared, coerced)(merged, shared);
  // What the planner sees no way to, and so leaves out, is null.
  if (prepared.asksNobody && text !== undefined && Object.values(JSON.parse(text)).includes(null)) return UNANSWERABLE;
  if (text !== undefined) {
    if (errors.length > 0) return { errors, data: new JsonText(text) };
    return { data: new JsonText(text, tagging ? tagging.collect(merged, coerced) : NO_TAGS) };
  }
  return shapedByGateway(prepared, given, merged, errors);
}

function knownShaper(prepared: Prepared, coerced: Record<string, unknown>): Shaper {
  const values = prepared.conditionNames.map((name) => coerced[name]);
  const address = values.join();
  let shaper = prepared.shapers.get(address);
  if (!shaper) {
    const conditions = Object.fromEntries(prepared.conditionNames.map((name, index) => [name, values[index]]));
    shaper = shaperOf(prepared, conditions);
    prepared.shapers.set(address, shaper);
  }
  return shaper;
}

function prepare(
  generation: Generation,
  given: DocumentNode,
  operationName: string | undefined,
  conditions: Conditions | undefined,
  overrideConditions: Map<string, boolean> | undefined,
): Prepared | typeof LEAVE_TO_GATEWAY {
  const document = withCertainTypes(given, generation.schema);
  const operation = getOperationAST(document, operationName);
  if (!operation || operation.operation === 'subscription') return LEAVE_TO_GATEWAY;
  if (introspects(operation, document)) return LEAVE_TO_GATEWAY;
  const apiSchema = generation.planner.supergraph.apiSchema();
  const planned = operationFromDocument(apiSchema, document, { operationName });
  const tagging = taggingFor(generation, document, operation);
  const asked = tagging?.document ?? document;
  const fetched =
    conditions || tagging
      ? operationFromDocument(apiSchema, conditions ? settled(asked, conditions) : asked, { operationName })
      : planned;
  const { node } = generation.planner.buildQueryPlan(fetched, overrideConditions && { overrideConditions });
  if (node && !isPlanNode(node)) return LEAVE_TO_GATEWAY;
  return prepareNode({ generation, document, operation, planned, tagging }, node) ?? LEAVE_TO_GATEWAY;
}

/** Only what may be cached is asked for the keys that its tags are made of. */
function taggingFor(
  { cacheRules, schema }: Generation,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Tagging | undefined {
  if (!cacheRules?.policyOf(schema, document, operation.name?.value)) return undefined;
  return taggingOf(cacheRules, schema, document, operation);
}

/** Makes an operation ready whose plan is known; undefined for what is not executed here. */
export function prepareNode(
  parts: Pick<Prepared, 'generation' | 'document' | 'operation' | 'planned' | 'tagging'>,
  node: PlanNode | undefined,
): Prepared | undefined {
  const conditionNames = conditionVariables(parts.document);
  if (conditionNames.length > MAX_CONDITIONS) return undefined;
  try {
    const plan = compilePlan(node, parts.generation.supergraphSchema, parts.planned.variableDefinitions);
    const arePlain = plainVariables(parts.generation.schema, parts.operation.variableDefinitions ?? []);
    return { ...parts, plan, arePlain, asksNobody: !node, conditionNames, shapers: new Map() };
  } catch (error) {
    if (error instanceof NotPlannable) return undefined;
    throw error;
  }
}

/** Whether the schema itself is asked for, at the root or in a fragment that may stand there. */
const introspects = (operation: OperationDefinitionNode, document: DocumentNode): boolean =>
  operation.operation === 'query' && /"value":"__(?:schema|type)"/.test(JSON.stringify(document.definitions));

function shaperOf({ generation, document, operation, plan }: Prepared, conditions: Record<string, unknown>): Shaper {
  try {
    return compileShaper(generation.schema, document, operation, conditions, plan.shareable);
  } catch (error) {
    if (error instanceof NotShapeable) return () => undefined;
    throw error;
  }
}

/** The gateway's words for an answer that is not ordinary. */
function shapedByGateway(
  { planned: operation }: Prepared,
  variables: Record<string, unknown>,
  input: Json,
  errors: readonly Error[],
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
