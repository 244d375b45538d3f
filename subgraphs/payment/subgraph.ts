import { z } from 'zod';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { BankWorker } from './commands/bank-work.ts';
import { Decisions } from './commands/decisions.ts';
import { createFetchStatements } from './commands/fetch-statements.ts';
import { createImportStatement } from './commands/import-statement.ts';
import { retention } from './commands/retention.ts';
import { createStaffRequests } from './commands/staff-requests.ts';
import { createStartPayment } from './commands/start-payment.ts';
import { createOrderConsumer } from './consumers/order.ts';
import type { Context } from './context.ts';
import { PAYMENT_CRASH_POINTS } from './crash-points.ts';
import { paymentEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { createPaymentLoaders } from './loaders.ts';
import { createSandboxBank } from './providers/sandbox-bank.ts';
import { BankStatement } from './resolvers/BankStatement.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Order } from './resolvers/Order.ts';
import { Payment } from './resolvers/Payment.ts';
import { Query } from './resolvers/Query.ts';
import { Refund } from './resolvers/Refund.ts';
import { StatementDifference } from './resolvers/StatementDifference.ts';
import { paymentRoutes } from './routes.ts';
import { rememberCancelled } from './store/bank-queue.ts';
import { paymentLaws, paymentTestimonies } from './store/laws.ts';
import { closeDay } from './store/ledger.ts';

/** How often what is too old is forgotten, in ms. */
const RETENTION_MS = 10 * 60_000;

const ms = (standard: number) => z.coerce.number().int().positive().default(standard);

/** Settings, as environment variables; times are in milliseconds. */
const SETTINGS = {
  BANK_URL: z.url(),
  BANK_API_KEY: z.string(),
  BANK_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
  PAYMENT_CALLBACK_URL: z.url().describe('Where the bank reaches POST /payment/callbacks/bank'),
  PAYMENT_RETURN_URL: z.url().describe('Where the bank sends buyers after its page'),
  BANK_TIMEOUT_MS: ms(3_000).describe('How long one try of a call may take'),
  PAYMENT_LEASE_MS: ms(30_000).describe('How long one process may work on a payment alone'),
  PAYMENT_RETRY_MS: ms(1_000).describe('First pause after the bank did not answer; doubles up to a minute'),
  PAYMENT_WATCH_MS: ms(60_000).describe('How long a callback is awaited before the bank is asked'),
  PAYMENT_GIVE_UP_MS: ms(15 * 60_000).describe('How long the bank is tried to begin a payment'),
  PAYMENT_FEE_BPS: z.coerce.number().int().min(0).max(10_000).default(1_000).describe('What the house keeps of a sale'),
  PAYMENT_CAPTURE: z.enum(['automatic', 'manual']).default('automatic').describe('Who takes the money of paid orders'),
  PAYMENT_STATEMENT_LAG_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(5 * 60_000)
    .describe(
      'How long after the bank we may know of what it did: so much of a day is missed in the next day’s statement only',
    ),
  PAYMENT_STATEMENT_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60)
    .default(14)
    .describe('How many days back the bank’s statements are fetched, for days that were missed; 0 for by hand only'),
  PAYMENT_EVENT_DAYS: z.coerce
    .number()
    .int()
    .min(15)
    .default(540)
    .describe('How long the bank’s callbacks are kept: as long as a card payment can be disputed'),
  PAYMENT_BOOKS_MS: ms(15 * 60_000).describe(
    'How often a day is looked for that is over: to close and to reconcile it',
  ),
  PAYMENT_SWEEP_MS: ms(1_000).describe('How often due work is looked for'),
};

/** Takes and gives back the money of orders, by a bank behind {@link PaymentProvider}. */
export const payment = defineSubgraph({
  name: 'payment',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: paymentEvents,
  laws: paymentLaws,
  testimonies: paymentTestimonies,
  crashPoints: PAYMENT_CRASH_POINTS,
  start(runtime) {
    const { db, outbox, clock, log } = runtime;
    const settings = runtime.config(SETTINGS);
    const leaseMs = settings.PAYMENT_LEASE_MS;
    const watchMs = settings.PAYMENT_WATCH_MS;
    const provider = createSandboxBank({
      url: settings.BANK_URL,
      apiKey: settings.BANK_API_KEY,
      webhookSecret: settings.BANK_WEBHOOK_SECRET,
      callbackUrl: settings.PAYMENT_CALLBACK_URL,
      timeoutMs: settings.BANK_TIMEOUT_MS,
    });
    const decisions = new Decisions({ db, outbox, clock, leaseMs, watchMs });
    const worker = new BankWorker({
      ...{ db, provider, decisions, clock, log, leaseMs, watchMs },
      retryMs: settings.PAYMENT_RETRY_MS,
      giveUpMs: settings.PAYMENT_GIVE_UP_MS,
    });
    const importStatement = createImportStatement({
      ...{ db, outbox, provider, clock },
      lagMs: settings.PAYMENT_STATEMENT_LAG_MS,
    });
    const fetchStatements = createFetchStatements({
      ...{ db, importStatement, log },
      days: settings.PAYMENT_STATEMENT_DAYS,
    });
    const shared: Omit<Context, 'viewer'> = {
      db,
      payments: createPaymentLoaders(db),
      startPayment: createStartPayment({
        ...{ db, worker, leaseMs },
        answerMs: provider.longestCallMs,
        returnUrl: settings.PAYMENT_RETURN_URL,
        feeBps: settings.PAYMENT_FEE_BPS,
      }),
      importStatement,
      staff: createStaffRequests({ db, decisions, worker }),
    };
    return {
      resolvers: {
        ...{ BankStatement, Mutation, Order, Payment, Query, Refund, StatementDifference },
      } satisfies Resolvers,
      context: (viewer): Context => ({ ...shared, viewer }),
      consumers: [
        createOrderConsumer({
          decisions,
          captures: settings.PAYMENT_CAPTURE === 'automatic',
          rememberCancelled: (orderIds) => rememberCancelled(db, orderIds),
        }),
      ],
      jobs: [
        { name: 'bank-work', everyMs: settings.PAYMENT_SWEEP_MS, run: () => worker.sweep() },
        { name: 'payment retention', everyMs: RETENTION_MS, run: retention(db, clock, settings.PAYMENT_EVENT_DAYS) },
        {
          name: 'books',
          everyMs: settings.PAYMENT_BOOKS_MS,
          run: async () => {
            while (await closeDay(db));
            await fetchStatements();
          },
        },
      ],
      routes: (app) => paymentRoutes(app, provider, decisions),
      stop: async () => {
        await worker.stop();
        await provider.close();
      },
    };
  },
});
