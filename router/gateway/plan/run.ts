import type { FetchNode } from '@apollo/query-planner';
import type { FormattedExecutionResult } from 'graphql';
import type { EntityAnswers } from '#router/gateway/plan/entity-fetch.ts';
import type { Json } from '#router/gateway/plan/merge.ts';

/** What a plan sends to one subgraph. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
  readonly kind: `${FetchNode['operationKind']}`;
  /** The first three as JSON. */
  readonly json: string;
}

/** Entities that are asked for, in two forms of which one is needed. */
export interface Representations {
  list(): Json[];
  texts(): readonly string[];
}

/** A fetch's request: as variables for a subgraph in this process, as JSON for one over the wire; neither is made in vain. */
class FetchRequest implements SubgraphRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly kind: SubgraphRequest['kind'];
  readonly #head: string;
  readonly #given: Record<string, unknown>;
  readonly #representations: Representations | undefined;
  #variables: Record<string, unknown> | undefined;

  constructor(
    { operation, operationName, operationKind }: FetchNode,
    head: string,
    given: Record<string, unknown>,
    representations: Representations | undefined,
  ) {
    this.query = operation;
    this.operationName = operationName;
    this.kind = operationKind;
    this.#head = head;
    this.#given = given;
    this.#representations = representations;
  }

  get variables(): Record<string, unknown> {
    const representations = this.#representations;
    this.#variables ??= representations ? { ...this.#given, representations: representations.list() } : this.#given;
    return this.#variables;
  }

  get json(): string {
    const given = JSON.stringify(this.#given);
    if (!this.#representations) return `${this.#head}${given}}`;
    const before = given === '{}' ? '{' : `${given.slice(0, -1)},`;
    return `${this.#head}${before}"representations":[${this.#representations.texts().join(',')}]}}`;
  }
}

/** Sends a fetch's operation. */
export type Ask = (run: PlanExecution, representations?: Representations) => Promise<FormattedExecutionResult>;

/** Prepares what all requests of a fetch have in common. */
export function asking(node: FetchNode): Ask {
  const { serviceName, operation: query, operationName } = node;
  const head = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":`;
  return ({ send, variables }, representations) => {
    const given = variablesOf(node, variables);
    if (representations && 'representations' in given)
      throw new Error('Variables cannot contain key "representations"');
    return send(serviceName, new FetchRequest(node, head, given, representations));
  };
}

/** Sends a request to a subgraph; a failure is an answer with errors. The answer's data is the plan's to change. */
export type Send = (subgraph: string, request: SubgraphRequest) => Promise<FormattedExecutionResult>;

/** One execution of a plan. */
export interface PlanExecution {
  readonly send: Send;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the subgraphs sent, merged, and what went wrong. */
export interface PlanOutcome {
  readonly data: Json;
  /** Errors of subgraphs with their paths in the operation, and plain errors for answers no subgraph may give. */
  readonly errors: Error[];
  /** Places, as keys of the answer, at which one object stands for several that are equal. */
  readonly shared: Set<string>;
}

/** What the steps of one execution share. */
export interface Run extends PlanExecution, PlanOutcome {
  /** What entities were answered to fetches that the plan has more than once, by fetch. */
  readonly known: Map<string, EntityAnswers>;
  /** What was found where objects may be shared. */
  readonly places: Map<string, readonly Json[]>;
}

/** The variables an operation of a subgraph uses, of those the client sent. */
function variablesOf({ variableUsages }: FetchNode, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of variableUsages ?? [])
    if (Object.hasOwn(given, name) && given[name] !== undefined) used[name] = given[name];
  return used;
}
