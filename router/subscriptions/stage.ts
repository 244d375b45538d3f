import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Generation, Graph } from '#router/gateway/graph.ts';
import { type Limits, limitsRule } from '#router/gateway/limits.ts';
import type { Binding } from '#router/subscriptions/binding.ts';
import { bindingsOf } from '#router/subscriptions/bindings.ts';
import {
  EventExecutor,
  type PlannedSubscription,
  planSubscription,
} from '#router/subscriptions/planned-subscription.ts';

/** What a client asks to follow. */
export interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** What the transport says in place of the argument of the same name. */
  readonly resumeFrom?: string | undefined;
}

/** A request that cannot be followed, with every reason. */
export class Refused extends Error {
  override name = 'Refused';
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
  }
}

/** Distinct subscription documents planned per generation. */
const MAX_PLANS = 1_000;

/** One generation of the graph, and what was planned on it. */
export class Stage {
  readonly schema: GraphQLSchema;
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly executor: EventExecutor;
  readonly #generation: Generation;
  readonly #limits: Limits;
  /** Documents that were found to be valid for a part of the graph. */
  readonly #valid = new WeakMap<GraphQLSchema, LRUCache<string, true>>();
  readonly #plans = new LRUCache<string, PlannedSubscription>({ max: MAX_PLANS });

  constructor(graph: Graph, limits: Limits) {
    const { generation } = graph;
    this.#generation = generation;
    this.#limits = limits;
    this.schema = generation.schema;
    this.bindings = bindingsOf(generation.planner.supergraph);
    this.executor = new EventExecutor(generation, graph);
  }

  /** @throws Refused or Fault for what is not a subscription that can be followed on this generation */
  plan({ query, operationName }: SubscriptionRequest): PlannedSubscription {
    const address = operationName ? `${operationName}\n${query}` : query;
    const known = this.#plans.get(address);
    if (known) return known;
    const planned = planSubscription(this.#generation, this.bindings, this.#parse(query), query, operationName);
    this.#plans.set(address, planned);
    return planned;
  }

  /**
   * Whether a request asks only for what somebody may know of who sees a part of the graph.
   * @param schema the part
   * @throws Refused
   */
  validateFor(schema: GraphQLSchema, { query }: SubscriptionRequest): void {
    const known = this.#valid.get(schema) ?? new LRUCache({ max: MAX_PLANS });
    this.#valid.set(schema, known);
    if (known.has(query)) return;
    this.#parse(query, schema);
    known.set(query, true);
  }

  #parse(query: string, schema = this.schema): DocumentNode {
    let document: DocumentNode;
    try {
      document = parse(query, { maxTokens: this.#limits.tokens });
    } catch (error) {
      throw new Refused([coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')]);
    }
    const rules = [...specifiedRules, limitsRule(this.#limits)];
    const invalid = validate(schema, document, rules, { maxErrors: 10 });
    if (invalid.length > 0) throw new Refused(invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
    return document;
  }
}

const coded = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, { nodes: error.nodes, extensions: { code, ...error.extensions } });

/** What a subscription ends with that a new graph no longer has: every reason, each naming what is gone. */
export function endedByGraph(error: unknown): unknown {
  if (!(error instanceof Refused)) return error;
  return new Refused(
    error.errors.map(({ message, nodes }) => {
      // `Cannot query field "colour" on type "Variant".`
      const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
      return new GraphQLError(`The graph has changed: ${message}`, {
        nodes,
        extensions: { code: 'SCHEMA_CHANGED', ...(field ? { field: `${type}.${field}` } : {}) },
      });
    }),
  );
}
