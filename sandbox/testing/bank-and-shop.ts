import { randomUUID } from 'node:crypto';
import { startBank } from '../bank/bank.ts';
import { type BankOptions, bankDefaults } from '../bank/bank-options.ts';
import { startCallbackReceiver } from './callback-receiver.ts';

type CallOptions = { key?: string; authorization?: string; signal?: AbortSignal };

/** A bank with controls and a shop that takes its callbacks, and what a shop and a buyer do there. */
export async function startBankAndShop(options: BankOptions = {}) {
  const shop = await startCallbackReceiver(bankDefaults.webhookSecret);
  const bank = await startBank({ controls: true, webhooks: { retryBaseMs: 20 }, ...options });

  async function call(method: string, path: string, body?: unknown, callOptions: CallOptions = {}) {
    const { key = randomUUID(), authorization = `Bearer ${bankDefaults.apiKey}`, signal } = callOptions;
    const response = await fetch(`${bank.url}${path}`, {
      method,
      signal,
      headers: { authorization, 'idempotency-key': key, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read by the assertions
    const value: any = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    return { status: response.status, value, headers: response.headers };
  }

  /** The body of a new payment. */
  function order(token: string, changes: Record<string, unknown> = {}) {
    return {
      amount: 129_900,
      currency: 'RUB',
      token,
      reference: randomUUID(),
      returnUrl: 'https://shop.example/paid?order=7',
      callbackUrl: shop.url,
      ...changes,
    };
  }

  async function pay(token: string, changes: Record<string, unknown> = {}) {
    const asked = order(token, changes);
    const { status, value } = await call('POST', '/payments', asked);
    if (status !== 201) throw new Error(`The payment was refused: ${JSON.stringify(value)}`);
    return { ...value, reference: asked.reference };
  }

  /** The buyer presses a button of the 3-D Secure page. */
  function press(payment: { redirectUrl: string }, form: Record<string, string> = { action: 'confirm' }) {
    return fetch(payment.redirectUrl, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  }

  return {
    bank,
    shop,
    call,
    order,
    pay,
    press,
    authorised: async (token = 'tok_visa', changes: Record<string, unknown> = {}) => {
      const payment = await pay(token, changes);
      await press(payment);
      return payment;
    },
    state: async (id: string) => (await call('GET', `/payments/${id}`)).value,
    stop: async () => {
      await bank.stop();
      await shop.stop();
    },
  };
}

/** Picks the callbacks about one reference. */
export const about =
  (reference: string) =>
  ({ event }: { event: { data: { reference: string } } }) =>
    event.data.reference === reference;
