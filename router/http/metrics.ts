import { Counter, Gauge, Histogram } from 'prom-client';
import { metrics } from '#kernel/telemetry/metrics.ts';

const requests = new Counter({
  name: 'router_requests_total',
  help: 'Operations answered over HTTP, by name, kind, client and outcome (ok, shared, cached, REFUSED, or the code of the first error)',
  labelNames: ['operation', 'kind', 'outcome', 'client'],
  registers: [metrics],
});

const seconds = new Histogram({
  name: 'router_request_seconds',
  help: 'From the whole request to the whole answer',
  labelNames: ['kind'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [metrics],
});

export const cacheReads = new Counter({
  name: 'router_cache_reads_total',
  help: 'Requests for answers that may be cached, by where they were found: process, redis, none',
  labelNames: ['found'],
  registers: [metrics],
});

export const sockets = new Gauge({
  name: 'router_sockets',
  help: 'Open client sockets, by transport',
  labelNames: ['transport'],
  registers: [metrics],
});

export const subscriptions = new Gauge({
  name: 'router_subscriptions',
  help: 'Live subscriptions, by field',
  labelNames: ['field'],
  registers: [metrics],
});

export const deliveries = new Counter({
  name: 'router_subscription_deliveries_total',
  help: 'Answers handed to subscribers, by field and outcome (sent, replaced by a newer one, closed because the client is behind)',
  labelNames: ['field', 'outcome'],
  registers: [metrics],
});

export const executions = new Counter({
  name: 'router_subscription_executions_total',
  help: 'Operations executed for events, by field; each may serve many subscribers',
  labelNames: ['field'],
  registers: [metrics],
});

/** Names of operations and of clients are the client's to choose, so only so many of each become label values. */
const MAX_NAMES = 200;

/** Bounded metric labels. */
class Labels {
  readonly #known = new Set<string>();

  of(name: string): string {
    if (this.#known.has(name)) return name;
    if (this.#known.size >= MAX_NAMES || name.length > 80) return 'other';
    this.#known.add(name);
    return name;
  }
}

const operations = new Labels();
const clients = new Labels();

/** Counts one answered request. */
export function observeRequest(
  request: { operation: string; kind: string; outcome: string; client: string },
  elapsedMs: number,
): void {
  const { operation, kind, outcome, client } = request;
  requests.inc({ operation: operations.of(operation), kind, outcome, client: clients.of(client) });
  seconds.observe({ kind }, elapsedMs / 1000);
}
