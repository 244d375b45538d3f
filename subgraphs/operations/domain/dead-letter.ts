import { isKeepable } from '#schema/text.ts';

/** What became of a dead letter. */
export type State = 'WAITING' | 'REPLAYED' | 'DISCARDED';

/** What staff can do with a dead letter, and the state it leads to. */
export const ACTS = { replay: 'REPLAYED', discard: 'DISCARDED' } as const;

export type Act = keyof typeof ACTS;

/** Most dead letters of one act. */
export const AT_ONCE = 100;

const MAX_REASON = 500;

export type Decision =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'unreadable'; readonly because: string };

/**
 * Whether an act may be done with a dead letter.
 * @param unreadable why the message does not match the schema its type has today; undefined when it does
 */
export function decide(act: Act, state: State, unreadable: string | undefined): Decision {
  if (state !== 'WAITING') return { outcome: 'closed' };
  if (act === 'replay' && unreadable !== undefined) return { outcome: 'unreadable', because: unreadable };
  return { outcome: 'done' };
}

/** What is wrong with what staff asked for; undefined when nothing is. */
export function fault(
  act: Act,
  selection: { readonly ids?: readonly string[] | null; readonly filter?: object | null },
  reason: string | undefined,
): { readonly field: string; readonly message: string } | undefined {
  const { ids, filter } = selection;
  if (!ids === !filter) return { field: 'selection', message: 'Give either ids or a filter.' };
  if (ids && (ids.length < 1 || ids.length > AT_ONCE))
    return { field: 'selection.ids', message: `Give 1 to ${AT_ONCE} ids.` };
  if (act === 'discard' && (!reason?.trim() || reason.length > MAX_REASON || !isKeepable(reason)))
    return { field: 'reason', message: `Say why, in at most ${MAX_REASON} characters.` };
  return undefined;
}
