import { Counter, Gauge, Histogram } from 'prom-client';
import { metrics } from '#kernel/telemetry/metrics.ts';

const requests = new Counter({
  name: 'router_requests_total',
  help: 'Operations answered over HTTP, by name, kind and outcome (ok, shared, REFUSED, or the code of the first error)',
  labelNames: ['operation', 'kind', 'outcome'],
  registers: [metrics],
});

const seconds = new Histogram({
  name: 'router_request_seconds',
  help: 'From the whole request to the whole answer',
  labelNames: ['kind'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
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
  help: 'Answers handed to subscribers, by field and outcome (sent, replaced by a newer one)',
  labelNames: ['field', 'outcome'],
  registers: [metrics],
});

export const executions = new Counter({
  name: 'router_subscription_executions_total',
  help: 'Operations executed for events, by field; each may serve many subscribers',
  labelNames: ['field'],
  registers: [metrics],
});

/** Operation names are the client's to choose, so only so many of them become label values. */
const MAX_NAMES = 200;
const names = new Set<string>();

/** A bounded metric label for an operation's name. */
export function operationLabel(name: string): string {
  if (names.has(name)) return name;
  if (names.size >= MAX_NAMES || name.length > 80) return 'other';
  names.add(name);
  return name;
}

/** Counts one answered request. */
export function observeRequest(operation: string, kind: string, outcome: string, elapsedMs: number): void {
  requests.inc({ operation: operationLabel(operation), kind, outcome });
  seconds.observe({ kind }, elapsedMs / 1000);
}
