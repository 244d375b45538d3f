import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

/** Writes one value as JSON, or throws {@link NOT_ORDINARY}. */
export type Write = (value: unknown) => string;

/** Thrown, and never seen outside the shaper: the data are not ordinary. */
export const NOT_ORDINARY = Symbol('not ordinary');

/** An operation the shaper does not know how to shape, whatever the data. */
export class NotShapeable extends Error {
  override name = 'NotShapeable';
}

/** Leaf values as the gateway lets them pass: by kind, integers in digits, enum values that clients know. */
export function leafWriter(type: GraphQLLeafType): Write {
  const passes = leafTest(type);
  return (value) => {
    if (value === null || value === undefined) return 'null';
    if (passes(value)) return JSON.stringify(value);
    throw NOT_ORDINARY;
  };
}

function leafTest(type: GraphQLLeafType): (value: unknown) => boolean {
  if (isEnumType(type)) {
    const known = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => known.has(value);
  }
  // Of a custom scalar anything passes; what has no JSON is left to the gateway.
  if (!isSpecifiedScalarType(type)) return (value) => typeof value !== 'function' && typeof value !== 'symbol';
  switch (type.name) {
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'Int':
      return isInteger;
    case 'Float':
      return Number.isFinite;
    case 'ID':
      return (value) => typeof value === 'string' || isInteger(value);
    default:
      return (value) => typeof value === 'string';
  }
}

/** Integers that are written in digits alone. */
const isInteger = (value: unknown): boolean => Number.isInteger(value) && Math.abs(value as number) < 1e21;
