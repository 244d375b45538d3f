import { applyRewrites } from '@apollo/gateway/dist/dataRewrites.js';
import { generateHydratedPaths } from '@apollo/gateway/dist/executeQueryPlan.js';
import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { downstreamError } from '#router/gateway/plan/downstream-error.ts';
import { cloneJson, type Json, merge } from '#router/gateway/plan/merge.ts';
import { compileRepresentation, type RepresentationReader } from '#router/gateway/plan/representation.ts';
import { ask, type Run, variablesOf } from '#router/gateway/plan/run.ts';

/** What became of one request for entities. */
interface Batch {
  /** In the order of the representations; undefined when there are none to be had. */
  readonly entities: readonly Json[] | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** Why the answer is none. */
  readonly failure?: Error;
}

/** By a representation's key: its place in a request, and what became of that. */
export type EntityAnswers = Map<string, { readonly index: number; readonly batch: Promise<Batch> }>;

/** The objects that wait for one entity; each place is the number of its object among all that wait. */
interface Waiting {
  readonly key: string;
  readonly targets: Json[];
  readonly places: number[];
}

/**
 * A fetch of entities. Each distinct representation is asked for once, and not at all when an equal fetch of the plan has
 * asked for it; every object gets the answer as if it had been asked for by itself.
 */
export class EntityFetch {
  readonly #schema: GraphQLSchema;
  readonly #node: FetchNode;
  readonly #path: ResponsePath;
  readonly #representation: RepresentationReader;
  readonly #sharedAs: string | undefined;

  /**
   * @param path where the entities are in the answer
   * @param sharedAs what equal fetches of the plan share their answers under; undefined when there are none
   */
  constructor(schema: GraphQLSchema, node: FetchNode, path: ResponsePath, sharedAs: string | undefined) {
    this.#schema = schema;
    this.#node = node;
    this.#path = path;
    this.#representation = compileRepresentation(schema, node.requires ?? [], node.inputRewrites);
    this.#sharedAs = sharedAs;
  }

