import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signViewer, VIEWER_HEADER, type Viewer } from '#kernel/auth/viewer.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { startBank } from '#sandbox/bank/bank.ts';
import { bankDefaults } from '#sandbox/bank/bank-options.ts';
import { paymentLaws } from './store/laws.ts';
import { payment } from './subgraph.ts';
import { type BankLine, type Break, layBankLine } from './testing/bank-line.ts';
import { ADMIN, roubles, SERVICE } from './testing/stand.ts';

const program = fileURLToPath(new URL('../serve.ts', import.meta.url));
const secret = newId();
const prefix = `t${newId().replaceAll('-', '')}.`;

let bank: Awaited<ReturnType<typeof startBank>>;
let line: BankLine;
let database: TestDatabase;
let db: Database;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  const { postgresAdminUrl, kafkaBrokers } = testServers();
  bank = await startBank();
  line = await layBankLine(() => bank.url);
  database = await cloneDatabase(postgresAdminUrl, [{ name: 'payment', migrations: payment.migrations! }]);
  db = openDatabase(database.urlFor('payment'), { owner: 'payment', max: 1 });
  const topics = ['payment.events', 'order.events', 'payment.order.dlq'].map((topic) => prefix + topic);
  await ensureTopics(createKafka(kafkaBrokers, 'test', createLogger('test')), topics, 1);
  await start();
});
afterAll(async () => {
  await end('SIGTERM');
  await db.close();
  await database.drop();
  line.stop();
  await bank.stop();
});

/** Starts the subgraph as the process it is in a cluster. */
async function start(): Promise<void> {
  const { redisUrl, kafkaBrokers } = testServers();
  child = fork(program, ['payment'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...{ PAYMENT_DATABASE_URL: database.urlFor('payment'), REDIS_URL: redisUrl, KAFKA_BROKERS: kafkaBrokers },
      ...{ TOPIC_PREFIX: prefix, VIEWER_SECRET: secret, PAYMENT_CAPTURE: 'manual' },
      ...{ BANK_URL: line.url, BANK_API_KEY: bankDefaults.apiKey, BANK_WEBHOOK_SECRET: bankDefaults.webhookSecret },
      ...{ PAYMENT_CALLBACK_URL: 'http://127.0.0.1:9/', PAYMENT_RETURN_URL: 'https://shop.example/paid' },
      ...{ BANK_TIMEOUT_MS: '60000', PAYMENT_LEASE_MS: '500', PAYMENT_SWEEP_MS: '50' },
    },
  });
  url = await new Promise((resolve) =>
    child.once('message', (message) => resolve((message as { listening: string }).listening)),
  );
}

function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}

async function ask(query: string, input: object, viewer: Viewer = ADMIN): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [VIEWER_HEADER]: signViewer(viewer, secret) },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await answer.json()) as { data: Record<string, never>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data)[0]!;
}

const START = 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id status } }';
const CAPTURE = `mutation ($input: CapturePaymentInput!) { capturePayment(input: $input) { __typename
  ... on CaptureAccepted { payment { status } } } }`;
const REFUND = `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename
  ... on RefundAccepted { refund { id status } } } }`;

const order = () => ({ orderId: newId(), userId: newId(), amount: roubles('1299.00'), cardToken: 'tok_frictionless' });
const begun = async () => (await ask(START, order(), SERVICE)).id as string;
const captured = async () => {
  const paymentId = await begun();
  await ask(CAPTURE, { paymentId, idempotencyKey: newId() });
  return paymentId;
};

/** Asks, kills the process while the line to the bank is broken, and starts it again. The client hears nothing. */
async function killedWhile(where: Break, path: string, asking: () => Promise<unknown>): Promise<void> {
  const hangs = line.breakAt(where, path);
  const answer = asking().then(
    () => 'answered',
    () => 'nothing',
  );
  await hangs;
  await end('SIGKILL');
  expect(await answer).toBe('nothing');
  line.mend();
  await start();
}

const atBank = async (id: string) => {
  const answer = await fetch(`${bank.url}/payments?reference=${id}`, {
    headers: { authorization: `Bearer ${bankDefaults.apiKey}` },
  });
  return ((await answer.json()) as { payments: object[] }).payments;
};

const reaches = (id: string, status: string) =>
  eventually(
    async () => {
      const [row] = await db.sql<{ status: string }[]>`select status from payment where id = ${id}`;
      if (row?.status !== status) throw new Error(`${row?.status}, not ${status}`);
      return true;
    },
    { timeoutMs: 20_000 },
  );

describe.each<Break>(['before', 'after'])('a process killed %s the bank has done', (where) => {
  it('what takes the money: it is taken once, and the key has its answer', { timeout: 60_000 }, async () => {
    const input = { paymentId: await begun(), amount: roubles('999.00'), idempotencyKey: newId() };
    await killedWhile(where, '/capture', () => ask(CAPTURE, input));
    expect(await ask(CAPTURE, input)).toMatchObject({ __typename: 'CaptureAccepted' });
    await reaches(input.paymentId, 'CAPTURED');
    expect(await ask(CAPTURE, { ...input, amount: roubles('998.00') })).toEqual({ __typename: 'IdempotencyConflict' });
    expect(await atBank(input.paymentId)).toMatchObject([{ status: 'captured', capturedAmount: 99_900 }]);
  });

  it('what gives money back: it is given once, and the key has its answer', { timeout: 60_000 }, async () => {
    const input = {
      ...{ paymentId: await captured(), amount: roubles('99.00') },
      ...{ reason: 'damaged', idempotencyKey: newId() },
    };
    await killedWhile(where, '/refunds', () => ask(REFUND, input));
    const first = await ask(REFUND, input);
    await reaches(input.paymentId, 'PARTIALLY_REFUNDED');
    const { refund } = first as { refund: { id: string } };
    expect(await ask(REFUND, input)).toMatchObject({ refund: { id: refund.id, status: 'SUCCEEDED' } });
    expect(await ask(REFUND, { ...input, reason: 'late' })).toEqual({ __typename: 'IdempotencyConflict' });
    expect(await atBank(input.paymentId)).toMatchObject([{ refundedAmount: 9_900 }]);
  });

  it('leaves no law broken and nothing unsaid', async () => {
    for (const { violations } of paymentLaws) expect(await db.sql.unsafe(violations)).toEqual([]);
    await eventually(async () => (await db.sql`select from outbox`).length === 0);
  });
});
