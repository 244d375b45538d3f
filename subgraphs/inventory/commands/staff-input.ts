import { actorOf, requireRole, type Viewer } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import { isKeepable } from '#schema/text.ts';
import type { Context } from '../context.ts';
import type { Line, Shortage } from '../domain/allocation.ts';
import { MAX_ON_HAND } from '../domain/goods.ts';
import { mergeLines } from '../domain/lines.ts';
import { warehousesNamed } from '../store/warehouses.ts';
import type { Asked } from './stock-desk.ts';

const MAX_TEXT = 500;
const MAX_KEY = 200;

export type InvalidInput = { __typename: 'InvalidInput'; code: string; message: string; field: string };
export type NotFound = { __typename: 'NotFound'; code: string; message: string; id: string | null };

/** A refusal found while reading the input; everything before the database is asked to change anything. */
class Refused extends Error {
  readonly refusal: InvalidInput | NotFound;
  constructor(refusal: InvalidInput | NotFound) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export const invalidInput = (field: string, message: string): InvalidInput => ({
  __typename: 'InvalidInput',
  code: 'INVALID_INPUT',
  message,
  field,
});

export const invalid = (field: string, message: string): Refused => new Refused(invalidInput(field, message));

export const missing = (id: string | null, message: string): Refused =>
  new Refused({ __typename: 'NotFound', code: 'NOT_FOUND', message, id });

/** Runs a request, answering with the refusal its input earned. */
export async function refusing<T>(work: () => Promise<T>): Promise<T | InvalidInput | NotFound> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Only people and programs that run warehouses. @throws Fault for anybody else */
export const requireStaff = (viewer: Viewer): void => requireRole(viewer, 'warehouse', 'admin');

const nameOf = (viewer: Viewer): string =>
  viewer.kind === 'user' ? viewer.id : viewer.kind === 'service' ? `service:${viewer.name}` : 'guest';

export const askedBy = (viewer: Viewer, key: string): Asked => {
  if (key === '' || key.length > MAX_KEY || !isKeepable(key))
    throw invalid('idempotencyKey', `A key has 1 to ${MAX_KEY} characters.`);
  return { actor: nameOf(viewer), by: actorOf(viewer), key };
};

export const conflict = {
  __typename: 'IdempotencyConflict',
  code: 'IDEMPOTENCY_CONFLICT',
  message: 'This key was used with other input. Repeat the first input, or take a new key.',
} as const;

export const tooMany = (field: string): InvalidInput =>
  invalidInput(field, `A warehouse holds at most ${MAX_ON_HAND} of a variant.`);

interface Named {
  readonly variantId: string;
  readonly warehouseId?: string | null;
  readonly warehouseCode?: string | null;
  readonly reason?: string | null;
}

/** Checks what receipts and corrections have in common, and finds their warehouses in one statement. */
export async function locate(
  { db }: Context,
  items: readonly Named[],
  at: (index: number) => string,
): Promise<string[]> {
  for (const [index, { variantId, warehouseId, warehouseCode, reason }] of items.entries()) {
    if (!isId(variantId)) throw invalid(`${at(index)}.variantId`, `"${variantId}" is not a variant's id.`);
    if (((warehouseId ?? null) === null) === ((warehouseCode ?? null) === null))
      throw invalid(`${at(index)}.warehouseId`, 'Name the warehouse by its id or by its code, not by both.');
    readText(`${at(index)}.reason`, reason);
  }
  const ids = items.flatMap(({ warehouseId }) => (isId(warehouseId) ? [warehouseId] : []));
  const codes = items.flatMap(({ warehouseCode }) => warehouseCode ?? []);
  const found = await warehousesNamed(db, ids, codes);
  const byId = new Set(found.map(({ id }) => id));
  const byCode = new Map(found.map(({ id, code }) => [code, id]));
  return items.map(({ warehouseId, warehouseCode }) => {
    const id = warehouseCode ? byCode.get(warehouseCode) : warehouseId?.toLowerCase();
    if (id === undefined || !byId.has(id))
      throw missing(warehouseId ?? null, `There is no warehouse "${warehouseCode ?? warehouseId}".`);
    return id;
  });
}

/** Finds the warehouse that `value`, its id or its code, names. */
export async function warehouseNamed({ db }: Context, field: string, value: string): Promise<string> {
  const [found] = await warehousesNamed(db, isId(value) ? [value] : [], [value]);
  if (!found) throw missing(value, `${field}: there is no warehouse "${value}".`);
  return found.id;
}

/** Most lines of one document. */
export const MAX_LINES = 1_000;

/** Reads the lines of a document: one per variant, each quantity within bounds. */
export function readLines(
  lines: readonly Line[],
  bounds: { least: number; most: number; mayBeEmpty?: boolean },
): Line[] {
  const { least, most, mayBeEmpty = false } = bounds;
  if ((lines.length === 0 && !mayBeEmpty) || lines.length > MAX_LINES)
    throw invalid('input.lines', `There are ${mayBeEmpty ? 0 : 1} to ${MAX_LINES} lines.`);
  for (const [index, { variantId, quantity }] of lines.entries()) {
    if (!isId(variantId)) throw invalid(`input.lines.${index}.variantId`, `"${variantId}" is not a variant's id.`);
    if (quantity < least || quantity > most)
      throw invalid(`input.lines.${index}.quantity`, `A line is of ${least} to ${most}.`);
  }
  const merged = mergeLines(lines.map(({ variantId, quantity }) => ({ variantId: variantId.toLowerCase(), quantity })));
  if (merged.length < lines.length) throw invalid('input.lines', 'Name each variant once.');
  return merged;
}

/** Reads what staff says about something. */
export function readText(field: string, value: string | null | undefined): string | null {
  const text = value?.trim() || null;
  if (text && (text.length > MAX_TEXT || !isKeepable(text)))
    throw invalid(field, `This is text of at most ${MAX_TEXT} characters.`);
  return text;
}

/** The refusal of taking more than can be taken. */
export const stockShort = (message: string, lines: readonly Shortage[]) => ({
  __typename: 'StockShort' as const,
  code: 'STOCK_SHORT',
  message,
  lines: [...lines],
});
