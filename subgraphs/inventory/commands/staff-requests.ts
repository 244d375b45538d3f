import { requireRole, type Viewer } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { MAX_ON_HAND, MAX_RECEIPT } from '../domain/goods.ts';
import type { AdjustStockInput, StockReceiptInput, UpsertWarehouseInput } from '../generated.ts';
import { upsertWarehouse as saveWarehouse, warehousesNamed } from '../store/warehouses.ts';
import type { Receipt } from './stock-desk.ts';

const MAX_RECEIPTS = 1_000;
const MAX_TEXT = 500;
const MAX_KEY = 200;

type InvalidInput = { __typename: 'InvalidInput'; code: string; message: string; field: string };
type NotFound = { __typename: 'NotFound'; code: string; message: string; id: string | null };

/** A refusal found while reading the input; everything before the database is asked to change anything. */
class Refused extends Error {
  readonly refusal: InvalidInput | NotFound;
  constructor(refusal: InvalidInput | NotFound) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const invalidInput = (field: string, message: string): InvalidInput => ({
  __typename: 'InvalidInput',
  code: 'INVALID_INPUT',
  message,
  field,
});

const invalid = (field: string, message: string): Refused => new Refused(invalidInput(field, message));

const missing = (id: string | null, message: string): Refused =>
  new Refused({ __typename: 'NotFound', code: 'NOT_FOUND', message, id });

/** Runs a request, answering with the refusal its input earned. */
async function refusing<T>(work: () => Promise<T>): Promise<T | InvalidInput | NotFound> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Only people and programs that run warehouses. @throws Fault for anybody else */
export const requireStaff = (viewer: Viewer): void => requireRole(viewer, 'warehouse', 'admin');

const actorOf = (viewer: Viewer): string =>
  viewer.kind === 'user' ? viewer.id : viewer.kind === 'service' ? `service:${viewer.name}` : 'guest';

const askedBy = (viewer: Viewer, key: string | null | undefined): { actor: string; key: string | null } => {
  if (key === null || key === undefined) return { actor: actorOf(viewer), key: null };
  if (key === '' || key.length > MAX_KEY) throw invalid('idempotencyKey', `A key has 1 to ${MAX_KEY} characters.`);
  return { actor: actorOf(viewer), key };
};

const conflict = {
  __typename: 'IdempotencyConflict',
  code: 'IDEMPOTENCY_CONFLICT',
  message: 'This key was used with other input. Repeat the first input, or take a new key.',
} as const;

const tooMany = (field: string): InvalidInput =>
  invalidInput(field, `A warehouse holds at most ${MAX_ON_HAND} of a variant.`);

/** Makes a warehouse or changes it. */
export async function upsertWarehouse({ db, viewer }: Context, input: UpsertWarehouseInput) {
  requireStaff(viewer);
  const name = input.name.trim();
  if (!/^[A-Za-z0-9-]{1,32}$/.test(input.code))
    return invalidInput('input.code', 'A code is 1 to 32 letters, digits and dashes.');
  if (name === '' || name.length > 200) return invalidInput('input.name', 'A name has 1 to 200 characters.');
  if (Math.abs(input.latitude) > 90) return invalidInput('input.latitude', 'Latitude is from -90 to 90.');
  if (Math.abs(input.longitude) > 180) return invalidInput('input.longitude', 'Longitude is from -180 to 180.');
  return { __typename: 'Warehouse' as const, ...(await saveWarehouse(db, { ...input, name })) };
}

interface Named {
  readonly variantId: string;
  readonly warehouseId?: string | null;
  readonly warehouseCode?: string | null;
  readonly reason?: string | null;
}

/** Checks what receipts and corrections have in common, and finds their warehouses in one statement. */
async function locate({ db }: Context, items: readonly Named[], at: (index: number) => string): Promise<string[]> {
  for (const [index, { variantId, warehouseId, warehouseCode, reason }] of items.entries()) {
    if (!isId(variantId)) throw invalid(`${at(index)}.variantId`, `"${variantId}" is not a variant's id.`);
    if (((warehouseId ?? null) === null) === ((warehouseCode ?? null) === null))
      throw invalid(`${at(index)}.warehouseId`, 'Name the warehouse by its id or by its code, not by both.');
    if ((reason ?? '').length > MAX_TEXT)
      throw invalid(`${at(index)}.reason`, `A reason has at most ${MAX_TEXT} characters.`);
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

/** Takes in deliveries. */
export function receiveStock(context: Context, input: readonly StockReceiptInput[], key: string | null | undefined) {
  const { viewer, desk } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, key);
    if (input.length === 0 || input.length > MAX_RECEIPTS)
      throw invalid('input', `One request has 1 to ${MAX_RECEIPTS} receipts.`);
    for (const [index, { quantity }] of input.entries())
      if (quantity < 1 || quantity > MAX_RECEIPT)
        throw invalid(`input.${index}.quantity`, `A receipt is of 1 to ${MAX_RECEIPT}.`);
    const warehouseIds = await locate(context, input, (index) => `input.${index}`);
    const receipts = input.map(
      ({ variantId, quantity, reason }, index): Receipt => ({
        variantId: variantId.toLowerCase(),
        warehouseId: warehouseIds[index]!,
        quantity,
        reason: reason ?? null,
      }),
    );
    const answer = await desk.receive(receipts, asked);
    if (answer.kind === 'KEY_REUSED') return conflict;
    if (answer.kind !== 'CHANGED') return tooMany('input');
    return { __typename: 'StockReceived' as const, levels: [...answer.levels] };
  });
}

/** Corrects a count. */
export function adjustStock(context: Context, input: AdjustStockInput) {
  const { viewer, desk } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, input.idempotencyKey);
    const reason = input.reason.trim();
    if (reason === '') throw invalid('input.reason', 'Say why the count is corrected.');
    if (input.change === 0) throw invalid('input.change', 'A correction changes something.');
    const [warehouseId] = await locate(context, [{ ...input, reason }], () => 'input');
    const variantId = input.variantId.toLowerCase();
    const answer = await desk.adjust({ variantId, warehouseId: warehouseId!, change: input.change, reason }, asked);
    switch (answer.kind) {
      case 'KEY_REUSED':
        return conflict;
      case 'TOO_MANY':
        return tooMany('input.change');
      case 'BELOW_RESERVED': {
        const { onHand, reserved } = answer.level;
        const message = `${onHand} lie there and ${reserved} are held, so at most ${onHand - reserved} can be taken off.`;
        return { __typename: 'BelowReserved' as const, code: 'BELOW_RESERVED', message, onHand, reserved };
      }
      case 'CHANGED':
        return { __typename: 'StockAdjusted' as const, level: answer.levels[0]! };
    }
  });
}
