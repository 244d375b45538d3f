import { actorOf } from '#kernel/auth/viewer.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { isKeepable } from '#schema/text.ts';
import type { Context } from '../context.ts';
import { MAX_RECEIPT } from '../domain/goods.ts';
import { warehouseSaved } from '../events.ts';
import type { AdjustStockInput, StockReceiptInput, UpsertWarehouseInput } from '../generated.ts';
import { upsertWarehouse as saveWarehouse } from '../store/warehouses.ts';
import { askedBy, conflict, invalid, invalidInput, locate, refusing, requireStaff, tooMany } from './staff-input.ts';
import type { Receipt } from './stock-desk.ts';

const MAX_RECEIPTS = 1_000;

/** Makes a warehouse or changes it. */
export async function upsertWarehouse({ db, desk, viewer }: Context, input: UpsertWarehouseInput) {
  requireStaff(viewer);
  const name = input.name.trim();
  if (!/^[A-Za-z0-9-]{1,32}$/.test(input.code))
    return invalidInput('input.code', 'A code is 1 to 32 letters, digits and dashes.');
  if (name === '' || name.length > 200 || !isKeepable(name))
    return invalidInput('input.name', 'A name has 1 to 200 characters.');
  if (Math.abs(input.latitude) > 90) return invalidInput('input.latitude', 'Latitude is from -90 to 90.');
  if (Math.abs(input.longitude) > 180) return invalidInput('input.longitude', 'Longitude is from -180 to 180.');
  return db.transaction(async (tx) => {
    const { id: warehouseId, ...saved } = await saveWarehouse(tx, { ...input, name });
    const { code, latitude, longitude } = saved;
    const at = new Date().toISOString();
    const told = { warehouseId, code, name, position: [latitude, longitude] as [number, number], at };
    await desk.tell(tx, toOutgoing(warehouseSaved, told, actorOf(viewer)));
    return { __typename: 'Warehouse' as const, id: warehouseId, ...saved };
  });
}

/** Takes in deliveries. */
export function receiveStock(context: Context, input: readonly StockReceiptInput[], key: string) {
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
