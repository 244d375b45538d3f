import { leafText } from '#router/gateway/leaf-writer.ts';
import { isObject, type Json } from '#router/gateway/plan/merge.ts';
import { code, INHERITED } from '#router/gateway/writer-code.ts';

/** Whether two objects hold the same, as far as it counts. */
export type Same = (one: Json, other: Json) => boolean;

/** What is looked at of objects when only some plain fields count. Made of source text, as writers are. */
export interface FlatFields {
  /** Whether an object has each of them. */
  has(object: Json): boolean;
  readonly same: Same;
  /** They alone, as JSON. */
  text(object: Json): string;
}

/** @returns undefined for names that cannot be read like any other */
export function flatFields(names: readonly string[]): FlatFields | undefined {
  const same = sameFields(names);
  if (!same) return undefined;
  const keys = names.map((name) => JSON.stringify(name));
  const texts = keys.map((key, index) => `${JSON.stringify(`${index ? ',' : '{'}${key}:`)} + leafText(o[${key}])`);
  return {
    has: code(`(o) => ${keys.map((key) => `o[${key}] !== undefined`).join(' && ')}`, {}),
    same,
    text: code(`(o) => ${texts.join(' + ')} + '}'`, { leafText }),
  };
}

/**
 * Compares objects by plain fields, and by fields that hold objects or lists of them.
 * @param below how the objects of a field are compared
 * @returns undefined for names that cannot be read like any other
 */
export function sameFields(names: readonly string[], below: ReadonlyMap<string, Same> = new Map()): Same | undefined {
  const parts = [...below];
  if (names.length === 0 || [...names, ...below.keys()].some((name) => INHERITED.has(name))) return undefined;
  const tests = names.map((name) => {
    const key = JSON.stringify(name);
    return `(a[${key}] === b[${key}] || equal(a[${key}], b[${key}]))`;
  });
  tests.push(...parts.map(([name], index) => `part${index}(a[${JSON.stringify(name)}], b[${JSON.stringify(name)}])`));
  const bindings = parts.map(([, same], index) => [`part${index}`, samePart(same)]);
  return code(`(a, b) => ${tests.join(' && ')}`, { equal, ...Object.fromEntries(bindings) });
}

/** Compares what a field of objects holds: one, a list, nothing. */
function samePart(same: Same): (one: unknown, other: unknown) => boolean {
  const compare = (one: unknown, other: unknown): boolean => {
    if (one === other) return true;
    if (isObject(one)) return isObject(other) && same(one, other);
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    for (let index = 0; index < one.length; index += 1) if (!compare(one[index], other[index])) return false;
    return true;
  };
  return compare;
}

/** Whether two values that are not one are equal: lists, mostly. */
const equal = (one: unknown, other: unknown): boolean =>
  typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other);
