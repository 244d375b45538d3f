import { Counter, Gauge, Registry } from 'prom-client';
import type { WebhookSender } from './webhook-sender.ts';

/**
 * A registry with what both sandboxes tell: CPU and memory of the process and the fate of callbacks. The figures are
 * read when somebody asks; nothing is counted twice on the way.
 *
 * @param prefix `bank` or `carrier`
 */
export function serverMetrics(prefix: string, sender: WebhookSender): Registry {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  counter('process_cpu_seconds_total', 'CPU time of this process', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge('process_resident_memory_bytes', 'Resident memory of this process', () => process.memoryUsage.rss());
  counter(`${prefix}_callbacks_sent_total`, 'Callbacks the receiver accepted', () => sender.counts.delivered);
  counter(`${prefix}_callback_attempts_failed_total`, 'Attempts that will be or would have been repeated', () => {
    return sender.counts.failedAttempts;
  });
  counter(`${prefix}_callbacks_failed_total`, 'Callbacks given up after the last attempt or dropped', () => {
    return sender.counts.givenUp + sender.counts.dropped;
  });
  gauge(`${prefix}_callbacks_pending`, 'Callbacks not yet delivered', () => sender.pending);
  return registry;
}
