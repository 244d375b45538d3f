import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What became of requests that were sent at a steady rate, whatever the answers. */
export interface OpenLoadReport {
  /** Answered with data before the client lost patience. */
  readonly good: number;
  /** Refused as OVERLOADED. */
  readonly shed: number;
  /** Neither: too late, or failed. */
  readonly lost: number;
  /** How long the 99th of 100 good answers took, in ms. */
  readonly p99: number;
}

export interface OpenLoad {
  url: string;
  body: string;
  /** Requests sent each second. */
  perSecond: number;
  seconds: number;
  /** After how long a client gives up, in ms. */
  patienceMs: number;
}

/** Sends from a thread of its own, as clients do who do not know of each other: what is late does not delay the next. */
export async function openLoad(load: OpenLoad): Promise<OpenLoadReport> {
  const worker = new Worker(new URL('./open-load-worker.ts', import.meta.url), { workerData: load });
  const [report] = (await once(worker, 'message')) as [OpenLoadReport];
  await worker.terminate();
  return report;
}
