import { idFromBytes, idToBytes } from '#kernel/ids.ts';

/** A line's id: its cart's and its variant's together, so that it needs no place of its own. Opaque to clients. */
export const lineIdOf = ({ cartId, variantId }: { cartId: string; variantId: string }): string =>
  Buffer.concat([idToBytes(cartId), idToBytes(variantId)]).toString('base64url');

/** @returns undefined for what cannot be a line's id */
export function parseLineId(id: string): { cartId: string; variantId: string } | undefined {
  const both = Buffer.from(id, 'base64url');
  if (both.length !== 32 || both.toString('base64url') !== id) return undefined;
  const cartId = idFromBytes(both.subarray(0, 16));
  const variantId = idFromBytes(both.subarray(16));
  return cartId && variantId ? { cartId, variantId } : undefined;
}
