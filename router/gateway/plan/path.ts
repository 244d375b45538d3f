import type { ResponsePath } from '@apollo/query-planner';
import type { Json } from '#router/gateway/plan/merge.ts';

/** Finds what a path leads to from each of some objects, nulls left out. */
export type Finder = (from: readonly Json[]) => Json[];

/** Compiles a plan's path: keys, and `@` for each item of a list. */
export function compilePath(path: ResponsePath): Finder {
  return (from) => {
    const found: Json[] = [];
    for (const object of from) collect(object, path, 0, found);
    return found;
  };
}

function collect(value: unknown, path: ResponsePath, at: number, found: Json[]): void {
  if (value === undefined || value === null) return;
  if (at === path.length) {
    if (!Array.isArray(value)) found.push(value as Json);
    else for (const item of value) if (item !== undefined && item !== null) found.push(item);
    return;
  }
  const step = path[at] as string;
  if (step === '@') {
    if (!Array.isArray(value)) throw new TypeError(`the plan expects a list at ${path.slice(0, at).join('.')}`);
    for (const item of value) collect(item, path, at + 1, found);
    return;
  }
  if (Array.isArray(value)) throw new Error(`Unexpected array in result for path element ${step}`);
  if (Object.hasOwn(value as Json, step)) collect((value as Json)[step], path, at + 1, found);
}
