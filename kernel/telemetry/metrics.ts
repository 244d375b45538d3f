import { collectDefaultMetrics, Registry } from 'prom-client';

/** One registry per process; every piece of the kernel and every subgraph registers its metrics here. */
export const metrics = new Registry();

collectDefaultMetrics({ register: metrics });
