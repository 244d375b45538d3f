import type { Logger } from '#kernel/log.ts';
import type { Job } from '#kernel/subgraph/define.ts';

/** Runs a job again and again, `everyMs` after it last ended; a failure is logged and the next turn tries again. */
export function startJob(job: Job, log: Logger): { stop(): Promise<void> } {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      await job.run();
    } catch (error) {
      log.warn({ err: error, job: job.name }, 'a job failed and will run again');
    }
    if (!stopping) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = turn();
    }, job.everyMs);
  };
  schedule();
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await running;
    },
  };
}
