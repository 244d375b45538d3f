import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { startBank } from '#sandbox/bank/bank.ts';
import { bankDefaults } from '#sandbox/bank/bank-options.ts';
import { shared } from '#schema/shared.ts';
import { payment } from '../subgraph.ts';

/** A payment as these tests ask for it. */
export interface SeenPayment {
  id: string;
  status: string;
  redirectUrl: string | null;
  declineReason: string | null;
  captured: { amount: string };
  refunded: { amount: string };
  refunds: { id: string; status: string; reason: string; amount: { amount: string } }[];
}

export interface Stand {
  subgraph: TestSubgraph;
  bankUrl: string;
  /** Begins the payment of an order, 1299.00 RUB unless told otherwise, as the order subgraph does. */
  start(cardToken: string, order?: Partial<Order>): Promise<SeenPayment & { order: Order }>;
  /** A captured payment of 1299.00 RUB. */
  captured(): Promise<{ id: string; order: Order }>;
  /** Runs a document whose fields and result a test knows; throws the first of its errors, which carries `extensions`. */
  ask<T>(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<T>;
  see(orderId: string, viewer?: Viewer): Promise<SeenPayment | null>;
  /** Waits until the order's payment has the status. */
  reaches(orderId: string, status: string): Promise<SeenPayment>;
  press(payment: { redirectUrl: string | null }, action?: 'confirm' | 'decline'): Promise<void>;
  /** Posts a callback as it is. */
  callBack(body: string, headers?: Record<string, string>): Promise<{ status: number; code: string | undefined }>;
  /** How the bank misbehaves towards everybody. */
  setFaults(faults: Record<string, unknown>): Promise<void>;
  /** What the bank itself has of an order's payment. */
  atBank(paymentId: string): Promise<{ status: string; capturedAmount: number; refundedAmount: number }[]>;
  stop(): Promise<void>;
}

export interface Order {
  orderId: string;
  userId: string;
  amount: { amount: string; currency: string };
  goodsHeldUntil?: string;
}

export const SERVICE: Viewer = { kind: 'service', name: 'order' };
export const ADMIN: Viewer = { kind: 'user', id: newId(), roles: ['admin'], sessionId: 's' };

/** Roubles, as a client sends them. */
export const roubles = (amount: string) => ({ amount, currency: 'RUB' });

const FIELDS = `id status redirectUrl declineReason captured { amount } refunded { amount }
  refunds { id status reason amount { amount } }`;
const START = `mutation ($input: StartPaymentInput!) { startPayment(input: $input) { ${FIELDS} } }`;
const ORDER = `query ($orders: [_Any!]!) { _entities(representations: $orders) { ... on Order { payment { ${FIELDS} } } } }`;

/** The subgraph with a sandbox bank of its own, both hurried, and a line between them by which the bank calls back. */
export async function startStand(env: Record<string, string> = {}): Promise<Stand> {
  let target = '';
  const line = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name.startsWith('webhook-') || name === 'content-type'),
      ) as Record<string, string>;
      const answer = await fetch(target, { method: 'POST', headers, body: Buffer.concat(chunks) }).catch(
        () => undefined,
      );
      response.writeHead(answer?.status ?? 502).end();
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const lineUrl = `http://127.0.0.1:${(line.address() as AddressInfo).port}/`;
  const bank = await startBank({ controls: true, hangMs: 60_000, lateCallbackMs: 300, webhooks: { retryBaseMs: 20 } });
  const subgraph = await startTestSubgraph(payment, {
    shared,
    env: {
      BANK_URL: bank.url,
      BANK_API_KEY: bankDefaults.apiKey,
      BANK_WEBHOOK_SECRET: bankDefaults.webhookSecret,
      PAYMENT_CALLBACK_URL: lineUrl,
      PAYMENT_RETURN_URL: 'https://shop.example/paid',
      BANK_TIMEOUT_MS: '500',
      PAYMENT_LEASE_MS: '3000',
      PAYMENT_RETRY_MS: '50',
      PAYMENT_WATCH_MS: '60000',
      PAYMENT_SWEEP_MS: '30',
      ...env,
    },
  });
  const callbackUrl = `${await subgraph.listen()}/payment/callbacks/bank`;
  target = callbackUrl;

  const atBank = async (method: string, path: string, body?: object) => {
    const answer = await fetch(bank.url + path, {
      method,
      headers: { authorization: `Bearer ${bankDefaults.apiKey}`, 'idempotency-key': newId() },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the bank answered ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const answerTo: Stand['ask'] = async (query, variables = {}, viewer = ADMIN) => {
    const { data, errors } = await subgraph.execute({ query, variables }, viewer);
    if (errors) throw Object.assign(new Error(errors[0]!.message), errors[0]);
    return data as never;
  };
  const see: Stand['see'] = async (orderId, viewer = SERVICE) => {
    const orders = [{ __typename: 'Order', id: orderId }];
    const { _entities } = await answerTo<{ _entities: [{ payment: SeenPayment | null }] }>(ORDER, { orders }, viewer);
    return _entities[0].payment;
  };
  const start: Stand['start'] = async (cardToken, given = {}) => {
    const order = { orderId: newId(), userId: newId(), amount: roubles('1299.00'), ...given };
    const input = { ...order, cardToken };
    const { startPayment } = await answerTo<{ startPayment: SeenPayment }>(START, { input }, SERVICE);
    return { ...startPayment, order };
  };
  const reaches: Stand['reaches'] = (orderId, status) =>
    eventually(async () => {
      const seen = await see(orderId);
      if (seen?.status !== status) throw new Error(`${seen?.status} (${seen?.declineReason}), not ${status}`);
      return seen;
    });
  return {
    subgraph,
    bankUrl: bank.url,
    ask: answerTo,
    see,
    start,
    reaches,
    captured: async () => {
      const { id, order } = await start('tok_frictionless');
      await subgraph.db.sql`update payment set wish = 'TAKE', due_at = now(), version = version + 1 where id = ${id}`;
      await reaches(order.orderId, 'CAPTURED');
      return { id, order };
    },
    press: async ({ redirectUrl }, action = 'confirm') => {
      if (!redirectUrl) throw new Error('there is nothing to confirm');
      await fetch(redirectUrl, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
    },
    callBack: async (body, headers = {}) => {
      const type = { 'content-type': 'application/json' };
      const answer = await fetch(callbackUrl, { method: 'POST', headers: { ...type, ...headers }, body });
      const text = await answer.text();
      return { status: answer.status, code: text ? JSON.parse(text).error?.code : undefined };
    },
    setFaults: async (faults) => void (await atBank('POST', '/control', faults)),
    atBank: async (id) => ((await atBank('GET', `/payments?reference=${id}`)) as { payments: never[] }).payments,
    stop: async () => {
      line.close();
      line.closeAllConnections();
      await bank.stop();
      await subgraph.stop();
    },
  };
}
