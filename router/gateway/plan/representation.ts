import { isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js';
import { type FetchDataRewrite, getResponseName, type QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type FlatFields, flatFields } from '#router/gateway/plan/flat-fields.ts';
import { type Json, merge } from '#router/gateway/plan/merge.ts';
import { NotPlannable } from '#router/gateway/plan/not-plannable.ts';
import { applyRewrites } from '#router/gateway/plan/rewrites.ts';

/** Copies what a fetch requires of an object; false when something of it is not there. */
type Reader = (source: Json, into: Json) => boolean;

/** What a subgraph is told of entities so that it finds them. */
export interface RepresentationReader {
  /** Puts objects whose representations are equal together; those that have none, which are not asked for, are left out. */
  group(entities: readonly Json[]): Json[][];
  /** The representation of an object that has one. */
  of(entity: Json): Json;
  /** The same as JSON. */
  text(entity: Json): string;
}

/**
 * Compiles what a fetch requires of an entity. A missing field means no representation, not an error.
 * @throws NotPlannable for a name that cannot be read like any other
 */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: FetchDataRewrite[] | undefined,
): RepresentationReader {
  const only = onlyLeaves(requires);
  const flat = only && flatFields(only.names);
  if (flat) {
    const ofFlat = (entity: Json): Json => {
      const representation: Json = {};
      for (const name of only.names) copyLeaf(entity[name], name, representation);
      applyRewrites(schema, rewrites, representation);
      return representation;
    };
    return {
      group: flatGroups(flat, typeTest(schema, only.typeCondition), only.key),
      of: ofFlat,
      text: rewrites?.length ? (entity) => JSON.stringify(ofFlat(entity)) : flat.text,
    };
  }
  const read = readerOf(schema, requires);
  const of = (entity: Json): Json | undefined => {
    const representation: Json = {};
    if (!read(entity, representation) || !representation.__typename) return undefined;
    applyRewrites(schema, rewrites, representation);
    return representation;
  };
  return {
    group: (entities) => groupsBy(entities, (one) => JSON.stringify(of(one)) as string | undefined),
    of: (entity) => of(entity)!,
    text: (entity) => JSON.stringify(of(entity)),
  };
}

/** Lists of leaves are copied, for a subgraph in this process may change what it is given. */
function copyLeaf(value: unknown, name: string, into: Json): void {
  into[name] = Array.isArray(value) ? [...value] : value;
}

function groupsBy(entities: readonly Json[], keyOf: (entity: Json) => string | undefined): Json[][] {
  const groups = new Map<string, Json[]>();
  for (const entity of entities) {
    const key = keyOf(entity);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(entity);
    else groups.set(key, [entity]);
  }
  return [...groups.values()];
}

/** A few fields of one type, which nearly all representations are. */
interface OnlyLeaves {
  readonly typeCondition: string;
  readonly names: readonly string[];
  /** The one that says most. */
  readonly key: string;
}

/** What is required when it is nothing but plain fields of one type. */
export function onlyLeaves([only, ...others]: readonly QueryPlanSelectionNode[]): OnlyLeaves | undefined {
  if (only?.kind !== 'InlineFragment' || !only.typeCondition || others.length > 0) return undefined;
  const names = only.selections.flatMap((one) => (one.kind === 'Field' && !one.selections ? getResponseName(one) : []));
  if (names.length !== only.selections.length || !names.includes('__typename')) return undefined;
  return { typeCondition: only.typeCondition, names, key: names.find((name) => name !== '__typename') ?? '__typename' };
}

/** Groups by the fields' values without making representations: by one first, which mostly is enough. */
function flatGroups(
  { has, same, text }: FlatFields,
  applies: (source: Json) => boolean,
  key: string,
): RepresentationReader['group'] {
  return (entities) => {
    const groups: Json[][] = [];
    const byKey = new Map<unknown, Json[]>();
    const add = <K>(known: Map<K, Json[]>, by: K, entity: Json): void => {
      const group = [entity];
      groups.push(group);
      known.set(by, group);
    };
    let byText: Map<string, Json[]> | undefined;
    for (const entity of entities) {
      if (!applies(entity) || !entity.__typename || !has(entity)) continue;
      const likely = byKey.get(entity[key]);
      if (!likely) add(byKey, entity[key], entity);
      else if (same(likely[0]!, entity)) likely.push(entity);
      else {
        byText ??= new Map();
        const whole = text(entity);
        const group = byText.get(whole);
        if (group) group.push(entity);
        else add(byText, whole, entity);
      }
    }
    return groups;
  };
}

function readerOf(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Reader {
  const readers = selections.flatMap((selection): Reader[] => {
    if (selection.kind === 'Field') {
      const name = getResponseName(selection);
      if (name === '__proto__') throw new NotPlannable();
      return [fieldReader(name, selection.selections && readerOf(schema, selection.selections))];
    }
    if (!selection.typeCondition) return [];
    return [fragmentReader(schema, selection.typeCondition, readerOf(schema, selection.selections))];
  });
  const [only] = readers;
  if (readers.length === 1) return only!;
  return (source, into) => readers.every((read) => read(source, into));
}

function fieldReader(name: string, below: Reader | undefined): Reader {
  const readBelow = (value: unknown): unknown => {
    if (value === null || !below) return value;
    if (Array.isArray(value)) return value.map(readBelow);
    const part: Json = {};
    return below(value as Json, part) ? part : null;
  };
  return (source, into) => {
    const value = source[name];
    if (value === undefined || !Object.hasOwn(source, name)) return false;
    if (!below) copyLeaf(value, name, into);
    else into[name] = readBelow(value);
    return true;
  };
}

/** A fragment that does not apply, or misses something, adds nothing. */
function fragmentReader(schema: GraphQLSchema, typeCondition: string, read: Reader): Reader {
  const applies = typeTest(schema, typeCondition);
  return (source, into) => {
    if (!applies(source)) return true;
    const part: Json = {};
    if (read(source, part)) merge(into, part);
    return true;
  };
}

function typeTest(schema: GraphQLSchema, typeCondition: string): (source: Json) => boolean {
  const known = new Set<unknown>();
  return (source) => {
    if (known.has(source.__typename)) return true;
    if (!isObjectOfType(schema, source, typeCondition)) return false;
    known.add(source.__typename);
    return true;
  };
}
