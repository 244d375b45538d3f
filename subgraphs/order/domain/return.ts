import { isKeepable } from '#schema/text.ts';
import type { BrokenRule } from './checkout.ts';
import type { OrderLine } from './order.ts';
import { heldOf, type ReturnReason, type ReturnState } from './return-process.ts';

/** What a buyer wishes to send back. */
export interface ReturnRequest {
  readonly lines: readonly { readonly orderLineId: string; readonly quantity: number }[];
  readonly reason: ReturnReason;
  readonly comment?: string | null;
  /** Keys of pictures in the object store. */
  readonly photoKeys?: readonly string[] | null;
}

/** A line of which fewer can come back than was asked. */
export interface ShortReturn {
  readonly orderLineId: string;
  readonly requested: number;
  readonly returnable: number;
}

const MAX_PHOTOS = 10;
const MAX_COMMENT = 1_000;
const PHOTO_KEY = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/;

/** What is wrong with a request whatever the order; undefined when nothing is. */
export function checkReturnRequest({ lines, comment, photoKeys }: ReturnRequest): BrokenRule | undefined {
  if (lines.length === 0) return { field: 'input.lines', message: 'Say which lines come back: at least one.' };
  if (new Set(lines.map(({ orderLineId }) => orderLineId)).size < lines.length)
    return { field: 'input.lines', message: 'Each line may be named once.' };
  if (lines.some(({ quantity }) => quantity < 1))
    return { field: 'input.lines.quantity', message: 'At least one of each named line comes back.' };
  if (comment && (comment.length > MAX_COMMENT || !isKeepable(comment)))
    return { field: 'input.comment', message: `A comment is text of at most ${MAX_COMMENT} characters.` };
  if (photoKeys && photoKeys.length > MAX_PHOTOS)
    return { field: 'input.photoKeys', message: `At most ${MAX_PHOTOS} pictures can be shown.` };
  if (photoKeys?.some((key) => !PHOTO_KEY.test(key)))
    return { field: 'input.photoKeys', message: 'A picture’s key has 1 to 200 letters, digits and ". _ - /".' };
  return undefined;
}

/** How many of each line can still come back: what was bought less what other returns hold on to. */
export function returnableOf(
  lines: readonly Pick<OrderLine, 'id' | 'quantity'>[],
  returns: readonly Pick<ReturnState, 'status' | 'lines'>[],
): Map<string, number> {
  const left = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  for (const { status, lines: those } of returns)
    for (const line of those)
      left.set(line.orderLineId, Math.max(0, (left.get(line.orderLineId) ?? 0) - heldOf(status, line)));
  return left;
}

/** The lines of a request that ask for more than can come back; lines of another order count as none. */
export const shortOf = (request: ReturnRequest, returnable: ReadonlyMap<string, number>): ShortReturn[] =>
  request.lines.flatMap(({ orderLineId, quantity }) => {
    const left = returnable.get(orderLineId) ?? 0;
    return quantity > left ? [{ orderLineId, requested: quantity, returnable: left }] : [];
  });
