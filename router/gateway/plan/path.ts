import type { ResponsePath } from '@apollo/query-planner';
import { isObject, type Json } from '#router/gateway/plan/merge.ts';

/** Is given the objects that stand at a path's end. */
export interface Taker {
  /** Notes an object that was found, and says what stands at its place from now on. */
  take(object: Json): Json;
  /** Set where a list stands that the path does not know of. */
  irregular: boolean;
}

/**
 * Gathers what a plan's path leads to from an object, nulls left out, and what is a list on one side only: of two types at one
 * place one may have there what the path means, the other what a field of its own requires.
 * @param path keys, and `@` for each item of a list
 * @param at where on the path the object is
 * @param taker is given the objects instead, and notes what is found
 */
export function collect(from: unknown, path: ResponsePath, at: number, found: Json[], taker?: Taker): void {
  if (from === undefined || from === null) return;
  if (at === path.length) {
    if (!Array.isArray(from)) found.push(from as Json);
    else {
      if (taker) taker.irregular = true;
      for (const item of from) if (item !== undefined && item !== null) found.push(item);
    }
    return;
  }
  const step = path[at] as string;
  const last = at === path.length - 1 ? taker : undefined;
  if (step === '@') {
    if (isObject(from)) return;
    if (!Array.isArray(from)) throw new TypeError(`the plan expects a list at ${path.slice(0, at).join('.')}`);
    for (let index = 0; index < from.length; index += 1)
      if (!replaced(from, index, last)) collect(from[index], path, at + 1, found, taker);
    return;
  }
  if (Array.isArray(from)) return;
  if (Object.hasOwn(from as Json, step) && !replaced(from as Json, step, last))
    collect((from as Json)[step], path, at + 1, found, taker);
}

/** Whether there is an object that was taken. */
function replaced(holder: Json | unknown[], key: string | number, taker: Taker | undefined): boolean {
  const value = (holder as Json)[key];
  if (!taker || !isObject(value)) return false;
  const taken = taker.take(value);
  if (taken !== value) (holder as Json)[key] = taken;
  return true;
}
