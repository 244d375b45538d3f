import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { Pool } from 'undici';
import { z } from 'zod';
import type { BankNews } from '../domain/payment.ts';
import {
  CallbackRejected,
  type PaymentOrder,
  type PaymentProvider,
  type ProviderEvent,
  ProviderRefusal,
  ProviderUnavailable,
} from '../provider.ts';
import { parseStatement } from './sandbox-bank-statement.ts';

const paymentShape = z.object({
  id: z.string(),
  status: z.enum(['requires_action', 'authorized', 'declined', 'captured', 'voided', 'expired']),
  redirectUrl: z.string().nullable(),
  reason: z.string().nullable(),
  capturedAmount: z.int(),
});
const listShape = z.object({ payments: z.array(paymentShape) });
const refundShape = z.object({ id: z.string(), status: z.literal('succeeded') });
const errorShape = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const callbackShape = z.object({
  id: z.string().max(200),
  type: z.string().max(100),
  createdAt: z.string().optional(),
  data: z.object({
    paymentId: z.string(),
    reference: z.string(),
    amount: z.int(),
    currency: z.string(),
    status: z.string().optional(),
    reason: z.string().optional(),
    refundReference: z.string().optional(),
  }),
});

const STATUS_OF: Readonly<Record<string, BankNews['status']>> = {
  'payment.authorized': 'authorized',
  'payment.declined': 'declined',
  'payment.captured': 'captured',
  'payment.voided': 'voided',
  'payment.expired': 'expired',
};

/** Answers by which the bank says that it is ill, not that it refuses. */
const isIllness = (status: number): boolean => status >= 500 || status === 429 || status === 408;

export interface SandboxBankOptions {
  url: string;
  apiKey: string;
  /** `whsec_…`: signs the bank's callbacks. */
  webhookSecret: string;
  /** Where the bank calls back. */
  callbackUrl: string;
  /** How long one try may take, in ms. */
  timeoutMs: number;
}

/** Tries of one call before it counts as unavailable. Each carries the same key, so repeating is safe. */
const TRIES = 2;

type Read<T> = (text: string) => T;

const json =
  <T>(shape: z.ZodType<T>): Read<T> =>
  (text) =>
    shape.parse(JSON.parse(text));
const onePayment = json(paymentShape);
const payments = json(listShape);
const oneRefund = json(refundShape);

const newsOf = (payment: z.infer<typeof paymentShape>): BankNews => ({
  providerId: payment.id,
  status: payment.status,
  redirectUrl: payment.redirectUrl,
  reason: payment.reason,
  capturedMinor: payment.capturedAmount,
});

/** The sandbox bank behind the provider port: JSON over a keep-alive pool, callbacks by Standard Webhooks. */
export function createSandboxBank(options: SandboxBankOptions): PaymentProvider {
  const { origin, pathname } = new URL(options.url);
  const base = pathname.replace(/\/$/, '');
  const pool = new Pool(origin, {
    connections: 64,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    connect: { timeout: options.timeoutMs },
  });
  const webhook = new Webhook(options.webhookSecret);

  async function attempt<T>(read: Read<T>, method: 'GET' | 'POST', path: string, key?: string, content?: object) {
    const { statusCode, body } = await pool.request({
      method,
      path: base + path,
      headers: {
        authorization: `Bearer ${options.apiKey}`,
        ...(content ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
      },
      ...(content ? { body: JSON.stringify(content) } : {}),
    });
    if (statusCode < 300) return read(await body.text());
    const { error } = errorShape.parse(await body.json());
    const text = `the bank answered ${statusCode} ${error.code}: ${error.message}`;
    throw isIllness(statusCode) ? new ProviderUnavailable(text) : new ProviderRefusal(error.code, text);
  }

  /** Repeats at once what failed without an answer; a longer pause is for whoever asked to make. */
  async function call<T>(read: Read<T>, method: 'GET' | 'POST', path: string, key?: string, content?: object) {
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt(read, method, path, key, content);
      } catch (cause) {
        if (cause instanceof ProviderRefusal) throw cause;
        if (tried >= TRIES)
          throw cause instanceof ProviderUnavailable
            ? cause
            : new ProviderUnavailable(`the bank did not answer ${method} ${path}`, { cause });
      }
    }
  }

  return {
    longestCallMs: TRIES * options.timeoutMs,
    start: async ({ id, amount, cardToken, returnUrl }: PaymentOrder) =>
      newsOf(
        await call(onePayment, 'POST', '/payments', id, {
          amount: amount.minor,
          currency: amount.currency,
          token: cardToken,
          reference: id,
          returnUrl,
          callbackUrl: options.callbackUrl,
        }),
      ),
    find: async (paymentId) => {
      const found = await call(payments, 'GET', `/payments?reference=${encodeURIComponent(paymentId)}`);
      return found.payments[0] && newsOf(found.payments[0]);
    },
    capture: async ({ id, providerId, amount }) =>
      newsOf(
        await call(onePayment, 'POST', `/payments/${providerId}/capture`, `capture-${id}`, { amount: amount.minor }),
      ),
    void: async ({ id, providerId }) =>
      newsOf(await call(onePayment, 'POST', `/payments/${providerId}/void`, `void-${id}`, {})),
    refund: async ({ providerId }, { id, minor }) => {
      await call(oneRefund, 'POST', `/payments/${providerId}/refunds`, `refund-${id}`, {
        amount: minor,
        reference: id,
      });
    },
    statement: (date) => call((text) => text, 'GET', `/statement?format=csv&date=${date}`),
    readStatement: parseStatement,
    readCallback: (headers, body) => readCallback(webhook, headers, body),
    close: () => pool.close(),
  };
}

function readCallback(webhook: Webhook, headers: Readonly<Record<string, unknown>>, body: string): ProviderEvent {
  let verified: unknown;
  try {
    verified = webhook.verify(body, headers as Record<string, string>);
  } catch (error) {
    // The package parses JSON after it has verified: what is signed and unreadable is malformed, not forged.
    const forged = error instanceof WebhookVerificationError;
    throw new CallbackRejected(forged ? 'BAD_SIGNATURE' : 'MALFORMED', (error as Error).message);
  }
  const parsed = callbackShape.safeParse(verified);
  if (!parsed.success) throw new CallbackRejected('MALFORMED', z.prettifyError(parsed.error));
  const { id, type, data } = parsed.data;
  const event = { id, kind: type, paymentId: data.reference, body: parsed.data };
  const status = STATUS_OF[type];
  if (status) {
    const news = { providerId: data.paymentId, status, reason: data.reason ?? null };
    if (status === 'captured') return { ...event, told: { news: { ...news, capturedMinor: data.amount } } };
    if (status !== 'authorized') return { ...event, told: { news } };
    return { ...event, told: { news: { ...news, authorized: { minor: data.amount, currency: data.currency } } } };
  }
  const refundId = type === 'refund.succeeded' ? data.refundReference : undefined;
  return { ...event, told: refundId ? { refundId } : undefined };
}
