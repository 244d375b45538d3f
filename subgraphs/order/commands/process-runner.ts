import { LRUCache } from 'lru-cache';
import type { Job, SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { crashPoint } from '../crash-points.ts';
import { advanceOrders, type KnownOrders, type Step } from './advance-orders.ts';
import { deadlineJob } from './sweep.ts';

/**
 * Who runs the order process. Both runners decide by the same pure function and keep state, history and events in the
 * order's row and beside it; they differ in who remembers what is to be done next: the tables, or Temporal.
 */
export interface ProcessRunner {
  /** Brings steps to their orders; once it resolves they will take effect, whatever dies. */
  send(steps: readonly Step[]): Promise<void>;
  /** Tells of orders that something else has placed or changed, where the runner keeps them in mind. */
  readonly look: ((orderIds: readonly string[]) => Promise<void>) | undefined;
  /** What it does by the clock. */
  readonly jobs: readonly Job[];
  stop(): Promise<void>;
}

/** Rows and sweeps: a batch of any size is two statements. */
export function embeddedRunner(
  runtime: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>,
  known: KnownOrders,
  sweepMs: number,
): ProcessRunner {
  const { db, outbox, clock } = runtime;
  // Messages that could not be saved, by their id: when they can, their history says so.
  const failures = new LRUCache<string, NonNullable<Step['failed']>>({ max: 1_000 });
  const withFailure = (step: Step): Step => ({ ...step, failed: failures.get(step.cause?.id ?? '') });
  return {
    send: async (steps) => {
      const tried = failures.size > 0 ? steps.map(withFailure) : steps;
      try {
        const { told } = await advanceOrders(db, tried, clock(), known);
        crashPoint('order.advanced-not-announced');
        if (told) await outbox.announce(db);
      } catch (error) {
        for (const { cause, failed } of tried)
          if (cause?.id) failures.set(cause.id, { times: (failed?.times ?? 0) + 1, error: nameOf(error) });
        throw error;
      }
    },
    look: undefined,
    jobs: [deadlineJob(runtime, sweepMs)],
    stop: async () => {},
  };
}

/** What kind of failure it was: a message may hold what is nobody's business. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? String((error as NodeJS.ErrnoException).code ?? error.name) : 'UNKNOWN';
