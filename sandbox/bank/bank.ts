import pino from 'pino';
import { type Faults, noFaults } from '../http/faults.ts';
import { IdempotentResults, type Remembered } from '../http/idempotency.ts';
import { Journal } from '../http/journal.ts';
import { type RunningServer, startServer } from '../http/server.ts';
import { WebhookSender } from '../http/webhook-sender.ts';
import { bankMetrics } from './bank-metrics.ts';
import { type BankOptions, bankDefaults } from './bank-options.ts';
import { bankRoutes } from './bank-routes.ts';
import { CardVault, type IssuedToken } from './card-vault.ts';
import type { Payment } from './payment.ts';
import { PaymentBook } from './payment-book.ts';
import { PaymentDesk } from './payment-desk.ts';

const SWEEP_MS = 1_000;
const ISSUED_TOKENS_LIMIT = 100_000;

/**
 * Starts a sandbox bank in this process, on a free port unless one is given.
 *
 * @throws Error with a sentence for a person when the port is taken or the webhook secret is malformed.
 */
export async function startBank(options: BankOptions = {}): Promise<RunningServer> {
  const { apiKey, webhookSecret, merchant, holdMs, actionMs, hangMs, lateCallbackMs, host, keep } = {
    ...bankDefaults,
    ...options,
  };
  const log = options.log ?? pino({ level: 'silent' });
  const now = options.now ?? Date.now;
  const sender = new WebhookSender(webhookSecret, log, options.webhooks);
  const journal = options.journal ? new Journal<Payment>(options.journal) : undefined;
  const answers = options.journal ? new Journal<Remembered<Payment>>(`${options.journal}.answers`) : undefined;
  const tokens = options.journal
    ? new Journal<IssuedToken>(`${options.journal}.tokens`, ISSUED_TOKENS_LIMIT)
    : undefined;
  const book = new PaymentBook(keep, journal);
  const metrics = bankMetrics(book, sender);
  const terms = { holdMs, actionMs };
  const allEvents = options.allEvents ?? false;
  const desk = new PaymentDesk({ book, sender, metrics, terms, now, allEvents, lateCallbackMs });

  let faults = noFaults;
  const setFaults = (change: Partial<Faults>): Faults => {
    faults = { ...faults, ...change };
    sender.misbehave(faults);
    log.info({ faults }, 'faults set');
    return faults;
  };

  let publicUrl = options.publicUrl?.replace(/\/$/, '');
  const routes = bankRoutes({
    apiKey,
    merchant,
    hangMs,
    desk,
    vault: new CardVault(ISSUED_TOKENS_LIMIT, tokens),
    results: new IdempotentResults(keep, answers),
    metrics,
    payments: () => book.values(),
    publicUrl: () => publicUrl ?? '',
    now,
    faults: () => faults,
    setFaults: options.controls ? setFaults : undefined,
  });
  const server = await startServer({ host, port: options.port ?? 0, routes, log });
  publicUrl ??= server.url;
  const sweep = setInterval(() => desk.sweep(), SWEEP_MS).unref();
  return {
    url: server.url,
    stop: async () => {
      clearInterval(sweep);
      await server.stop();
      await sender.stop();
      journal?.close();
      answers?.close();
      tokens?.close();
    },
  };
}
