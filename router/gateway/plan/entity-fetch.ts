import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { generateHydratedPaths } from '#router/gateway/apollo-gateway.ts';
import { downstreamError } from '#router/gateway/plan/downstream-error.ts';
import { cloneJson, type Json, merge } from '#router/gateway/plan/merge.ts';
import { collect } from '#router/gateway/plan/path.ts';
import { compileRepresentation, type RepresentationReader } from '#router/gateway/plan/representation.ts';
import { applyRewrites } from '#router/gateway/plan/rewrites.ts';
import { type Ask, asking, type PlanExecution, type Representations, type Run } from '#router/gateway/plan/run.ts';

/** What became of one request for entities. */
interface Batch {
  /** In the order of the representations; undefined when there are none to be had. */
  readonly entities: readonly Json[] | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** Why the answer is none. */
  readonly failure?: Error;
}

/** A representation's place in a request, and what becomes of that. */
interface Asked {
  readonly index: number;
  readonly batch: Promise<Batch>;
}

/** Objects that are asked for with the same variables. */
export interface Part {
  readonly variables: Run['variables'];
  readonly targets: readonly Json[];
}

/** What equal fetches of a plan have asked for, by representation. */
export type EntityAnswers = Map<string, Asked>;

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
  readonly #ask: Ask;

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
    this.#ask = asking(node);
  }

  run(run: Run, targets: readonly Json[]): Promise<void> {
    return this.runParts(run, [{ variables: run.variables, targets }]);
  }

  /** One request for each part. */
  async runParts(run: Run, parts: readonly Part[]): Promise<void> {
    const grouped = parts.map(({ targets }) => this.#representation.group(targets));
    const groups = grouped.length === 1 ? grouped[0]! : grouped.flat();
    if (groups.length === 0) return;
    const { of, text } = this.#representation;
    const known = this.#known(run);
    const keys = known && groups.map(([first]) => text(first!));
    const asked: Asked[] = [];
    const own: Promise<Batch>[] = [];
    const askPart = ({ variables }: Part, wanted: readonly number[]): void => {
      const batch = this.#send({ send: run.send, variables }, wanted.length, {
        list: () => wanted.map((number) => of(groups[number]![0]!)),
        texts: () => wanted.map((number) => keys?.[number] ?? text(groups[number]![0]!)),
      });
      own.push(batch);
      for (const [index, number] of wanted.entries()) {
        asked[number] = { batch, index };
        if (keys) known.set(keys[number]!, asked[number]);
      }
    };
    const ask = (wanted: readonly number[]): void => {
      let begin = 0;
      for (const [index, { length }] of grouped.entries()) {
        const end = begin + length;
        const inPart = parts.length === 1 ? wanted : wanted.filter((number) => number >= begin && number < end);
        if (inPart.length > 0) askPart(parts[index]!, inPart);
        begin = end;
      }
    };
    const fresh: number[] = [];
    for (const number of groups.keys()) {
      const before = keys && known.get(keys[number]!);
      if (before) asked[number] = before;
      else fresh.push(number);
    }
    if (fresh.length > 0) ask(fresh);
    let batches = await batchesOf(asked);
    // A failure of the fetch that asked first is not this one's: what was lost with it is asked for again.
    const mine = new Set(await Promise.all(own));
    const lost = [...batches.keys()].filter((number) => !batches[number]!.entities && !mine.has(batches[number]!));
    if (lost.length > 0) {
      ask(lost);
      batches = await batchesOf(asked);
    }
    if (batches.some(({ errors, failure }) => failure ?? errors.length > 0))
      this.#report(run, groups, asked, batches, await Promise.all(own));
    for (const [number, group] of groups.entries()) {
      const entity = batches[number]!.entities?.[asked[number]!.index];
      if (entity) this.#give(entity, group);
    }
  }

  #known({ known }: Run): EntityAnswers | undefined {
    if (this.#sharedAs === undefined) return undefined;
    let answers = known.get(this.#sharedAs);
    if (!answers) {
      answers = new Map();
      known.set(this.#sharedAs, answers);
    }
    return answers;
  }

  async #send(run: PlanExecution, count: number, representations: Representations): Promise<Batch> {
    try {
      const result = await this.#ask(run, representations);
      return { errors: result.errors ?? [], ...entitiesOf(result, count) };
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
    groups: readonly Json[][],
    asked: readonly Asked[],
    batches: readonly Batch[],
    own: readonly Batch[],
  ): void {
    const { serviceName } = this.#node;
    const targets: Json[] = [];
    collect(run.data, this.#path, 0, targets);
    const places = placesOf(targets, groups);
    const paths: ResponsePath[] = [];
    generateHydratedPaths([], this.#path, run.data, paths);
    const teller = own.find(({ errors, failure }) => failure ?? errors.some((error) => indexOf(error) === undefined));
    for (const batch of new Set(batches))
      for (const error of batch.errors) {
        const index = indexOf(error);
        if (index === undefined) {
          if (batch === teller)
            run.errors.push(downstreamError(error, serviceName, error.path && placeOfAll(this.#path)));
          continue;
        }
        const below = error.path?.slice(2) ?? [];
        for (const number of groups.keys())
          if (batches[number] === batch && asked[number]!.index === index)
            for (const place of places[number]!)
              run.errors.push(downstreamError(error, serviceName, [...(paths[place] ?? []), ...below]));
      }
    if (teller?.failure) run.errors.push(teller.failure);
  }

  #give(entity: Json, targets: readonly Json[]): void {
    if (!this.#node.outputRewrites && isFlat(entity)) {
      giveFlat(entity, targets);
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

const batchesOf = async (asked: readonly Asked[]): Promise<Batch[]> => {
  const first = asked[0]!.batch;
  if (asked.some(({ batch }) => batch !== first)) return Promise.all(asked.map(({ batch }) => batch));
  return new Array<Batch>(asked.length).fill(await first);
};

/** For each group, which of all objects its own are. */
function placesOf(targets: readonly Json[], groups: readonly Json[][]): number[][] {
  const groupOf = new Map(groups.flatMap((group, number) => group.map((target) => [target, number] as const)));
  const places: number[][] = groups.map(() => []);
  for (const [place, target] of targets.entries()) {
    const number = groupOf.get(target);
    if (number !== undefined) places[number]!.push(place);
  }
  return places;
}

/** The nearest place in the answer that holds all of the entities at a path. */
function placeOfAll(path: ResponsePath): ResponsePath {
  const list = path.indexOf('@');
  return list < 0 ? path : path.slice(0, list);
}

/** The number of the entity an error is at; undefined when it is at none. */
const indexOf = ({ path }: GraphQLFormattedError): number | undefined =>
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

/** Gives every object the same plain values, key by key: the engine then meets one kind of object at a time. */
function giveFlat(entity: Json, targets: readonly Json[]): void {
  for (const key of Object.keys(entity)) {
    const value = entity[key];
    if (value === undefined) continue;
    for (const target of targets)
      if (target[key] === undefined) target[key] = value;
      else merge(target, { [key]: value });
  }
}
