import { type Decision, decide, type ProcessEvent, type ProcessState } from '../domain/order-process.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { ProcessedOrder } from '../store/processes.ts';
import { eventOf, orderOf } from './payload.ts';
import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from './sdk/workflow.ts';

/** Something that reached an order; without an event it has been changed by somebody else, and is looked at. */
export interface Arrival {
  readonly event: ProcessEvent | null;
  readonly cause?: {
    readonly id?: string;
    readonly correlationId?: string;
    readonly actor?: string;
    readonly origin?: string;
  };
}

/** What was decided on an arrival. */
export interface Decided extends Arrival {
  readonly event: ProcessEvent;
  readonly decision: Decision;
  readonly at: Date;
}

/** What the workflow has done for it; each is safe to repeat. */
export interface Activities {
  load(orderId: string): Promise<ProcessedOrder | null>;
  /** Saves what was decided, with history and announcements; null when somebody else changed the order first. */
  save(order: ProcessedOrder, decided: readonly Decided[]): Promise<ProcessedOrder | null>;
}

/** An activity is tried until it succeeds: what it needs is the database, and that comes back. */
const { load, save } = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

export const arrived = defineSignal<[Arrival[]]>('arrived');

/** Where nothing more is expected of an order. */
const AT_REST: readonly OrderStatus[] = ['DELIVERED', 'CANCELLED', 'REFUNDED', 'RETURNED'];

/**
 * The order process of one order. Its way through this code depends only on signals, timers and what activities answered,
 * never on what `decide` says: so an order that is under way is replayed without a fault by a later version of the rules,
 * and goes on by them. It ends when nothing more is expected; what comes later begins another run from the order's row.
 */
export async function orderProcess(orderId: string, carried: Arrival[] = []): Promise<void> {
  const waiting: Arrival[] = [...carried];
  setHandler(arrived, (arrivals) => {
    waiting.push(...arrivals);
  });
  let order = orderOf(await load(orderId));
  while (order) {
    if (waiting.length === 0) {
      const { deadline, status } = order.state;
      if (deadline) {
        const inTime = await condition(() => waiting.length > 0, Math.max(1, deadline.getTime() - Date.now()));
        if (!inTime) waiting.push({ event: { type: 'DeadlinePassed' } });
      } else if (AT_REST.includes(status)) return;
      else await condition(() => waiting.length > 0);
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof orderProcess>(orderId, waiting);
    const taken = waiting.splice(0);
    const decided = decideAll(order.state, taken);
    const saved = decided.length > 0 ? orderOf(await save(order, decided)) : null;
    if (saved) order = saved;
    else {
      order = orderOf(await load(orderId));
      waiting.unshift(...taken.filter(({ event }) => event !== null));
    }
  }
}

function decideAll(state: ProcessState, arrivals: readonly Arrival[]): Decided[] {
  return arrivals.flatMap(({ event, cause }) => {
    if (!event) return [];
    const at = new Date();
    const decision = decide(state, eventOf(event), at);
    if (decision.kind === 'moved') state = decision.state;
    return [{ event, cause, decision, at }];
  });
}
