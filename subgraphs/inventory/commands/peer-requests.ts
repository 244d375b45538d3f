import { requireService } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import { regionIn } from '#kernel/regions.ts';
import type { Context } from '../context.ts';
import { mergeLines } from '../domain/lines.ts';
import type { ReserveStockInput } from '../generated.ts';
import { noteLent } from '../store/regional-holds.ts';

/** More than any warehouse holds is out of stock rather than an error, up to what the column can count. */
const MAX_QUANTITY = 1_000_000_000;
const MAX_LINES = 500;

/** The hold a subgraph asks for. @throws Fault for a client, and BAD_USER_INPUT for lines no order can have */
export async function holdFor({ viewer, db, reserveStock, reserveHere }: Context, input: ReserveStockInput) {
  const region = regionIn(requireService(viewer).name);
  const { orderId, latitude, longitude } = input;
  if (!isId(orderId)) throw new Fault('BAD_USER_INPUT', 'An order has an id.');
  if (input.lines.length === 0 || input.lines.length > MAX_LINES)
    throw new Fault('BAD_USER_INPUT', `An order has 1 to ${MAX_LINES} lines.`);
  const lines = mergeLines(
    input.lines.map(({ variantId, quantity }) => ({ variantId: variantId.toLowerCase(), quantity })),
  );
  if (lines.some(({ quantity }) => quantity < 1 || quantity > MAX_QUANTITY))
    throw new Fault('BAD_USER_INPUT', `A line is of 1 to ${MAX_QUANTITY}.`);
  const unknown = lines.filter(({ variantId }) => !isId(variantId));
  if (unknown.length > 0) return outOfStock(unknown);
  // For another region's order only what is here counts: it asks the others itself.
  if (region) await noteLent(db, [{ orderId: orderId.toLowerCase(), region }]);
  const answer = await (region ? reserveHere : reserveStock)({
    kind: 'HOLD',
    orderId: orderId.toLowerCase(),
    lines,
    ...(typeof latitude === 'number' && typeof longitude === 'number' ? { destination: { latitude, longitude } } : {}),
  });
  if (answer.outcome === 'HELD') return { __typename: 'StockHeld' as const, expiresAt: answer.expiresAt };
  if (answer.outcome !== 'REFUSED') throw new Error(`a hold was answered ${answer.outcome}`);
  return { __typename: 'HoldRefused' as const, reason: answer.reason, lines: [...answer.shortages] };
}

const outOfStock = (lines: readonly { variantId: string; quantity: number }[]) => ({
  __typename: 'HoldRefused' as const,
  reason: 'OUT_OF_STOCK' as const,
  lines: lines.map(({ variantId, quantity }) => ({ variantId, requested: quantity, available: 0 })),
});

/** Gives up an order's hold; false when there is none to give up. */
export async function releaseFor({ viewer, reserveStock }: Context, orderId: string): Promise<boolean> {
  requireService(viewer);
  if (!isId(orderId)) return false;
  const answer = await reserveStock({ kind: 'RELEASE', orderId: orderId.toLowerCase() });
  return answer.outcome === 'RELEASED';
}
