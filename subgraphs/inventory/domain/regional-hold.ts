import type { SoldAllocation } from './reservation.ts';

/**
 * What is known here of an order's goods in another region: ASKED for with no answer yet; RELEASED by checkout; else what
 * the region said of its reservation.
 */
export type RegionalStatus = 'ASKED' | 'HELD' | 'SOLD' | 'REFUSED' | 'RELEASED' | 'CANCELLED' | 'RETURNED';

export interface RegionalHold {
  readonly orderId: string;
  readonly region: string;
  readonly status: RegionalStatus;
  readonly expiresAt: Date | null;
  readonly allocations: readonly SoldAllocation[];
}

/** What a region says of an order that it was told something of. */
export interface RegionalAnswer {
  readonly outcome: 'HELD' | 'SOLD' | 'REFUSED' | 'CANCELLED' | 'EXPIRED' | 'RETURNED';
  readonly expiresAt: Date | null;
  readonly allocations: readonly SoldAllocation[];
}

/** The order still waits for goods: it is neither sold to nor over. */
const waits = (status: RegionalStatus): boolean => ['ASKED', 'HELD', 'REFUSED'].includes(status);

/**
 * The hold after an answer; undefined when the answer changes nothing: what was held or refused for an order that waits
 * no longer, two messages having crossed on their way. What was sold is always heard of, since it must come back.
 */
export function afterAnswer(hold: RegionalHold, answer: RegionalAnswer): RegionalHold | undefined {
  switch (answer.outcome) {
    case 'SOLD':
      return { ...hold, status: 'SOLD', allocations: answer.allocations };
    case 'HELD':
      return waits(hold.status) ? { ...hold, status: 'HELD', expiresAt: answer.expiresAt } : undefined;
    case 'REFUSED':
      return waits(hold.status) ? { ...hold, status: 'REFUSED' } : undefined;
    case 'CANCELLED':
    case 'RETURNED':
      return { ...hold, status: answer.outcome };
    case 'EXPIRED':
      // Whoever reads the hold sees by its time that it has run out.
      return undefined;
  }
}

/** Whether what befalls an order concerns the other region: its goods are there, or were. */
export const isElsewhere = ({ status }: RegionalHold): boolean => status !== 'ASKED' && status !== 'RELEASED';
