/** Most units of one receipt. */
export const MAX_RECEIPT = 1_000_000;

/** Most units of a variant in one warehouse, as the table's check has it. */
export const MAX_ON_HAND = 1_000_000_000;

/** Why goods come and go otherwise than for a sale. */
export const GOODS_MOVEMENT_KINDS = [
  'RECEIVED',
  'ADJUSTED',
  'TRANSFERRED_OUT',
  'TRANSFERRED_IN',
  'COUNTED',
  'RETURNED',
  'WRITTEN_OFF',
] as const;

export type GoodsMovementKind = (typeof GOODS_MOVEMENT_KINDS)[number];

export interface Level {
  readonly onHand: number;
  readonly reserved: number;
}

export type AdjustDecision =
  | { readonly kind: 'ADJUSTED'; readonly onHand: number }
  | { readonly kind: 'BELOW_RESERVED'; readonly level: Level }
  | { readonly kind: 'TOO_MANY' };

/** Decides a correction: what is promised to orders cannot be counted away. */
export function adjust(level: Level, change: number): AdjustDecision {
  const onHand = level.onHand + change;
  if (onHand < level.reserved) return { kind: 'BELOW_RESERVED', level };
  if (onHand > MAX_ON_HAND) return { kind: 'TOO_MANY' };
  return { kind: 'ADJUSTED', onHand };
}
