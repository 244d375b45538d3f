import type { VariableDefinitions } from '@apollo/federation-internals';
import { applyRewrites } from '@apollo/gateway/dist/dataRewrites.js';
import { generateHydratedPaths } from '@apollo/gateway/dist/executeQueryPlan.js';
import {
  type ConditionNode,
  evaluateCondition,
  type FetchNode,
  type PlanNode,
  type ResponsePath,
} from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { downstreamError } from '#router/gateway/plan/downstream-error.ts';
import { compileRepresentation } from '#router/gateway/plan/entities.ts';
import { cloneJson, type Json, merge } from '#router/gateway/plan/merge.ts';
import { NotPlannable } from '#router/gateway/plan/not-plannable.ts';
import { compilePath } from '#router/gateway/plan/path.ts';

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

interface Run extends PlanExecution, PlanOutcome {
  /** Answers to requests that occur more than once in the plan, by request. */
  readonly answers: Map<string, Promise<FormattedExecutionResult>>;
}

/** @param from the objects the step writes to or its paths begin at */
type Step = (run: Run, from: Json[]) => Promise<void> | undefined;

export type Plan = (execution: PlanExecution) => Promise<PlanOutcome>;

/**
 * Compiles a plan of `@apollo/query-planner` to a function that executes it as `executeQueryPlan` of `@apollo/gateway`
 * does, up to shaping: merged data and errors are equal to the gateway's. Other than there, each distinct representation
 * is asked for once per fetch, and a request that occurs more than once in a plan is sent once.
 * @param schema the whole supergraph's
 * @throws NotPlannable for what is not known here
 */
export function compilePlan(node: PlanNode | undefined, schema: GraphQLSchema, variables: VariableDefinitions): Plan {
  const step = node && new Compiler(schema, variables, repeated(node)).step(node, []);
  return async (execution) => {
    const run: Run = { ...execution, data: {}, errors: [], answers: new Map() };
    await step?.(run, [run.data]);
    return run;
  };
}

const addressOf = ({ serviceName, operation }: FetchNode): string => `${serviceName}\n${operation}`;

