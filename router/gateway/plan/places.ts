import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { type FlatFields, flatFields } from '#router/gateway/plan/flat-fields.ts';
import type { Json } from '#router/gateway/plan/merge.ts';
import { collect } from '#router/gateway/plan/path.ts';
import type { Run } from '#router/gateway/plan/run.ts';

/** A place as keys alone: lists do not count. */
const addressOf = (path: ResponsePath): string => path.filter((step) => step !== '@').join('.');

/** What fetches write at one place: by how many it is written, and which plain fields; undefined when there are others. */
interface Written {
  times: number;
  names: Set<string> | undefined;
}

/** Fewer objects than this are looked at before it is judged whether looking for equal ones is worth it. */
const FIRST_FEW = 32;

/**
 * Where a plan meets the same entity again and again, one object can stand for all that are equal. That is so at a place
 * that one fetch alone writes, with nothing but plain fields: what is fetched for these objects afterwards is asked by what
 * they hold, so who is equal before is equal ever after. Of a shared object everything is done once: it is asked for,
 * merged and written out.
 */
export class SharedPlaces {
  readonly #fields = new Map<string, FlatFields>();

  constructor(plan: PlanNode | undefined) {
    const written = new Map<string, Written>();
    // Where names are changed afterwards, the document does not tell what is written.
    const readable = note(plan, [], written);
    for (const [address, { times, names }] of readable ? written : []) {
      const fields = times === 1 && names?.has('__typename') && once(address, written) && flatFields([...names]);
      if (fields) this.#fields.set(address, fields);
    }
  }

  /** Addresses at which objects may be shared. */
  get addresses(): ReadonlySet<string> {
    return new Set(this.#fields.keys());
  }

  /**
   * Compiles the way from an answer's root to a place; what is shared there is found once.
   * @param key the field of entities there that says most
   */
  finder(path: ResponsePath, key: string | undefined): (run: Run) => readonly Json[] {
    const address = addressOf(path);
    const fields = this.#fields.get(address);
    const above = this.#above(path);
    return (run) => {
      const known = run.places.get(address);
      if (known) return known;
      const pool = fields && key !== undefined ? new Pool(fields, key) : undefined;
      const found: Json[] = [];
      const take = pool ? (object: Json) => pool.take(object, found) : undefined;
      const from = above && run.places.get(above.address);
      for (const object of from ?? [run.data]) collect(object, path, from ? above.length : 0, found, take);
      if (pool && found.length > 0) {
        run.places.set(address, found);
        if (pool.shares) run.shared.add(address);
      }
      return found;
    };
  }

  /** The nearest place on the way at which objects may be shared. */
  #above(path: ResponsePath): { address: string; length: number } | undefined {
    for (let length = path.length - 1; length > 0; length -= 1) {
      // A list is a place once, whatever its items.
      if (path[length] === '@') continue;
      const address = addressOf(path.slice(0, length));
      if (this.#fields.has(address)) return { address, length };
    }
    return undefined;
  }
}

/** Whether everything on the way to a place is written by one fetch alone, so that nothing replaces it. */
function once(address: string, written: ReadonlyMap<string, Written>): boolean {
  const steps = address.split('.');
  return steps.every((_, index) => written.get(steps.slice(0, index + 1).join('.'))?.times === 1);
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
  const own = new Map<string, Set<string> | undefined>();
  const base = addressOf(path);
  const [entities] = operation.selectionSet.selections;
  if (!node.requires) noteSelections(document, operation.selectionSet, base, own);
  else if (entities?.kind === Kind.FIELD) noteSelections(document, entities.selectionSet!, base, own);
  // What is written of the objects at a path themselves is asked by what they hold.
  own.delete(base);
  for (const [address, names] of own) {
    const before = written.get(address);
    written.set(address, { times: (before?.times ?? 0) + 1, names });
  }
  return true;
}

/** @param own the plain fields of each place; undefined for one that has others */
function noteSelections(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  at: string,
  own: Map<string, Set<string> | undefined>,
): void {
  if (!own.has(at)) own.set(at, new Set());
  for (const selection of selections)
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      if (!selection.selectionSet) own.get(at)?.add(key);
      else {
        own.set(at, undefined);
        noteSelections(document, selection.selectionSet, at ? `${at}.${key}` : key, own);
      }
    } else if (selection.kind === Kind.INLINE_FRAGMENT) noteSelections(document, selection.selectionSet, at, own);
    else {
      const isMeant = (one: unknown): one is FragmentDefinitionNode =>
        (one as FragmentDefinitionNode).kind === Kind.FRAGMENT_DEFINITION &&
        (one as FragmentDefinitionNode).name.value === selection.name.value;
      noteSelections(document, document.definitions.find(isMeant)!.selectionSet, at, own);
    }
}

/** Objects of one place of which equal ones become one. */
class Pool {
  shares = false;
  readonly #fields: FlatFields;
  readonly #key: string;
  readonly #known = new Map<unknown, Json>();
  #taken = 0;

  constructor(fields: FlatFields, key: string) {
    this.#fields = fields;
    this.#key = key;
  }

  /** The object that stands for an object, noted when it is new. */
  take(object: Json, found: Json[]): Json {
    // Most are different: then they are left alone.
    if (this.#taken >= FIRST_FEW && this.#known.size > this.#taken / 2) return noted(object, found);
    this.#taken += 1;
    const key = object[this.#key];
    const known = this.#known.get(key);
    if (!known) this.#known.set(key, object);
    else if (this.#fields.same(known, object)) {
      this.shares ||= known !== object;
      return known;
    }
    return noted(object, found);
  }
}

function noted(object: Json, found: Json[]): Json {
  found.push(object);
  return object;
}