  async run(run: Run, targets: readonly Json[]): Promise<void> {
    const all = this.#waiting(targets);
    if (all.length === 0) return;
    const answers = this.#answers(run);
    const fresh = all.filter(({ key }) => !answers.has(key));
    const own = fresh.length > 0 ? [this.#ask(run, fresh, answers)] : [];
    let asked = await Promise.all(all.map(({ key }) => answers.get(key)!.batch));
    // A failure of the fetch that asked first is not this one's: what was lost with it is asked for again.
    const first = await own[0];
    const lost = all.filter((_, index) => !asked[index]!.entities && asked[index] !== first);
    if (lost.length > 0) {
      own.push(this.#ask(run, lost, answers));
      asked = await Promise.all(all.map(({ key }) => answers.get(key)!.batch));
    }
    this.#report(run, await Promise.all(own), asked, all, answers);
    for (const [number, { key, targets: waiting }] of all.entries()) {
      const entity = asked[number]!.entities?.[answers.get(key)!.index];
      if (entity) this.#give(entity, waiting);
    }
  }

  #waiting(targets: readonly Json[]): Waiting[] {
    const byKey = new Map<string, Waiting>();
    let place = 0;
    for (const target of targets) {
      const key = this.#representation.keyOf(target);
      if (key === undefined) continue;
      const waiting = byKey.get(key);
      if (!waiting) byKey.set(key, { key, targets: [target], places: [place] });
      else {
        waiting.targets.push(target);
        waiting.places.push(place);
      }
      place += 1;
    }
    return [...byKey.values()];
  }

  #answers({ known }: Run): EntityAnswers {
    if (this.#sharedAs === undefined) return new Map();
    let answers = known.get(this.#sharedAs);
    if (!answers) {
      answers = new Map();
      known.set(this.#sharedAs, answers);
    }
    return answers;
  }

  #ask(run: Run, asking: readonly Waiting[], answers: EntityAnswers): Promise<Batch> {
    const representations = asking.map(({ targets }) => this.#representation.of(targets[0]!));
    const batch = this.#send(run, representations);
    for (const [index, { key }] of asking.entries()) answers.set(key, { batch, index });
    return batch;
  }

  async #send(run: Run, representations: Json[]): Promise<Batch> {
    try {
      const variables = variablesOf(this.#node, run.variables);
      if ('representations' in variables) throw new Error('Variables cannot contain key "representations"');
      const result = await ask(run, this.#node, Object.assign(variables, { representations }));
      return { errors: result.errors ?? [], ...entitiesOf(result, representations.length) };
    } catch (failure) {
      return { entities: undefined, errors: [], failure: failure as Error };
    }
  }

  /**
   * An error at an entity is one at every place that waits for it. Any other is told once, by the fetch that sent the
   * request.
   */
  #report(
    run: Run,
    own: readonly Batch[],
    asked: readonly Batch[],
    all: readonly Waiting[],
    answers: EntityAnswers,
  ): void {
    if (own.every(({ failure }) => !failure) && asked.every(({ errors }) => errors.length === 0)) return;
    const { serviceName } = this.#node;
    const places: ResponsePath[] = [];
    generateHydratedPaths([], this.#path, run.data, places);
    const teller = own.find(({ errors, failure }) => failure ?? errors.some((error) => placeIn(error) === undefined));
    for (const batch of new Set(asked))
      for (const error of batch.errors) {
        const index = placeIn(error);
        if (index === undefined) {
          if (batch === teller)
            run.errors.push(downstreamError(error, serviceName, error.path && [...this.#path, ...error.path]));
          continue;
        }
        const below = error.path?.slice(2) ?? [];
        for (const [number, { key, places: waiting }] of all.entries())
          if (asked[number] === batch && answers.get(key)!.index === index)
            for (const place of waiting)
              run.errors.push(downstreamError(error, serviceName, [...(places[place] ?? []), ...below]));
      }
    if (teller?.failure) run.errors.push(teller.failure);
  }

  #give(entity: Json, targets: readonly Json[]): void {
    const { outputRewrites } = this.#node;
    if (!outputRewrites && isFlat(entity)) {
      for (const target of targets) merge(target, entity);
      return;
    }
    const [first, ...others] = targets;
    // Each place has an object of its own, as what comes later may differ from place to place; the answer itself is
    // taken apart when nobody else needs it.
    const copies = others.map((target) => [target, cloneJson(entity)] as const);
    this.#take(first!, this.#sharedAs === undefined ? entity : cloneJson(entity));
    for (const [target, copy] of copies) this.#take(target, copy);
  }

  #take(target: Json, entity: Json): void {
    if (!entity.__typename) entity.__typename = target.__typename;
    applyRewrites(this.#schema, this.#node.outputRewrites, entity);
    merge(target, entity);
  }
}

/** The number of the entity an error is at; undefined when it is at none. */
const placeIn = ({ path }: GraphQLFormattedError): number | undefined =>
  typeof path?.[1] === 'number' ? path[1] : undefined;

function entitiesOf({ data }: FormattedExecutionResult, count: number): Pick<Batch, 'entities' | 'failure'> {
  if (!data) return { entities: undefined };
  const { _entities: entities } = data as { _entities?: unknown };
  if (!Array.isArray(entities))
    return { entities: undefined, failure: new Error('Expected "data._entities" in response to be an array') };
  if (entities.length === count) return { entities };
  return { entities: undefined, failure: new Error(`Expected "data._entities" to contain ${count} elements`) };
}

/** Whether an entity holds nothing that could be changed through one of the objects that it is given to. */
function isFlat(entity: Json): boolean {
  for (const key of Object.keys(entity)) if (typeof entity[key] === 'object' && entity[key] !== null) return false;
  return true;
}
