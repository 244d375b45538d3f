import type { Tx } from '#kernel/db/database.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { crashPoint } from '../crash-points.ts';
import {
  decideReturn,
  outcomeOf,
  type ReturnAnnouncement,
  type ReturnDecision,
  type ReturnEvent,
} from '../domain/return-process.ts';
import { refundRequested, returnApproved, returnClosed, returnRefused } from '../events.ts';
import type { HistoryEntry } from '../store/orders.ts';
import { lockReturns, noteHistory, type ProcessedReturn, saveReturns } from '../store/returns.ts';
import type { Cause } from './announcements.ts';

/** Something that reached a return. */
export interface ReturnStep {
  readonly returnId: string;
  readonly event: ReturnEvent;
  readonly cause?: Cause;
}

/** What became of a step; undefined when there is no such return. */
export type ReturnOutcome = { readonly return: ProcessedReturn; readonly decision: ReturnDecision } | undefined;

/**
 * The runner of the return process: locks the returns a batch is about, decides each step in order, and saves states,
 * history and events in the caller's transaction. Returns are rare beside orders, so they are locked and not versioned.
 */
export async function advanceReturns(
  tx: Tx,
  outbox: Outbox,
  steps: readonly ReturnStep[],
  now: Date,
): Promise<ReturnOutcome[]> {
  const loaded = await lockReturns(tx, [...new Set(steps.map(({ returnId }) => returnId))]);
  const returns = new Map(loaded.map((one) => [one.id, one]));
  const changed = new Set<string>();
  const history: HistoryEntry[] = [];
  const events: OutgoingEvent[] = [];
  const outcomes = steps.map(({ returnId, event, cause }): ReturnOutcome => {
    const before = returns.get(returnId);
    if (!before) return undefined;
    const decision = decideReturn(before, event, { now, paidBack: before.order.money === 'RETURNED' });
    const noted = { orderId: returnId, at: now, event: event.type, attempts: 1, error: null, reason: reasonOf(event) };
    if (decision.kind === 'ignored') {
      history.push({ ...noted, decision: `IGNORED:${decision.because}`, status: null });
      return { return: before, decision };
    }
    const { state, announce } = decision;
    const after: ProcessedReturn = { ...before, ...state };
    returns.set(returnId, after);
    changed.add(returnId);
    history.push({
      ...noted,
      decision: announce ?? 'NOTED',
      status: state.status === before.status ? null : state.status,
    });
    if (announce) events.push(announcement(announce, after, now, cause));
    return { return: after, decision };
  });
  if (changed.size > 0)
    await saveReturns(
      tx,
      [...changed].map((id) => returns.get(id)!),
    );
  if (history.length > 0) await noteHistory(tx, history);
  await outbox.append(tx, events);
  crashPoint('order.returns-advanced-not-committed');
  return outcomes;
}

const reasonOf = (event: ReturnEvent): string | null => (event.type === 'RefundRefused' ? event.reason : null);

/** The event of an announcement of the return process, of the return as it is after the decision. */
function announcement(
  what: ReturnAnnouncement,
  { order, ...state }: ProcessedReturn,
  at: Date,
  cause: Cause = { correlationId: state.orderId },
): OutgoingEvent {
  const { id: returnId, orderId, userId } = state;
  const common = { orderId, userId, status: order.status, at: at.toISOString() };
  switch (what) {
    case 'ReturnApproved': {
      const lines = state.lines.map(({ orderLineId, variantId, sku, quantity }) => ({
        orderLineId,
        variantId,
        sku,
        quantity,
      }));
      return toOutgoing(returnApproved, { ...common, returnId, lines, address: order.address }, cause);
    }
    case 'ReturnRefused':
      return toOutgoing(returnRefused, { ...common, returnId, explanation: state.explanation! }, cause);
    case 'RefundRequested': {
      const amount = { minor: state.refundMinor!, currency: state.currency };
      const reason = `RETURN:${state.reason}`;
      return toOutgoing(refundRequested, { ...common, refundRequestId: returnId, amount, reason }, cause);
    }
    case 'ReturnClosed':
      return toOutgoing(returnClosed, { ...common, returnId, outcome: outcomeOf(state) }, cause);
  }
}
