import type { ResponsePath } from '@apollo/query-planner';
import { isObject, type Json } from '#router/gateway/plan/merge.ts';

/** Notes an object that was found, and says what stands at its place from now on. */
export type Take = (object: Json) => Json;

/**
 * Gathers what a plan's path leads to from an object, nulls left out.
 * @param path keys, and `@` for each item of a list
 * @param at where on the path the object is
 * @param take is given the objects instead, and notes what is found
 */
export function collect(from: unknown, path: ResponsePath, at: number, found: Json[], take?: Take): void {
  if (from === undefined || from === null) return;
  if (at === path.length) {
    if (!Array.isArray(from)) found.push(from as Json);
    else
      for (const [index, item] of from.entries())
        if (item !== undefined && item !== null && !replaced(from, index, take)) found.push(item);
    return;
  }
  const step = path[at] as string;
  const last = at === path.length - 1 ? take : undefined;
  if (step === '@') {
    if (!Array.isArray(from)) throw new TypeError(`the plan expects a list at ${path.slice(0, at).join('.')}`);
    for (let index = 0; index < from.length; index += 1)
      if (!replaced(from, index, last)) collect(from[index], path, at + 1, found, take);
    return;
  }
  if (Array.isArray(from)) throw new Error(`Unexpected array in result for path element ${step}`);
  if (Object.hasOwn(from as Json, step) && !replaced(from as Json, step, last))
    collect((from as Json)[step], path, at + 1, found, take);
}

/** Whether there is an object that was taken. */
function replaced(holder: Json | unknown[], key: string | number, take: Take | undefined): boolean {
  const value = (holder as Json)[key];
  if (!take || !isObject(value)) return false;
  const taken = take(value);
  if (taken !== value) (holder as Json)[key] = taken;
  return true;
}
