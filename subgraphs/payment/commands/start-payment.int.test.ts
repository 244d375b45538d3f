import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { Outbox } from '#kernel/messages/outbox.ts';
import { bankDefaults } from '#sandbox/bank/bank-options.ts';
import { createSandboxBank } from '../providers/sandbox-bank.ts';
import { roubles, type Stand, startStand } from '../testing/stand.ts';
import { BankWorker } from './bank-work.ts';
import { Decisions } from './decisions.ts';
import { createStartPayment, type StartPayment } from './start-payment.ts';

let stand: Stand;
let asked: string[] = [];
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  stand = await startStand({ PAYMENT_SWEEP_MS: '3600000' });
});
afterEach(async () => {
  await stand.setFaults({ latencyMs: 0, errorRate: 0 });
  asked = [];
});
afterAll(async () => {
  for (const close of closing) await close();
  await stand.stop();
});

/** As another process of the same subgraph has it: it shares the database and the bank, and nothing else. */
function processOf(timeoutMs: number): StartPayment {
  const { db } = stand.subgraph;
  const { apiKey, webhookSecret } = bankDefaults;
  const callbackUrl = 'http://127.0.0.1:9/';
  const bank = createSandboxBank({ url: stand.bankUrl, apiKey, webhookSecret, callbackUrl, timeoutMs });
  const start: typeof bank.start = (order) => {
    asked.push(order.id);
    return bank.start(order);
  };
  const waits = { leaseMs: 60_000, watchMs: 60_000 };
  const outbox = new Outbox('payment', { leading: false, nudge: () => {} });
  const decisions = new Decisions({ db, outbox, clock: systemClock, ...waits });
  const options = { db, decisions, clock: systemClock, log: createLogger('test'), retryMs: 60_000, giveUpMs: 60_000 };
  const worker = new BankWorker({ ...options, ...waits, provider: { ...bank, start } });
  closing.push(
    () => worker.stop(),
    () => bank.close(),
  );
  const { leaseMs } = waits;
  return createStartPayment({
    db,
    worker,
    leaseMs,
    answerMs: bank.longestCallMs,
    returnUrl: 'https://shop.example',
    feeBps: 0,
  });
}

const order = () => ({ orderId: newId(), userId: newId(), amount: roubles('10.00'), cardToken: 'tok_visa' });

it('a payment asked for in several processes at once is asked of the bank once, and all get its answer', async () => {
  await stand.setFaults({ latencyMs: 300 });
  const processes = [processOf(10_000), processOf(10_000), processOf(10_000)];
  const input = order();
  const answers = await Promise.all(processes.map((startPayment) => startPayment(input)));
  expect(answers[0]).toMatchObject({ status: 'REQUIRES_ACTION', redirectUrl: expect.stringContaining('http') });
  expect(answers.map(({ id, redirectUrl }) => ({ id, redirectUrl }))).toEqual(
    processes.map(() => ({ id: answers[0]!.id, redirectUrl: answers[0]!.redirectUrl })),
  );
  expect(asked).toHaveLength(1);
  expect(await stand.atBank(answers[0]!.id)).toHaveLength(1);
});

it('who asks again while the bank is ill waits no longer than for its first answer', async () => {
  await stand.setFaults({ errorRate: 1 });
  const input = order();
  const [first, other] = [processOf(100), processOf(100)];
  expect(await first(input)).toMatchObject({ status: 'STARTING' });
  expect(await other(input)).toMatchObject({ status: 'STARTING' });
  expect(asked).toHaveLength(1);
});

it('a bank that is asked twice, with the same key, has one payment', async () => {
  const processes = [processOf(10_000), processOf(10_000)];
  const input = order();
  const begun = await processes[0]!(input);
  const { apiKey, webhookSecret } = bankDefaults;
  const bank = createSandboxBank({
    url: stand.bankUrl,
    apiKey,
    webhookSecret,
    callbackUrl: 'http://127.0.0.1:9/',
    timeoutMs: 10_000,
  });
  closing.push(() => bank.close());
  const again = await Promise.all([1, 2].map(() => bank.start({ ...begun, cardToken: input.cardToken })));
  expect(again.map(({ providerId }) => providerId)).toEqual([begun.providerId, begun.providerId]);
  expect(await stand.atBank(begun.id)).toHaveLength(1);
});
