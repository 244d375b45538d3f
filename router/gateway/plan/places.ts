import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { type Same, sameFields } from '#router/gateway/plan/flat-fields.ts';
import type { Json } from '#router/gateway/plan/merge.ts';
import { collect, type Taker } from '#router/gateway/plan/path.ts';
import type { Run } from '#router/gateway/plan/run.ts';

/** A place as keys alone: lists do not count. */
const addressOf = (path: ResponsePath): string => path.filter((step) => step !== '@').join('.');

/** What fetches write at one place. */
interface Written {
  /** How many of them do. */
  readonly times: number;
  /** By the keys there, whether it is objects they hold. */
  readonly keys: ReadonlyMap<string, boolean>;
}

/** So many objects are looked at before it is judged whether looking for equal ones is worth it. */
const FIRST_FEW = 32;

/**
 * Where a plan meets the same entity again and again, one object can stand for all that are equal. That is so at a place
 * that one fetch alone writes, with all below it: what is fetched for these objects afterwards is asked by what they hold,
 * so who is equal before is equal ever after. Of a shared object everything is done once: it is asked for, merged and
 * written out.
 */
export class SharedPlaces {
  /** Addresses at which objects may be shared. */
  readonly addresses = new Set<string>();
  readonly #written: ReadonlyMap<string, Written>;

  constructor(plan: PlanNode | undefined) {
    const written = new Map<string, Written>();
    // Where names are changed afterwards, the documents do not tell what is written.
    this.#written = note(plan, [], written) ? written : new Map();
  }

  /**
   * Compiles the way from an answer's root to a place; what is shared there is found once.
   * @param key the field of entities there that says most
   */
  finder(path: ResponsePath, key: string | undefined): (run: Run) => readonly Json[] {
    const address = addressOf(path);
    const same = key === undefined ? undefined : this.#sharing(address, key);
    if (same) this.addresses.add(address);
    const ways = waysTo(path);
    return (run) => {
      const known = run.places.get(address);
      if (known) return known;
      const found: Json[] = [];
      const pool = same && new Pool(same, key!, found);
      const above = ways.find((way) => run.places.has(way.address));
      for (const object of (above && run.places.get(above.address)) ?? [run.data])
        collect(object, path, above?.length ?? 0, found, pool);
      if (pool?.shares) run.shared.add(address);
      // Where a subgraph answers what it may not, each way is gone from its beginning.
      if (pool && !pool.irregular && found.length > 0) run.places.set(address, found);
      return found;
    };
  }

  /** How objects of a place are compared where they may be shared. */
  #sharing(address: string, key: string): Same | undefined {
    const plain = (name: string): boolean => this.#written.get(address)?.keys.get(name) === false;
    // What is written once on the whole way is not replaced.
    const steps = address.split('.');
    const once = steps.every((_, index) => this.#written.get(steps.slice(0, index + 1).join('.'))?.times === 1);
    return once && plain('__typename') && plain(key) ? this.#same(address) : undefined;
  }

  #same(address: string): Same | undefined {
    const { times, keys } = this.#written.get(address)!;
    if (times !== 1) return undefined;
    const plain = [...keys].flatMap(([name, objects]) => (objects ? [] : [name]));
    const below = new Map<string, Same>();
    for (const [name, objects] of keys) {
      if (!objects) continue;
      const same = this.#same(`${address}.${name}`);
      if (!same) return undefined;
      below.set(name, same);
    }
    return sameFields(plain, below);
  }
}

/** The places on the way to one, the nearest first, and how long the way to each is. */
function waysTo(path: ResponsePath): { address: string; length: number }[] {
  const ways = [];
  // A list is one place with its items.
  for (let length = path.length - 1; length > 0; length -= 1)
    if (path[length] !== '@') ways.push({ address: addressOf(path.slice(0, length)), length });
  return ways;
}

/** Notes what each fetch of a plan writes where; false when that cannot be known. */
function note(node: PlanNode | undefined, path: ResponsePath, written: Map<string, Written>): boolean {
  switch (node?.kind) {
    case undefined:
      return true;
    case 'Sequence':
    case 'Parallel':
      return node.nodes.every((one) => note(one, path, written));
    case 'Flatten':
      return note(node.node, [...path, ...node.path], written);
    case 'Condition':
      return note(node.ifClause, path, written) && note(node.elseClause, path, written);
    case 'Fetch':
      return noteFetch(node, path, written);
    default:
      return false;
  }
}

function noteFetch(node: FetchNode, path: ResponsePath, written: Map<string, Written>): boolean {
  if (node.outputRewrites?.length) return false;
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find((one): one is OperationDefinitionNode => 'operation' in one)!;
  const own = new Map<string, Map<string, boolean>>();
  const base = addressOf(path);
  const [entities] = operation.selectionSet.selections;
  if (!node.requires) noteSelections(document, operation.selectionSet, base, own);
  else if (entities?.kind === Kind.FIELD) noteSelections(document, entities.selectionSet!, base, own);
  // What is written of the objects at a path themselves is asked by what they hold.
  own.delete(base);
  for (const [address, keys] of own) written.set(address, { times: (written.get(address)?.times ?? 0) + 1, keys });
  return true;
}

function noteSelections(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  at: string,
  own: Map<string, Map<string, boolean>>,
): void {
  const keys = own.get(at) ?? new Map<string, boolean>();
  own.set(at, keys);
  for (const selection of selections)
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      keys.set(key, selection.selectionSet !== undefined);
      if (selection.selectionSet) noteSelections(document, selection.selectionSet, at ? `${at}.${key}` : key, own);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) noteSelections(document, selection.selectionSet, at, own);
    else noteSelections(document, fragmentIn(document, selection.name.value).selectionSet, at, own);
}

const fragmentIn = (document: DocumentNode, name: string): FragmentDefinitionNode =>
  document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) as never;

/** Objects of one place of which equal ones become one. */
class Pool implements Taker {
  shares = false;
  irregular = false;
  readonly #same: Same;
  readonly #key: string;
  readonly #found: Json[];
  readonly #known = new Map<unknown, Json>();
  #taken = 0;
  #mostDiffer = false;

  /** @param found where those that are left are noted */
  constructor(same: Same, key: string, found: Json[]) {
    this.#same = same;
    this.#key = key;
    this.#found = found;
  }

  /** The object that stands for an object. */
  take(object: Json): Json {
    this.#taken += 1;
    if (this.#taken === FIRST_FEW) this.#mostDiffer = this.#known.size > FIRST_FEW / 2;
    // Then they are left alone.
    if (!this.#mostDiffer) {
      const key = object[this.#key];
      const known = this.#known.get(key);
      if (known && (known === object || this.#same(known, object))) {
        this.shares = true;
        return known;
      }
      if (!known) this.#known.set(key, object);
    }
    this.#found.push(object);
    return object;
  }
}
