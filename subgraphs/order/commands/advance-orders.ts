import type { Tx } from '#kernel/db/database.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { holdRequested, orderCancelled, orderPaid, orderStatusChanged } from '#schema/events.ts';
import {
  type Announcement,
  type Decision,
  decide,
  type ProcessEvent,
  type ProcessState,
} from '../domain/order-process.ts';
import { type HistoryEntry, lockOrders, type ProcessedOrder, saveProcesses } from '../store/orders.ts';

/** Something that reached an order. */
export interface Step {
  readonly orderId: string;
  readonly event: ProcessEvent;
  /** The message that brought it, so that what it leads to can be traced. */
  readonly cause?: { readonly id: string; readonly correlationId: string };
}

/** What became of a step; undefined when there is no such order. */
export type StepOutcome = { readonly order: ProcessedOrder; readonly decision: Decision } | undefined;

/**
 * The embedded runner of the order process: loads and locks the orders a batch is about, decides each step in order on
 * the states as they change, and saves states, history and announcements, each by one statement.
 */
export async function advanceOrders(tx: Tx, outbox: Outbox, steps: readonly Step[], now: Date): Promise<StepOutcome[]> {
  const orders = await lockOrders(tx, [...new Set(steps.map(({ orderId }) => orderId))]);
  const changed = new Map<string, ProcessState>();
  const history: HistoryEntry[] = [];
  const announcements: OutgoingEvent[] = [];
  const outcomes = steps.map(({ orderId, event, cause }): StepOutcome => {
    const order = orders.get(orderId);
    if (!order) return undefined;
    const before = changed.get(orderId) ?? order.state;
    const decision = decide(before, event, now);
    history.push(entryOf(orderId, event, before, decision, now));
    if (decision.kind === 'moved') {
      changed.set(orderId, decision.state);
      if (decision.announce) announcements.push(announce(decision.announce, order, decision.state, now, cause));
    }
    return { order, decision };
  });
  if (history.length > 0) await saveProcesses(tx, changed, history);
  await outbox.append(tx, announcements);
  return outcomes;
}

function entryOf(
  orderId: string,
  event: ProcessEvent,
  before: ProcessState,
  decision: Decision,
  at: Date,
): HistoryEntry {
  const noted = { orderId, at, event: event.type };
  if (decision.kind === 'ignored')
    return { ...noted, decision: `IGNORED:${decision.because}`, status: null, reason: null };
  const { state, announce } = decision;
  const status = state.status === before.status ? null : state.status;
  const reason = state.cancelReason === before.cancelReason ? null : state.cancelReason;
  return { ...noted, decision: announce ?? 'NOTED', status, reason };
}

function announce(
  what: Announcement,
  { id, userId, number, lines, address, totalMinor, currency, deliverySlotId }: ProcessedOrder,
  { status, paymentId, cancelReason }: ProcessState,
  at: Date,
  cause: Step['cause'] = { id: '', correlationId: id },
): OutgoingEvent {
  const order = { orderId: id, userId, status, at: at.toISOString() };
  switch (what) {
    case 'HoldRequested':
      return toOutgoing(holdRequested, { ...order, lines: [...lines!] }, cause);
    case 'OrderPaid':
      return toOutgoing(
        orderPaid,
        {
          ...order,
          number,
          paymentId: paymentId!,
          lines: [...lines!],
          totalMinor,
          currency,
          deliverySlotId,
          address: address!,
        },
        cause,
      );
    case 'OrderCancelled':
      return toOutgoing(orderCancelled, { ...order, reason: cancelReason!, paymentId }, cause);
    case 'OrderStatusChanged':
      return toOutgoing(orderStatusChanged, order, cause);
  }
}
