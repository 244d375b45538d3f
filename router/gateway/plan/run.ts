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
}

/** What the steps of one execution share. */
export interface Run extends PlanExecution, PlanOutcome {
  /** What entities were answered to fetches that the plan has more than once, by fetch. */
  readonly known: Map<string, EntityAnswers>;
}

/** Sends a fetch's operation with variables. */
export const ask = (
  { send }: Run,
  { serviceName, operation, operationName, operationKind }: FetchNode,
  variables: Record<string, unknown>,
): Promise<FormattedExecutionResult> =>
  send(serviceName, { query: operation, variables, operationName, kind: operationKind });

/** The variables an operation of a subgraph uses, of those the client sent. */
export function variablesOf(
  { variableUsages }: FetchNode,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of variableUsages ?? [])
    if (Object.hasOwn(given, name) && given[name] !== undefined) used[name] = given[name];
  return used;
}
