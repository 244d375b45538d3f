import type { ProcessEvent, ProcessState } from '../domain/order-process.ts';
import type { ProcessedOrder } from '../store/processes.ts';

// Temporal carries values as JSON, which has no dates.
const date = (value: Date | string): Date => new Date(value);

/** A state as it was before it travelled. */
export const stateOf = (state: ProcessState): ProcessState => ({
  ...state,
  holdExpiresAt: date(state.holdExpiresAt),
  deadline: state.deadline && date(state.deadline),
  deliveredAt: state.deliveredAt && date(state.deliveredAt),
});

/** An order as it was before it travelled. */
export const orderOf = (order: ProcessedOrder | null): ProcessedOrder | null =>
  order && { ...order, state: stateOf(order.state) };

/** An event as it was before it travelled. */
export const eventOf = (event: ProcessEvent): ProcessEvent =>
  event.type === 'StockReserved' ? { ...event, expiresAt: date(event.expiresAt) } : event;
