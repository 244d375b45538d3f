import { Counter, Gauge } from 'prom-client';
import { serverMetrics } from '../http/server-metrics.ts';
import type { WebhookSender } from '../http/webhook-sender.ts';
import type { PaymentStatus } from './payment.ts';
import type { PaymentBook } from './payment-book.ts';

export type BankMetrics = {
  reached(status: PaymentStatus): void;
  text(): Promise<string>;
  readonly contentType: string;
};

export function bankMetrics(book: PaymentBook, sender: WebhookSender): BankMetrics {
  const registry = serverMetrics('bank', sender);
  const reached: Record<PaymentStatus, number> = {
    requires_action: 0,
    authorized: 0,
    declined: 0,
    captured: 0,
    voided: 0,
    expired: 0,
  };
  new Counter({
    name: 'bank_payments_total',
    help: 'Payments that reached a status',
    labelNames: ['status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [status, count] of Object.entries(reached)) this.inc({ status }, count);
    },
  });
  new Gauge({
    name: 'bank_payments_remembered',
    help: 'Payments in memory',
    registers: [registry],
    collect() {
      this.set(book.size);
    },
  });
  return {
    reached: (status) => {
      reached[status]++;
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
