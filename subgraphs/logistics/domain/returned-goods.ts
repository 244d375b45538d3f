/** A line of an approved return. */
export interface ReturnLine {
  readonly orderLineId: string;
  readonly variantId: string;
  readonly sku: string;
  readonly quantity: number;
}

/** What the warehouse found of a line: what can be sold again, and what cannot. */
export interface Inspected {
  readonly orderLineId: string;
  readonly restock: number;
  readonly writeOff: number;
}

/** A line as it came; a line nobody found anything of has neither. */
export type ReceivedLine = ReturnLine & Omit<Inspected, 'orderLineId'>;

export type ReceiveDecision =
  | { readonly kind: 'RECEIVED'; readonly lines: readonly ReceivedLine[] }
  | { readonly kind: 'ALREADY_RECEIVED' }
  | { readonly kind: 'NOT_IN_RETURN'; readonly orderLineId: string }
  | { readonly kind: 'MORE_THAN_APPROVED'; readonly orderLineId: string; readonly approved: number };

/** Decides what a warehouse found in a returned parcel: once, and never more than was to come back. */
export function receive(
  { status, lines }: { readonly status: string; readonly lines: readonly ReturnLine[] },
  inspected: readonly Inspected[],
): ReceiveDecision {
  if (status === 'RECEIVED') return { kind: 'ALREADY_RECEIVED' };
  const approved = new Map(lines.map(({ orderLineId, quantity }) => [orderLineId, quantity]));
  for (const { orderLineId, restock, writeOff } of inspected) {
    const most = approved.get(orderLineId);
    if (most === undefined) return { kind: 'NOT_IN_RETURN', orderLineId };
    if (restock + writeOff > most) return { kind: 'MORE_THAN_APPROVED', orderLineId, approved: most };
  }
  const found = new Map(inspected.map((line) => [line.orderLineId, line]));
  return {
    kind: 'RECEIVED',
    lines: lines.map((line) => {
      const { restock = 0, writeOff = 0 } = found.get(line.orderLineId) ?? {};
      return { ...line, restock, writeOff };
    }),
  };
}

/** What an order was sent and its buyer has. */
export interface Delivered {
  readonly warehouseId: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

/**
 * The warehouse a return goes to: the one that sent most of it.
 * @returns undefined when more is to come back than was delivered
 */
export function homeOf(lines: readonly ReturnLine[], delivered: readonly Delivered[]): string | undefined {
  const sent = (from: readonly Delivered[], variantId: string): number =>
    from
      .flatMap((shipment) => shipment.lines)
      .filter((line) => line.variantId === variantId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  if ([...wanted].some(([variantId, quantity]) => quantity > sent(delivered, variantId))) return undefined;
  const share = (shipment: Delivered): number =>
    [...wanted].reduce((sum, [variantId, quantity]) => sum + Math.min(quantity, sent([shipment], variantId)), 0);
  return delivered.toSorted((a, b) => share(b) - share(a))[0]?.warehouseId;
}
