import type { Line, Shortage } from './allocation.ts';
import type { Level } from './goods.ts';

/** EXPECTED from a supplier or DISPATCHED by a warehouse; then received in parts or whole; CLOSED when the rest never comes. */
export const INBOUND_STATUSES = ['EXPECTED', 'DISPATCHED', 'PARTLY_RECEIVED', 'RECEIVED', 'CLOSED'] as const;
export type InboundStatus = (typeof INBOUND_STATUSES)[number];

export interface InboundLine {
  readonly variantId: string;
  readonly expected: number;
  readonly received: number;
  /** Given up: it will not come. */
  readonly missing: number;
}

export interface Inbound {
  readonly status: InboundStatus;
  readonly lines: readonly InboundLine[];
}

/** A line of which more is said to have come than is still expected. */
export interface Surplus {
  readonly variantId: string;
  readonly arrived: number;
  readonly expected: number;
}

export type Arrival =
  | { readonly kind: 'ARRIVED'; readonly next: Inbound; readonly arrived: readonly Line[] }
  | { readonly kind: 'ENDED'; readonly status: InboundStatus }
  | { readonly kind: 'SURPLUS'; readonly lines: readonly Surplus[] };

/** What of a line is still under way. */
export const underWay = ({ expected, received, missing }: InboundLine): number => expected - received - missing;

/**
 * Decides what came of goods under way.
 * @param arrived one line per variant; undefined is all that is still expected
 * @param close gives up what is missing now
 */
export function arrive(inbound: Inbound, arrived: readonly Line[] | undefined, close: boolean): Arrival {
  const { status, lines } = inbound;
  if (status === 'RECEIVED' || status === 'CLOSED') return { kind: 'ENDED', status };
  const came = arrived ?? lines.map((line) => ({ variantId: line.variantId, quantity: underWay(line) }));
  const quantities = new Map(came.map(({ variantId, quantity }) => [variantId, quantity]));
  const expected = new Map(lines.map((line) => [line.variantId, underWay(line)]));
  const surplus = came
    .map(({ variantId, quantity }) => ({ variantId, arrived: quantity, expected: expected.get(variantId) ?? 0 }))
    .filter((line) => line.arrived > line.expected);
  if (surplus.length > 0) return { kind: 'SURPLUS', lines: surplus };
  const next = lines.map((line) => {
    const received = line.received + (quantities.get(line.variantId) ?? 0);
    return { ...line, received, missing: close ? line.expected - received : line.missing };
  });
  return {
    kind: 'ARRIVED',
    next: { status: statusOf(status, next), lines: next },
    arrived: came.filter(({ quantity }) => quantity > 0),
  };
}

function statusOf(before: InboundStatus, lines: readonly InboundLine[]): InboundStatus {
  if (lines.some((line) => underWay(line) > 0))
    return lines.some(({ received }) => received > 0) ? 'PARTLY_RECEIVED' : before;
  return lines.some(({ missing }) => missing > 0) ? 'CLOSED' : 'RECEIVED';
}

/** The lines of a transfer of which too few can leave: what is promised to orders stays. */
export const shortOf = (lines: readonly Line[], levelOf: (variantId: string) => Level): Shortage[] =>
  lines
    .map(({ variantId, quantity }) => {
      const { onHand, reserved } = levelOf(variantId);
      return { variantId, requested: quantity, available: onHand - reserved };
    })
    .filter(({ requested, available }) => requested > available);
