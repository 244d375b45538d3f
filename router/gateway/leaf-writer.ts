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
  if (isEnumType(type)) {
    const known = new Map<unknown, string>(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => known.get(value) ?? nullOnly(value);
  }
  if (!isSpecifiedScalarType(type)) return writeAnything;
  switch (type.name) {
    case 'Boolean':
      return writeBoolean;
    case 'Int':
      return writeInteger;
    case 'Float':
      return writeFloat;
    case 'ID':
      return (value) => (typeof value === 'string' ? quoted(value) : writeInteger(value));
    default:
      return writeString;
  }
}

function nullOnly(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  throw NOT_ORDINARY;
}

const writeString: Write = (value) => (typeof value === 'string' ? quoted(value) : nullOnly(value));
const writeBoolean: Write = (value) => (value === true ? 'true' : value === false ? 'false' : nullOnly(value));
const writeFloat: Write = (value) => (Number.isFinite(value) ? JSON.stringify(value) : nullOnly(value));

/** Integers that are written in digits alone. */
const writeInteger: Write = (value) =>
  Number.isInteger(value) && Math.abs(value as number) < 1e21 ? String(value) : nullOnly(value);

/** Of a custom scalar anything passes; what has no JSON is left to the gateway. */
const writeAnything: Write = (value) => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'function' || typeof value === 'symbol') throw NOT_ORDINARY;
  return JSON.stringify(value);
};

/** Longer texts are looked through faster by the engine. */
const SHORT = 48;

/** A string as JSON; short ones that need no escaping, which most are, without leaving compiled code. */
function quoted(text: string): string {
  if (text.length > SHORT) return JSON.stringify(text);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Control characters, quote, backslash, and halves of surrogate pairs.
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit & 0xf800) === 0xd800) return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** A leaf value as JSON, whatever its type. */
export function leafText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return Number.isFinite(value) ? `${value}` : JSON.stringify(value);
}
