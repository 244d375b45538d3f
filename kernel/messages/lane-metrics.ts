import { Counter, Gauge } from 'prom-client';
import { metrics } from '#kernel/telemetry/metrics.ts';

export const consumed = new Counter({
  name: 'events_consumed_total',
  help: 'Events taken effect of, seen again, tried again, or set aside as dead letters',
  labelNames: ['consumer', 'outcome'],
  registers: [metrics],
});
export const waitingKeys = new Gauge({
  name: 'events_waiting_keys',
  help: 'Aggregates whose events wait because the first of them is being tried again',
  labelNames: ['consumer'],
  registers: [metrics],
});
