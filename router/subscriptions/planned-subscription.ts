import { operationFromDocument } from '@apollo/federation-internals';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  execute,
  type FieldNode,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  visit,
} from 'graphql';
import { Fault } from '#kernel/errors.ts';
import { buildOperationContext, executeQueryPlan } from '#router/gateway/apollo-gateway.ts';
import type { GatewayContext } from '#router/gateway/data-source.ts';
import type { Generation, Graph } from '#router/gateway/graph.ts';
import {
  executePrepared,
  type OperationResult,
  type Prepared,
  prepareNode,
} from '#router/gateway/operation-executor.ts';
import type { SetApart } from '#router/gateway/reserved-keys.ts';
import type { Binding } from '#router/subscriptions/binding.ts';
import { eventSchemaOf } from '#router/subscriptions/bindings.ts';
import { compileProjection } from '#router/subscriptions/projection.ts';

/** The data source that stands for the event itself. */
const EVENT = '$event';

/** A value of the subscription field's type, as an event tells it. */
export type EventValue = Readonly<Record<string, unknown>>;

/** Plans that `@apollo/gateway` made for a subscription document on one generation of the graph. */
export interface PlannedSubscription {
  readonly document: DocumentNode;
  /** Where the document is not what the client sent. */
  readonly apart: SetApart | undefined;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly query: string;
  readonly field: FieldNode;
  /** What drives the field; undefined when the subgraph of the primary fetch itself does. */
  readonly binding: Binding | undefined;
  readonly primary: FetchNode;
  readonly rest: PlanNode | undefined;
  /** The whole plan, of which the primary fetch asks {@link EVENT}. */
  readonly node: PlanNode;
  /** The same, compiled; undefined for what the gateway has to execute. */
  readonly prepared: Prepared | undefined;
  /** Variables that can change the answer to an event; those of the root field's arguments only choose the events. */
  readonly variablesInAnswer: readonly string[];
}

/**
 * Plans a valid subscription document. The planner answers with a primary fetch, which is the event's own part, and the
 * rest, which joins what other subgraphs know.
 * @throws Fault BAD_USER_INPUT for a document that cannot be followed here
 */
export function planSubscription(
  generation: Generation,
  bindings: ReadonlyMap<string, Binding>,
  asked: DocumentNode,
  query: string,
  operationName: string | undefined,
): PlannedSubscription {
  const apart = generation.reservedKeys.setApart(asked);
  const document = apart?.document ?? asked;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') throw new Fault('BAD_USER_INPUT', 'This is not a subscription.');
  const [field, ...others] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || others.length > 0)
    throw new Fault('BAD_USER_INPUT', 'A subscription selects one field, and not inside a fragment.');
  const apiSchema = generation.planner.supergraph.apiSchema();
  const planned = operationFromDocument(apiSchema, document, { operationName });
  const plan = generation.planner.buildQueryPlan(planned);
  if (plan.node?.kind !== 'Subscription') throw new Error(`the planner answered ${plan.node?.kind} for a subscription`);
  const { primary, rest }: SubscriptionNode = plan.node;
  const first: FetchNode = { ...primary, serviceName: EVENT };
  const node: PlanNode = rest ? { kind: 'Sequence', nodes: [first, rest] } : first;
  return {
    document,
    apart,
    operation,
    operationName,
    query,
    field,
    binding: bindings.get(field.name.value),
    primary,
    rest,
    node,
    prepared: prepareNode({ generation, document, operation, planned }, node),
    variablesInAnswer: variablesInAnswer(document, field),
  };
}

/** Names of the variables used anywhere but in the root field's own arguments. */
function variablesInAnswer(document: DocumentNode, root: FieldNode): string[] {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Argument: (_node, _key, parent) => (parent === root.arguments ? false : undefined),
    Variable: ({ name }) => {
      names.add(name.value);
    },
  });
  return [...names].sort();
}

