import { applyRewrites, isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js';
import { type FetchDataRewrite, getResponseName, type QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Json, merge } from '#router/gateway/plan/merge.ts';
import { NotPlannable } from '#router/gateway/plan/not-plannable.ts';

/** Copies what a fetch requires of an object; false when something of it is not there. */
type Reader = (source: Json, into: Json) => boolean;

/** What a subgraph is told of an entity so that it finds it. */
export interface RepresentationReader {
  /** Equal for equal representations; undefined for an object that has none, which is not asked for. */
  keyOf(entity: Json): string | undefined;
  /** The representation of an object that has one. */
  of(entity: Json): Json;
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
  const read = readerOf(schema, requires);
  const of = (entity: Json): Json | undefined => {
    const representation: Json = {};
    if (!read(entity, representation) || !representation.__typename) return undefined;
    applyRewrites(schema, rewrites, representation);
    return representation;
  };
  const keyOf = flatKey(schema, requires) ?? ((entity: Json) => JSON.stringify(of(entity)) as string | undefined);
  return { keyOf, of: (entity) => of(entity)! };
}

/** The key of representations that are a few fields of one type, which nearly all are, read without making them. */
function flatKey(
  schema: GraphQLSchema,
  [only, ...others]: readonly QueryPlanSelectionNode[],
): RepresentationReader['keyOf'] | undefined {
  if (only?.kind !== 'InlineFragment' || !only.typeCondition || others.length > 0) return undefined;
  const names = only.selections.flatMap((one) => (one.kind === 'Field' && !one.selections ? getResponseName(one) : []));
  if (names.length < only.selections.length || !names.includes('__typename')) return undefined;
  const applies = typeTest(schema, only.typeCondition);
  return (entity) => {
    if (!applies(entity) || !entity.__typename) return undefined;
    let key = '';
    for (const name of names) {
      const value = entity[name];
      if (value === undefined || !Object.hasOwn(entity, name)) return undefined;
      key += typeof value === 'string' ? `${value.length}"${value}` : `${JSON.stringify(value)},`;
    }
    return key;
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
  const readBelow =
    below &&
    ((value: unknown): unknown => {
      if (value === null) return null;
      const part: Json = {};
      return below(value as Json, part) ? part : null;
    });
  return (source, into) => {
    const value = source[name];
    if (value === undefined || !Object.hasOwn(source, name)) return false;
    if (Array.isArray(value)) into[name] = readBelow ? value.map(readBelow) : [...value];
    else into[name] = readBelow ? readBelow(value) : value;
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