/** Operations that several fetches of a plan send to the same subgraph. */
function repeated(node: PlanNode): ReadonlySet<string> {
  const [once, more] = [new Set<string>(), new Set<string>()];
  const visit = (one: PlanNode | undefined): void => {
    if (!one) return;
    if (one.kind === 'Fetch') {
      const address = addressOf(one);
      (once.has(address) ? more : once).add(address);
    } else if (one.kind === 'Flatten') visit(one.node);
    else if (one.kind === 'Condition') [one.ifClause, one.elseClause].forEach(visit);
    else if (one.kind === 'Sequence' || one.kind === 'Parallel') one.nodes.forEach(visit);
  };
  visit(node);
  return more;
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #variables: VariableDefinitions;
  readonly #repeated: ReadonlySet<string>;

  constructor(schema: GraphQLSchema, variables: VariableDefinitions, repeatedFetches: ReadonlySet<string>) {
    this.#schema = schema;
    this.#variables = variables;
    this.#repeated = repeatedFetches;
  }

  /** @param path where the step is in the answer */
  step(node: PlanNode, path: ResponsePath): Step {
    switch (node.kind) {
      case 'Sequence':
        return inSequence(node.nodes.map((one) => this.step(one, path)));
      case 'Parallel':
        return inParallel(node.nodes.map((one) => this.step(one, path)));
      case 'Flatten': {
        const find = compilePath(node.path);
        const step = this.step(node.node, [...path, ...node.path]);
        return (run, from) => {
          const found = find(from);
          return found.length === 0 ? undefined : step(run, found);
        };
      }
      case 'Condition':
        return this.#condition(node, path);
      case 'Fetch':
        return this.#fetch(node, path);
      default:
        throw new NotPlannable();
    }
  }

  #condition(node: ConditionNode, path: ResponsePath): Step {
    const [onTrue, onFalse] = [node.ifClause, node.elseClause].map((one) => one && this.step(one, path));
    return (run, from) => {
      const holds = evaluateCondition(node, this.#variables, run.variables as Record<string, unknown>);
      return (holds ? onTrue : onFalse)?.(run, from);
    };
  }

  #fetch(node: FetchNode, path: ResponsePath): Step {
    if (node.contextRewrites) throw new NotPlannable();
    const ask = asker(node, this.#repeated.has(addressOf(node)));
    const work = node.requires ? this.#entities(node, path, ask) : this.#root(node, path, ask);
    return async (run, from) => {
      if (from.length === 0) return;
      try {
        await work(run, from);
      } catch (error) {
        run.errors.push(error as Error);
      }
    };
  }

  #root(node: FetchNode, path: ResponsePath, ask: Ask) {
    return async (run: Run, targets: Json[]): Promise<void> => {
      const { data, errors } = await ask(run, variablesOf(node, run.variables));
      for (const error of errors ?? [])
        run.errors.push(downstreamError(error, node.serviceName, error.path && [...path, ...error.path]));
      if (data) applyRewrites(this.#schema, node.outputRewrites, data);
      for (const target of targets) merge(target, data);
    };
  }

  #entities(node: FetchNode, path: ResponsePath, ask: Ask) {
    const { serviceName, inputRewrites, outputRewrites } = node;
    const representationOf = compileRepresentation(this.#schema, node.requires ?? []);
    return async (run: Run, targets: Json[]): Promise<void> => {
      const asked = new Asked();
      for (const target of targets) {
        const representation = representationOf(target);
        if (!representation) continue;
        applyRewrites(this.#schema, inputRewrites, representation);
        asked.add(representation, target);
      }
      const { representations } = asked;
      if (representations.length === 0) return;
      const variables = variablesOf(node, run.variables);
      if ('representations' in variables) throw new Error('Variables cannot contain key "representations"');
      const { data, errors } = await ask(run, Object.assign(variables, { representations }));
      if (errors) reportEntityErrors(run, errors, serviceName, path, asked);
      if (!data) return;
      const { _entities: received } = data as { _entities?: unknown };
      if (!Array.isArray(received)) throw new Error('Expected "data._entities" in response to be an array');
      if (received.length !== representations.length)
        throw new Error(`Expected "data._entities" to contain ${representations.length} elements`);
      const take = (target: Json, entity: Json): void => {
        if (entity && !entity.__typename) entity.__typename = target.__typename;
        applyRewrites(this.#schema, outputRewrites, entity);
        merge(target, entity);
      };
      for (const [index, entity] of received.entries()) {
        const [first, ...others] = asked.waiting[index]!;
        // Each place has an object of its own: what comes later may differ from place to place.
        const copies = others.map(({ target }) => [target, cloneJson(entity)] as const);
        take(first!.target, entity);
        for (const [target, copy] of copies) take(target, copy);
      }
    };
  }
}

type Ask = (run: Run, variables: Record<string, unknown>) => Promise<FormattedExecutionResult>;

/** Sends a fetch's operation; where a plan has it more than once, equal requests are sent once. */
function asker({ serviceName, operation, operationName, operationKind }: FetchNode, isRepeated: boolean): Ask {
  const ask: Ask = ({ send }, variables) =>
    send(serviceName, { query: operation, variables, operationName, kind: operationKind });
  if (!isRepeated || operationKind !== 'query') return ask;
  return async (run, variables) => {
    const key = `${serviceName}\n${operation}\n${JSON.stringify(variables)}`;
    const answer = run.answers.get(key) ?? ask(run, variables);
    run.answers.set(key, answer);
    const { data, ...rest } = await answer;
    return { ...rest, data: cloneJson(data) } as FormattedExecutionResult;
  };
}

/** An entity that waits for a representation's answer, and the place of its representation among all of the fetch. */
interface Waiting {
  readonly target: Json;
  readonly place: number;
}

/** The representations of one fetch, each distinct one once. */
class Asked {
  readonly representations: Json[] = [];
  /** For each representation. */
  readonly waiting: Waiting[][] = [];
  readonly #known = new Map<string, Waiting[]>();
  #places = 0;

  add(representation: Json, target: Json): void {
    const waiting = { target, place: this.#places };
    this.#places += 1;
    const key = JSON.stringify(representation);
    const known = this.#known.get(key);
    if (known) {
      known.push(waiting);
      return;
    }
    const list = [waiting];
    this.#known.set(key, list);
    this.representations.push(representation);
    this.waiting.push(list);
  }
}

/** An error at a representation is one at every place that waits for it. */
function reportEntityErrors(
  run: Run,
  errors: readonly GraphQLFormattedError[],
  subgraph: string,
  path: ResponsePath,
  { waiting }: Asked,
): void {
  const places: ResponsePath[] = [];
  generateHydratedPaths([], path, run.data, places);
  for (const error of errors) {
    const index = error.path?.[1];
    if (typeof index !== 'number') {
      run.errors.push(downstreamError(error, subgraph, error.path && [...path, ...error.path]));
      continue;
    }
    const below = error.path?.slice(2) ?? [];
    for (const { place } of waiting[index] ?? [{ place: -1 }])
      run.errors.push(downstreamError(error, subgraph, [...(places[place] ?? []), ...below]));
  }
}

/** The variables an operation of a subgraph uses, of those the client sent. */
function variablesOf({ variableUsages }: FetchNode, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const used: Record<string, unknown> = {};
  for (const name of variableUsages ?? [])
    if (Object.hasOwn(given, name) && given[name] !== undefined) used[name] = given[name];
  return used;
}

function inSequence(steps: readonly Step[]): Step {
  return async (run, from) => {
    for (const step of steps) {
      const done = step(run, from);
      if (done) await done;
    }
  };
}

/** Every step begins, also when one of them fails at once. */
function inParallel(steps: readonly Step[]): Step {
  return async (run, from) => {
    await Promise.all(steps.map(async (step) => step(run, from)));
  };
}
