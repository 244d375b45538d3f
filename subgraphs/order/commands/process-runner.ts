import type { Job, SubgraphRuntime } from '#kernel/subgraph/define.ts';
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
export const embeddedRunner = (
  runtime: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>,
  known: KnownOrders,
  sweepMs: number,
): ProcessRunner => ({
  send: async (steps) => {
    const { told } = await advanceOrders(runtime.db, steps, runtime.clock(), known);
    if (told) await runtime.outbox.announce(runtime.db);
  },
  look: undefined,
  jobs: [deadlineJob(runtime, sweepMs)],
  stop: async () => {},
});