/**
 * The root field's arguments, coerced from what the client sent.
 * @throws Fault BAD_USER_INPUT for variables or arguments of the wrong form
 */
export function coerceArguments(
  schema: GraphQLSchema,
  { operation, field }: PlannedSubscription,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 5,
  });
  if (errors) throw new Fault('BAD_USER_INPUT', errors.map(({ message }) => message).join(' '));
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!definition) throw new Fault('BAD_USER_INPUT', `"${field.name.value}" is not part of the graph.`);
  try {
    return getArgumentValues(definition, field, coerced);
  } catch (error) {
    throw new Fault('BAD_USER_INPUT', (error as GraphQLError).message);
  }
}

export interface SubscriptionExecution {
  readonly planned: PlannedSubscription;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: GatewayContext;
}

/** Answers the primary fetch. */
type Own = (variables: Record<string, unknown>) => Promise<FormattedExecutionResult>;

/** Executes planned subscriptions for one event after another, on the generation they were planned for. */
export class EventExecutor {
  readonly #generation: Generation;
  readonly #graph: Graph;
  readonly #eventSchema: GraphQLSchema | undefined;
  readonly #owns = new WeakMap<PlannedSubscription, (value: EventValue) => Own>();

  constructor(generation: Generation, graph: Graph) {
    this.#generation = generation;
    this.#graph = graph;
    this.#eventSchema = eventSchemaOf(generation.planner.supergraph);
  }

  /** Answers an event whose own part is made of a value. */
  executeEvent(execution: SubscriptionExecution, value: EventValue): Promise<OperationResult> {
    const { planned } = execution;
    const own = this.#owns.get(planned) ?? ownOf(planned, this.#eventSchema!);
    this.#owns.set(planned, own);
    return this.execute(execution, own(value));
  }

  /** @returns an answer such as the gateway's own: nulls, errors and their paths are its work or equal to it */
  async execute(execution: SubscriptionExecution, own: Own): Promise<OperationResult> {
    const { apart } = execution.planned;
    const result = await this.#execute(execution, own);
    return apart ? apart.restore(result) : result;
  }

  #execute({ planned, variables, caller }: SubscriptionExecution, own: Own): Promise<OperationResult> {
    const { prepared } = planned;
    if (!prepared) return this.#byGateway({ planned, variables, caller }, own);
    return executePrepared(prepared, { ...variables }, (subgraph, request) =>
      subgraph === EVENT ? own(request.variables) : this.#graph.send(subgraph, request, caller),
    );
  }

  #byGateway({ planned, variables, caller }: SubscriptionExecution, own: Own): Promise<OperationResult> {
    const { document, operationName, query, node } = planned;
    const services: Record<string, GraphQLDataSource> = Object.create(null);
    for (const [name, dataSource] of this.#graph.dataSources) services[name] = dataSource;
    services[EVENT] = { process: async ({ request }) => (await own(request.variables ?? {})) as never };
    const request = { query, operationName, variables: { ...variables } };
    return executeQueryPlan(
      { kind: 'QueryPlan', node },
      services,
      { request, context: caller, metrics: {}, document, logger: SILENT, cache: undefined } as never,
      buildOperationContext({
        schema: this.#generation.schema,
        operationDocument: document,
        operationName: operationName ?? null,
      } as never),
      this.#generation.supergraphSchema,
      this.#generation.planner.supergraph.apiSchema(),
    ) as Promise<OperationResult>;
  }
}

/** Makes the event's own part of an answer of a value. */
function ownOf({ primary, field }: PlannedSubscription, schema: GraphQLSchema): (value: EventValue) => Own {
  const document = parse(primary.operation, { noLocation: true });
  const project = compileProjection(document, schema.getSubscriptionType()!);
  if (project) return (value) => async () => ({ data: project(value) });
  return (value) => async (variableValues) =>
    (await execute({
      schema,
      document,
      rootValue: { [field.name.value]: value },
      variableValues,
    })) as FormattedExecutionResult;
}

const nothing = (): void => {};
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
