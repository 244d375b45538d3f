import { Worker } from 'node:worker_threads';
import { Fault } from '#kernel/errors.ts';
import type { Comparison, ComposeAndCompare } from '#router/registry/checks/compose-and-compare.ts';

/** No graph that people write takes longer, in ms, or more memory. */
const LONGEST_MS = 60_000;
const MOST_MB = 1_024;

/**
 * Composes in a thread of its own, bounded in time and memory: it is a second of computing at times, and this process has
 * clients to answer meanwhile.
 * @throws Fault TOO_LARGE for a graph beyond those bounds
 */
export const composeApart: ComposeAndCompare = async ({ subgraphs, contracts }, running, documents) => {
  const worker = new Worker(new URL('./compose-thread.ts', import.meta.url), {
    workerData: {
      parts: { subgraphs, contracts },
      running: running && { apiSdl: running.apiSdl, contracts: running.contracts },
      documents,
    },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Comparison>();
  const tooLarge = (): void => reject(new Fault('TOO_LARGE', 'The graph cannot be composed within a minute.'));
  const late = setTimeout(tooLarge, LONGEST_MS);
  worker.once('message', resolve);
  worker.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : reject(error),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
};
