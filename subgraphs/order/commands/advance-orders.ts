import { LRUCache } from 'lru-cache';
import type { Queryable } from '#kernel/db/database.ts';
import { type Decision, decide, type ProcessEvent } from '../domain/order-process.ts';
import { loadProcesses, type ProcessedOrder, saveProcesses } from '../store/processes.ts';
import type { Cause } from './announcements.ts';
import { afterChange, type OpenChange, openChange, record } from './process-changes.ts';

/** Something that reached an order. */
export interface Step {
  readonly orderId: string;
  readonly event: ProcessEvent;
  /** The message that brought it, so that what it leads to can be traced. */
  readonly cause?: Cause;
  /** Earlier tries of it that failed, and why the last of them did. */
  readonly failed?: { readonly times: number; readonly error: string };
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

/** Orders as this process left them when it changed them last. They may have been changed elsewhere since. */
export type KnownOrders = LRUCache<string, ProcessedOrder>;

/** @param max how many are kept, about a kilobyte each: those of the last seconds are what is asked for again */
export const knownOrders = (max: number): KnownOrders => new LRUCache({ max });

/**
 * The embedded runner of the order process: loads the orders a batch is about, decides each step in order on the states as
 * they change, and saves states, history and events: two statements for a batch of any size, one where the orders are
 * known. What somebody else changed meanwhile is decided again, so it needs neither lock nor transaction, and since
 * `decide` ignores what is repeated, no inbox.
 */
export async function advanceOrders(
  db: Queryable,
  steps: readonly Step[],
  now: Date,
  known?: KnownOrders,
): Promise<Advanced> {
  const outcomes: StepOutcome[] = new Array(steps.length).fill(undefined);
  let told = false;
  const overtaken = new Map<string, number>();
  let waiting = [...steps.entries()];
  for (let attempt = 1; waiting.length > 0; attempt += 1) {
    const remembered = attempt === 1 ? known : undefined;
    const orders = await ordersOf(db, new Set(waiting.map(([, { orderId }]) => orderId)), remembered);
    const batch = new Map<string, OpenChange>();
    const doubtful = new Set<string>();
    for (const [index, step] of waiting) {
      const order = orders.get(step.orderId);
      if (!order) continue;
      const change = batch.get(order.id) ?? openChange(order);
      batch.set(order.id, change);
      const decision = decide(change.state ?? order.state, step.event, now);
      record(change, step, decision, { now, overtaken: overtaken.get(order.id) ?? 0 });
      outcomes[index] = { order, decision };
      // A change is held against its version; before something is ignored on a memory, one looks.
      if (decision.kind === 'ignored' && remembered?.has(order.id)) doubtful.add(order.id);
    }
    const changes = [...batch.values()].filter(({ order }) => !doubtful.has(order.id));
    const outdated = changes.length > 0 ? await saveProcesses(db, changes) : new Set<string>();
    for (const id of outdated) overtaken.set(id, (overtaken.get(id) ?? 0) + 1);
    for (const id of doubtful) outdated.add(id);
    for (const change of changes)
      if (change.state && !outdated.has(change.order.id)) known?.set(change.order.id, afterChange(change));
    for (const id of outdated) known?.delete(id);
    told ||= changes.some(({ order, events }) => events.length > 0 && !outdated.has(order.id));
    waiting = waiting.filter(([, { orderId }]) => outdated.has(orderId));
    if (attempt === TRIES && waiting.length > 0)
      throw new Error('orders keep changing; their steps could not be saved');
  }
  return { outcomes, told };
}

async function ordersOf(
  db: Queryable,
  ids: ReadonlySet<string>,
  known: KnownOrders | undefined,
): Promise<Map<string, ProcessedOrder>> {
  const orders = new Map<string, ProcessedOrder>();
  for (const id of ids) {
    const order = known?.get(id);
    if (order) orders.set(id, order);
  }
  const unknown = [...ids].filter((id) => !orders.has(id));
  if (unknown.length > 0) for (const order of await loadProcesses(db, unknown)) orders.set(order.id, order);
  return orders;
}
