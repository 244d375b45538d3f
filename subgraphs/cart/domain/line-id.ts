import { isId } from '#kernel/ids.ts';

const bytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const uuid = (part: Buffer): string =>
  part.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A line's id: its cart's and its variant's together, so that it needs no place of its own. Opaque to clients. */
export const lineIdOf = ({ cartId, variantId }: { cartId: string; variantId: string }): string =>
  Buffer.concat([bytes(cartId), bytes(variantId)]).toString('base64url');

/** @returns undefined for what cannot be a line's id */
export function parseLineId(id: string): { cartId: string; variantId: string } | undefined {
  const both = Buffer.from(id, 'base64url');
  if (both.length !== 32 || both.toString('base64url') !== id) return undefined;
  const [cartId, variantId] = [uuid(both.subarray(0, 16)), uuid(both.subarray(16))];
  return isId(cartId) && isId(variantId) ? { cartId, variantId } : undefined;
}
