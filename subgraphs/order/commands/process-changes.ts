import type { Decision, ProcessEvent, ProcessState } from '../domain/order-process.ts';
import type { HistoryEntry } from '../store/orders.ts';
import type { ProcessChange, ProcessedOrder } from '../store/processes.ts';
import { announcement, type Cause } from './announcements.ts';

/** What becomes of one order, step by step, until it is saved. */
export interface OpenChange extends ProcessChange {
  state: ProcessState | undefined;
  history: HistoryEntry[];
  events: ProcessChange['events'][number][];
}

export const openChange = (order: ProcessedOrder): OpenChange => ({ order, state: undefined, history: [], events: [] });

/** When a step is decided, and how often somebody else was faster with its order. */
interface When {
  readonly now: Date;
  readonly overtaken: number;
}

interface RecordedStep {
  readonly event: ProcessEvent;
  readonly cause?: Cause;
  readonly failed?: { readonly times: number; readonly error: string };
}

/** Adds what was decided on a step: the state after it, its line of history, and what is announced. */
export function record(change: OpenChange, step: RecordedStep, decision: Decision, when: When): void {
  const { order } = change;
  change.history.push(entryOf(order.id, step, change.state ?? order.state, decision, when));
  if (decision.kind === 'ignored') return;
  change.state = decision.state;
  if (decision.announce)
    change.events.push(announcement(decision.announce, order, decision.state, when.now, step.cause));
}

/** The order as it is once its change is saved. */
export function afterChange({ order, state = order.state }: ProcessChange): ProcessedOrder {
  const waits = state.status === 'PENDING_PAYMENT';
  return {
    ...order,
    version: order.version + 1,
    state,
    lines: waits ? order.lines : null,
    address: waits ? order.address : null,
  };
}

function entryOf(
  orderId: string,
  { event, failed }: RecordedStep,
  before: ProcessState,
  decision: Decision,
  { now, overtaken }: When,
): HistoryEntry {
  const noted = {
    orderId,
    at: now,
    event: event.type,
    attempts: 1 + overtaken + (failed?.times ?? 0),
    error: failed?.error ?? (overtaken > 0 ? 'CHANGED_MEANWHILE' : null),
  };
  if (decision.kind === 'ignored')
    return { ...noted, decision: `IGNORED:${decision.because}`, status: null, reason: null };
  const { state, announce } = decision;
  const status = state.status === before.status ? null : state.status;
  const reason = state.cancelReason === before.cancelReason ? null : state.cancelReason;
  return { ...noted, decision: announce ?? 'NOTED', status, reason };
}
