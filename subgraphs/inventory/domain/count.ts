import type { Shortage } from './allocation.ts';
import { adjust, type Level } from './goods.ts';

/** What was counted of a variant, and what was thought to lie there when it was. */
export interface CountLine {
  readonly variantId: string;
  readonly counted: number;
  readonly expected: number;
}

/** How old a count may be, in ms: older ones tell too little of what lies there now. And how far a warehouse's clock may be ahead. */
const AGE_MS = { most: 24 * 60 * 60_000, ahead: 5 * 60_000 };

/** Whether something counted at that time can be compared with the books. */
export function isRecent(countedAt: Date, now: Date): boolean {
  const age = now.getTime() - countedAt.getTime();
  return age >= -AGE_MS.ahead && age <= AGE_MS.most;
}

/**
 * Compares a count with the books.
 * @param counted one per variant
 * @param expected what was on hand when it was counted
 * @param complete whether what was not counted is not there
 */
export function compare(
  counted: readonly { variantId: string; quantity: number }[],
  expected: ReadonlyMap<string, number>,
  complete: boolean,
): CountLine[] {
  const lines = counted.map(({ variantId, quantity }) => ({
    variantId,
    counted: quantity,
    expected: expected.get(variantId) ?? 0,
  }));
  if (!complete) return lines;
  const named = new Set(counted.map(({ variantId }) => variantId));
  const absent = [...expected].filter(([variantId, quantity]) => quantity !== 0 && !named.has(variantId));
  return [...lines, ...absent.map(([variantId, quantity]) => ({ variantId, counted: 0, expected: quantity }))];
}

export type Reconciliation =
  | { readonly kind: 'APPLIED'; readonly changes: readonly { variantId: string; onHand: number }[] }
  /** These would leave less than is promised. */
  | { readonly kind: 'SHORT'; readonly lines: readonly Shortage[] }
  | { readonly kind: 'TOO_MANY' };

/** Decides what a count changes: by its differences, since stock has moved on meanwhile; all of them or none. */
export function reconcile(lines: readonly CountLine[], levelOf: (variantId: string) => Level): Reconciliation {
  const differences = lines
    .map(({ variantId, counted, expected }) => ({ variantId, onHand: counted - expected }))
    .filter(({ onHand }) => onHand !== 0);
  const blocked: Shortage[] = [];
  for (const { variantId, onHand } of differences) {
    const level = levelOf(variantId);
    const decision = adjust(level, onHand);
    if (decision.kind === 'TOO_MANY') return { kind: 'TOO_MANY' };
    if (decision.kind === 'BELOW_RESERVED')
      blocked.push({ variantId, requested: -onHand, available: level.onHand - level.reserved });
  }
  return blocked.length > 0 ? { kind: 'SHORT', lines: blocked } : { kind: 'APPLIED', changes: differences };
}
