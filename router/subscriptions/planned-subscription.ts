import { operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
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
import type { Viewer } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import type { Generation } from '#router/gateway/graph.ts';
import type { Binding } from '#router/subscriptions/binding.ts';

/** The data source that stands for the event itself. */
const EVENT = '$event';

/** A value of the subscription field's type, as an event tells it. */
export type EventValue = Readonly<Record<string, unknown>>;

/** Plans that `@apollo/gateway` made for a subscription document on one generation of the graph. */
export interface PlannedSubscription {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly query: string;
  readonly field: FieldNode;
  /** What drives the field; undefined when the subgraph of the primary fetch itself does. */
  readonly binding: Binding | undefined;
  readonly primary: FetchNode;
  readonly primaryDocument: DocumentNode;
  readonly rest: PlanNode | undefined;
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
  document: DocumentNode,
  query: string,
  operationName: string | undefined,
): PlannedSubscription {
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription') throw new Fault('BAD_USER_INPUT', 'This is not a subscription.');
  const [field, ...others] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || others.length > 0)
    throw new Fault('BAD_USER_INPUT', 'A subscription selects one field, and not inside a fragment.');
  const apiSchema = generation.planner.supergraph.apiSchema();
  const plan = generation.planner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName }));
  if (plan.node?.kind !== 'Subscription') throw new Error(`the planner answered ${plan.node?.kind} for a subscription`);
  const { primary, rest }: SubscriptionNode = plan.node;
  return {
    document,
    operation,
    operationName,
    query,
    field,
    binding: bindings.get(field.name.value),
    primary,
    primaryDocument: parse(primary.operation, { noLocation: true }),
    rest,
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
  readonly viewer: Viewer;
}

/** Executes planned subscriptions for one event after another, on the generation they were planned for. */
export class EventExecutor {
  readonly #generation: Generation;
  readonly #supergraphSchema: GraphQLSchema;
  readonly #eventSchema: GraphQLSchema | undefined;
  readonly #dataSources: ReadonlyMap<string, GraphQLDataSource>;

  /** @param eventSchema the executable schema of the virtual subgraph, where there is one */
  constructor(
    generation: Generation,
    eventSchema: GraphQLSchema | undefined,
    dataSources: ReadonlyMap<string, GraphQLDataSource>,
  ) {
    this.#generation = generation;
    this.#supergraphSchema = generation.planner.supergraph.schema.toGraphQLJSSchema();
    this.#eventSchema = eventSchema;
    this.#dataSources = dataSources;
  }

  /** Answers an event whose own part is made of a value. */
  executeEvent(execution: SubscriptionExecution, value: EventValue): ReturnType<EventExecutor['execute']> {
    const { planned } = execution;
    return this.execute(
      execution,
      async (variables) =>
        (await execute({
          schema: this.#eventSchema!,
          document: planned.primaryDocument,
          rootValue: { [planned.field.name.value]: value },
          variableValues: variables,
        })) as FormattedExecutionResult,
    );
  }

  /**
   * @param own answers the primary fetch
   * @returns the gateway's own result: aliases, fragments, null propagation and error paths are its own work
   */
  async execute(
    { planned, variables, viewer }: SubscriptionExecution,
    own: (variables: Record<string, unknown>) => Promise<FormattedExecutionResult>,
  ): Promise<{ data?: unknown; errors?: readonly GraphQLError[]; extensions?: Record<string, unknown> }> {
    const { document, operationName, query, primary, rest } = planned;
    const first: FetchNode = { ...primary, serviceName: EVENT };
    const request = { query, operationName, variables: { ...variables } };
    const serviceMap: Record<string, GraphQLDataSource> = Object.assign(
      Object.create(null),
      Object.fromEntries(this.#dataSources),
    );
    serviceMap[EVENT] = {
      process: async ({ request: { variables: used } }) => (await own(used ?? {})) as never,
    };
    // Fresh objects for every execution: the gateway writes into them.
    return executeQueryPlan(
      { kind: 'QueryPlan', node: rest ? { kind: 'Sequence', nodes: [first, rest] } : first },
      serviceMap,
      { request, context: { viewer }, metrics: {}, document, logger: SILENT, cache: undefined } as never,
      buildOperationContext({
        schema: this.#generation.schema,
        operationDocument: document,
        operationName: operationName ?? null,
      } as never),
      this.#supergraphSchema,
      this.#generation.planner.supergraph.apiSchema(),
    ) as never;
  }
}

const nothing = (): void => {};
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
