import { isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js';
import { getResponseName, type QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Json, merge } from '#router/gateway/plan/merge.ts';
import { NotPlannable } from '#router/gateway/plan/not-plannable.ts';

/** Copies what a fetch requires of an object; false when something of it is not there. */
type Reader = (source: Json, into: Json) => boolean;

/** Reads the representation of an entity; undefined when it has none, so that it is not asked for. */
export type RepresentationOf = (entity: Json) => Json | undefined;

/**
 * Compiles what a fetch requires of an entity. A missing field means no representation, not an error.
 * @throws NotPlannable for a name that cannot be read like any other
 */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
): RepresentationOf {
  const read = readerOf(schema, requires);
  return (entity) => {
    const representation: Json = {};
    return read(entity, representation) && representation.__typename ? representation : undefined;
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
  const known = new Set<unknown>();
  const applies = (source: Json): boolean => {
    if (known.has(source.__typename)) return true;
    if (!isObjectOfType(schema, source, typeCondition)) return false;
    known.add(source.__typename);
    return true;
  };
  return (source, into) => {
    if (!applies(source)) return true;
    const part: Json = {};
    if (read(source, part)) merge(into, part);
    return true;
  };
}
