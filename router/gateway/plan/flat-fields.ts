import { leafText } from '#router/gateway/leaf-writer.ts';
import type { Json } from '#router/gateway/plan/merge.ts';
import { code, INHERITED } from '#router/gateway/writer-code.ts';

/** What is looked at of objects when only some plain fields count. Made of source text, as writers are. */
export interface FlatFields {
  /** Whether an object has each of them. */
  has(object: Json): boolean;
  /** Whether two objects hold the same. */
  same(one: Json, other: Json): boolean;
  /** They alone, as JSON. */
  text(object: Json): string;
}

/** @returns undefined for names that cannot be read like any other */
export function flatFields(names: readonly string[]): FlatFields | undefined {
  if (names.length === 0 || names.some((name) => INHERITED.has(name))) return undefined;
  const keys = names.map((name) => JSON.stringify(name));
  const each = (write: (key: string) => string, between: string): string => keys.map(write).join(between);
  const texts = keys.map((key, index) => `${JSON.stringify(`${index ? ',' : '{'}${key}:`)} + leafText(o[${key}])`);
  return {
    has: code(`(o) => ${each((key) => `o[${key}] !== undefined`, ' && ')}`, {}),
    same: code(`(a, b) => ${each((key) => `(a[${key}] === b[${key}] || equal(a[${key}], b[${key}]))`, ' && ')}`, {
      equal,
    }),
    text: code(`(o) => ${texts.join(' + ')} + '}'`, { leafText }),
  };
}

/** Whether two values that are not one are equal: lists, mostly. */
const equal = (one: unknown, other: unknown): boolean =>
  typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other);
