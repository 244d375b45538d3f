import type { VariableDefinitions } from '@apollo/federation-internals';
import {
  type ConditionNode,
  evaluateCondition,
  type FetchNode,
  type FlattenNode,
  type PlanNode,
  type ResponsePath,
} from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { ContextualFetch } from '#router/gateway/plan/contextual-fetch.ts';
import { downstreamError } from '#router/gateway/plan/downstream-error.ts';
import { EntityFetch } from '#router/gateway/plan/entity-fetch.ts';
import { type Json, merge } from '#router/gateway/plan/merge.ts';
import { NotPlannable } from '#router/gateway/plan/not-plannable.ts';
import { collect } from '#router/gateway/plan/path.ts';
import { SharedPlaces } from '#router/gateway/plan/places.ts';
import { onlyLeaves } from '#router/gateway/plan/representation.ts';
import { applyRewrites } from '#router/gateway/plan/rewrites.ts';
import { type Ask, asking, type PlanExecution, type PlanOutcome, type Run } from '#router/gateway/plan/run.ts';

/** @param from the objects the step writes to or its paths begin at */
type Step = (run: Run, from: readonly Json[]) => Promise<void> | undefined;

export interface Plan {
  (execution: PlanExecution): Promise<PlanOutcome>;
  /** Where its outcomes may have shared objects. */
  readonly shareable: ReadonlySet<string>;
}

/**
 * Compiles a plan of `@apollo/query-planner` to a function that executes it as `executeQueryPlan` of `@apollo/gateway`
 * does, up to shaping: merged data and errors are equal to the gateway's. Other than there, an entity that is met again
 * is not asked for again ({@link EntityFetch}).
 * @param schema the whole supergraph's
 * @throws NotPlannable for what is not known here
 */
export function compilePlan(node: PlanNode | undefined, schema: GraphQLSchema, variables: VariableDefinitions): Plan {
  // Equal objects below different ones may not have the same context.
  const places = new SharedPlaces(fetchesOf(node).some(isContextual) ? undefined : node);
  const step = node && new Compiler(schema, variables, equalFetches(node), places).step(node, []);
  const plan = async (execution: PlanExecution): Promise<PlanOutcome> => {
    const run: Run = {
      ...execution,
      data: {},
      errors: [],
      known: new Map(),
      places: new Map(),
      shared: new Set(),
    };
    await step?.(run, [run.data]);
    return run;
  };
  return Object.assign(plan, { shareable: places.addresses });
}

const isContextual = ({ contextRewrites }: FetchNode): boolean => contextRewrites !== undefined;

/** What a fetch of entities asks whom, whatever its operation is called and wherever its entities are. */
const addressOf = ({ serviceName, operation, requires, inputRewrites, outputRewrites }: FetchNode): string =>
  JSON.stringify([serviceName, operation.replace(/^(\w+) \w+/, '$1'), requires, inputRewrites, outputRewrites]);

/** Addresses that several fetches of a plan have; none where the same question may have two answers. */
function equalFetches(plan: PlanNode): ReadonlySet<string> {
  const fetches = fetchesOf(plan);
  if (fetches.some(({ operationKind }) => operationKind === 'mutation')) return new Set();
  const addresses = fetches.map(addressOf);
  return new Set(addresses.filter((address, index) => addresses.indexOf(address) !== index));
}

function fetchesOf(node: PlanNode | undefined): FetchNode[] {
  switch (node?.kind) {
    case 'Fetch':
      return [node];
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap(fetchesOf);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    default:
      return [];
  }
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #variables: VariableDefinitions;
  readonly #equal: ReadonlySet<string>;
  readonly #places: SharedPlaces;

  constructor(schema: GraphQLSchema, variables: VariableDefinitions, equal: ReadonlySet<string>, places: SharedPlaces) {
    this.#schema = schema;
    this.#variables = variables;
    this.#equal = equal;
    this.#places = places;
  }

  /** @param path where the step is in the answer */
  step(node: PlanNode, path: ResponsePath): Step {
    switch (node.kind) {
      case 'Sequence':
        return inSequence(node.nodes.map((one) => this.step(one, path)));
      case 'Parallel':
        return inParallel(node.nodes.map((one) => this.step(one, path)));
      case 'Flatten': {
        const step = this.step(node.node, [...path, ...node.path]);
        const find = this.#finder(node, path);
        return (run, from) => {
          const found = find(run, from);
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

  #finder({ path, node }: FlattenNode, above: ResponsePath): (run: Run, from: readonly Json[]) => readonly Json[] {
    const key = onlyLeaves((node.kind === 'Fetch' && node.requires) || [])?.key;
    if (above.length === 0) return this.#places.finder(path, key);
    return (_run, from) => {
      const found: Json[] = [];
      for (const object of from) collect(object, path, 0, found);
      return found;
    };
  }

  #condition(node: ConditionNode, path: ResponsePath): Step {
    const [onTrue, onFalse] = [node.ifClause, node.elseClause].map((one) => one && this.step(one, path));
    return (run, from) => {
      const holds = evaluateCondition(node, this.#variables, run.variables as Record<string, unknown>);
      return (holds ? onTrue : onFalse)?.(run, from);
    };
  }

  #fetch(node: FetchNode, path: ResponsePath): Step {
    if (!node.requires) {
      const ask = asking(node);
      return failingAlone((run, from) => this.#root(node, ask, path, run, from));
    }
    if (node.contextRewrites) {
      const fetch = new ContextualFetch(this.#schema, node, path, node.contextRewrites);
      return failingAlone((run, from) => fetch.run(run, from));
    }
    const address = addressOf(node);
    const fetch = new EntityFetch(this.#schema, node, path, this.#equal.has(address) ? address : undefined);
    return failingAlone((run, from) => fetch.run(run, from));
  }

  async #root(node: FetchNode, ask: Ask, path: ResponsePath, run: Run, from: readonly Json[]): Promise<void> {
    const { data, errors } = await ask(run);
    for (const error of errors ?? [])
      run.errors.push(downstreamError(error, node.serviceName, error.path && [...path, ...error.path]));
    if (data) applyRewrites(this.#schema, node.outputRewrites, data);
    for (const target of from) merge(target, data);
  }
}

/** A fetch that fails is an error of the operation, and the rest of the plan goes on. */
const failingAlone =
  (fetch: (run: Run, from: readonly Json[]) => Promise<void>): Step =>
  (run, from) =>
    fetch(run, from).catch((error: Error) => {
      run.errors.push(error);
    });

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
