import { deepMerge } from '@apollo/gateway/dist/utilities/deepMerge.js';

/** What JSON can be below an answer's root. */
export type Json = { [key: string]: unknown };

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Puts what a subgraph sent into what is known, as the gateway's `deepMerge`: objects grow together, lists of equal length
 * too, anything else is replaced. Parts of `source` become parts of `target`.
 */
export function merge(target: Json, source: Json | null | undefined): void {
  if (source === null || source === undefined) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const held = target[key];
    if (held === undefined) target[key] = value;
    else if (!Object.hasOwn(target, key)) setOwn(target, key, value);
    else if (held && isObject(value)) {
      if (isObject(held)) merge(held, value);
      else deepMerge(held, value);
    } else if (Array.isArray(value) && Array.isArray(held) && value.length === held.length) mergeItems(held, value);
    else target[key] = value;
  }
}

function mergeItems(target: unknown[], source: readonly unknown[]): void {
  for (let index = 0; index < source.length; index += 1) {
    const [held, value] = [target[index], source[index]];
    if (isObject(held) && isObject(value)) merge(held, value);
    else target[index] = value;
  }
}

/** Sets a key whatever its name: a client may call a field `__proto__`. */
export function setOwn(target: Json, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
}

/** A copy of JSON that shares nothing with it. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  const copy: Json = {};
  for (const key of Object.keys(value)) {
    const part = cloneJson((value as Json)[key]);
    if (key === '__proto__') setOwn(copy, key, part);
    else copy[key] = part;
  }
  return copy as T;
}
