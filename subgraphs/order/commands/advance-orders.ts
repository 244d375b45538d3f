import type { Queryable } from '#kernel/db/database.ts';
import { type Decision, decide, type ProcessEvent, type ProcessState } from '../domain/order-process.ts';
import type { HistoryEntry } from '../store/orders.ts';
import { loadProcesses, type ProcessChange, type ProcessedOrder, saveProcesses } from '../store/processes.ts';
import { announcement, type Cause } from './announcements.ts';

/** Something that reached an order. */
export interface Step {
  readonly orderId: string;
  readonly event: ProcessEvent;
  /** The message that brought it, so that what it leads to can be traced. */
  readonly cause?: Cause;
}

/** What became of a step; undefined when there is no such order. */
export type StepOutcome = { readonly order: ProcessedOrder; readonly decision: Decision } | undefined;

export interface Advanced {
  /** At the index of its step. */
  readonly outcomes: StepOutcome[];
  /** Whether events were put into the outbox: announce them once they are committed. */
  readonly told: boolean;
}

/** Orders of one batch that keep being changed by others are decided anew this often. */
const TRIES = 20;

/**
 * The embedded runner of the order process: loads the orders a batch is about, decides each step in order on the states as
 * they change, and saves states, history and events: two statements for a batch of any size. What somebody else changed
 * meanwhile is decided again, so it needs neither lock nor transaction, and since `decide` ignores what is repeated, no
 * inbox.
 */
export async function advanceOrders(db: Queryable, steps: readonly Step[], now: Date): Promise<Advanced> {
  const outcomes: StepOutcome[] = new Array(steps.length).fill(undefined);
  let told = false;
  let waiting = [...steps.entries()];
  for (let attempt = 1; waiting.length > 0; attempt += 1) {
    const batch = new Map<string, OpenChange>();
    const orders = await loadProcesses(db, [...new Set(waiting.map(([, { orderId }]) => orderId))]);
    for (const [index, step] of waiting) {
      const order = orders.get(step.orderId);
      if (order) outcomes[index] = { order, decision: decideInto(batch, order, step, now) };
    }
    if (batch.size === 0) break;
    const outdated = await saveProcesses(db, [...batch.values()]);
    told ||= [...batch.values()].some(({ order, events }) => events.length > 0 && !outdated.has(order.id));
    waiting = waiting.filter(([, { orderId }]) => outdated.has(orderId));
    if (attempt === TRIES && waiting.length > 0)
      throw new Error('orders keep changing; their steps could not be saved');
  }
  return { outcomes, told };
}

interface OpenChange extends ProcessChange {
  state: ProcessState | undefined;
  history: HistoryEntry[];
  events: ProcessChange['events'][number][];
}

/** Decides a step on its order as the batch has changed it so far. */
function decideInto(batch: Map<string, OpenChange>, order: ProcessedOrder, step: Step, now: Date): Decision {
  let change = batch.get(order.id);
  if (!change) {
    change = { order, state: undefined, history: [], events: [] };
    batch.set(order.id, change);
  }
  const before = change.state ?? order.state;
  const decision = decide(before, step.event, now);
  change.history.push(entryOf(step, before, decision, now));
  if (decision.kind === 'moved') {
    change.state = decision.state;
    if (decision.announce) change.events.push(announcement(decision.announce, order, decision.state, now, step.cause));
  }
  return decision;
}

function entryOf({ orderId, event }: Step, before: ProcessState, decision: Decision, at: Date): HistoryEntry {
  const noted = { orderId, at, event: event.type };
  if (decision.kind === 'ignored')
    return { ...noted, decision: `IGNORED:${decision.because}`, status: null, reason: null };
  const { state, announce } = decision;
  const status = state.status === before.status ? null : state.status;
  const reason = state.cancelReason === before.cancelReason ? null : state.cancelReason;
  return { ...noted, decision: announce ?? 'NOTED', status, reason };
}
