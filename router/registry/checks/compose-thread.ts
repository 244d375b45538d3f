import { parentPort, workerData } from 'node:worker_threads';
import { composeAndCompare } from '#router/registry/checks/compose-and-compare.ts';

// The other end of compose-apart.ts.
parentPort?.postMessage(await composeAndCompare(workerData.parts, workerData.running, workerData.documents));
