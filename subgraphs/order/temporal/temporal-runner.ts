import { fileURLToPath } from 'node:url';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import type { Step } from '../commands/advance-orders.ts';
import type { ProcessRunner } from '../commands/process-runner.ts';
import { crashPoint } from '../crash-points.ts';
import { activitiesOf } from './activities.ts';
import { type Arrival, arrived, orderProcess } from './order-workflow.ts';
import { Client, Connection } from './sdk/client.ts';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from './sdk/worker.ts';

export interface TemporalOptions {
  /** Where Temporal answers, `host:port`. */
  readonly address: string;
  readonly namespace: string;
  /** Names the workers' queue, and with it this installation's workflows. */
  readonly taskQueue: string;
}

const sdkModules = fileURLToPath(new URL('./sdk/node_modules', import.meta.url));
const workflowsPath = fileURLToPath(new URL('./order-workflow.ts', import.meta.url));

/**
 * The workflows' code in one piece.
 * @param rules another module in place of the order process, to try whether histories outlive a change of it
 */
export const workflowBundle = (rules?: string): Promise<{ code: string }> =>
  bundleWorkflowCode({
    workflowsPath,
    logger: new DefaultLogger('WARN'),
    // The SDK lies in a folder of its own, below which the workflow does not.
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        modules: [sdkModules, 'node_modules'],
        alias: { ...config.resolve?.alias, ...(rules && { '../domain/order-process.ts': rules }) },
      },
    }),
  });

/** The id of an order's workflow. */
export const workflowIdOf = ({ taskQueue }: TemporalOptions, orderId: string): string => `${taskQueue}-${orderId}`;

/**
 * The order process on Temporal: a workflow per order, what arrives as signals, saving as an activity, deadlines as timers.
 * A signal also starts the workflow, so no start is lost and an order that was placed by the other runner is taken on.
 */
export async function temporalRunner(
  runtime: Pick<SubgraphRuntime, 'db' | 'outbox' | 'log'>,
  options: TemporalOptions,
): Promise<ProcessRunner> {
  const { address, namespace, taskQueue } = options;
  quietOnce();
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const client = new Client({ connection, namespace });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    activities: activitiesOf(runtime) as never,
    shutdownGraceTime: '5 seconds',
  });
  const running = worker.run().catch((error) => runtime.log.error({ err: error }, 'the Temporal worker has ended'));
  const tell = (orderId: string, arrivals: Arrival[]) =>
    client.workflow.signalWithStart(orderProcess, {
      ...{ workflowId: workflowIdOf(options, orderId), taskQueue, args: [orderId] },
      ...{ signal: arrived, signalArgs: [arrivals] },
    });
  return {
    // One signal per order and batch, so that what is one after the other stays so.
    send: async (steps: readonly Step[]) => {
      const byOrder = Map.groupBy(steps, ({ orderId }) => orderId);
      await Promise.all(
        [...byOrder].map(([orderId, those]) =>
          tell(
            orderId,
            those.map(({ event, cause }) => ({ event, cause })),
          ),
        ),
      );
      crashPoint('order.signalled-not-resolved');
    },
    look: async (orderIds) => {
      await Promise.all([...new Set(orderIds)].map((orderId) => tell(orderId, [{ event: null }])));
    },
    jobs: [],
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running;
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

let quieted = false;
function quietOnce(): void {
  if (!quieted) Runtime.install({ logger: new DefaultLogger('WARN') });
  quieted = true;
}
