import { z } from 'zod';
import { WebhookVerifier } from '#kernel/auth/webhook-verifier.ts';
import { lineTo } from '#kernel/subgraph/line.ts';
import type { Asked } from '#kernel/subgraph/post-json.ts';
import type { Money } from '#schema/money.ts';
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
  reference: z.string(),
  amount: z.int(),
  currency: z.string(),
  capturedAmount: z.int(),
});
const listShape = z.object({ payments: z.array(paymentShape) });
const refundShape = z.object({
  status: z.literal('succeeded'),
  reference: z.string(),
  amount: z.int(),
  currency: z.string(),
});
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

/** Most connections to the bank. */
const CONNECTIONS = 64;

/** Tries of one call before it counts as unavailable. Each carries the same key, so repeating is safe. */
const TRIES = 2;

/** @throws for what is no answer to the question */
type Read<T> = (text: string) => T;

/** What is said of a thing that is ours by the reference we gave it. */
function about<T extends { reference: string }>(reference: string, said: T): T {
  if (said.reference !== reference) throw new Error(`asked of ${reference}, the bank told of ${said.reference}`);
  return said;
}

const newsOf =
  (reference: string): Read<BankNews> =>
  (text) =>
    toNews(about(reference, paymentShape.parse(JSON.parse(text))));
const foundNews =
  (reference: string): Read<BankNews | undefined> =>
  (text) => {
    const [first] = listShape.parse(JSON.parse(text)).payments;
    return first && toNews(about(reference, first));
  };
const refundedOf =
  (reference: string): Read<Money> =>
  (text) => {
    const { amount: minor, currency } = about(reference, refundShape.parse(JSON.parse(text)));
    return { minor, currency };
  };

const toNews = (payment: z.infer<typeof paymentShape>): BankNews => ({
  providerId: payment.id,
  status: payment.status,
  redirectUrl: payment.redirectUrl,
  reason: payment.reason,
  authorized: { minor: payment.amount, currency: payment.currency },
  ...(payment.status === 'captured' && { captured: { minor: payment.capturedAmount, currency: payment.currency } }),
});

/** What an answer that is none of success says. */
function asError(status: number, answer: string): Error {
  const { error } = errorShape.parse(JSON.parse(answer));
  const text = `the bank answered ${status} ${error.code}: ${error.message}`;
  return isIllness(status) ? new ProviderUnavailable(text) : new ProviderRefusal(error.code, text);
}

/** The sandbox bank behind the provider port: JSON over kept connections, callbacks by Standard Webhooks. */
export function createSandboxBank(options: SandboxBankOptions): PaymentProvider {
  const { origin, pathname } = new URL(options.url);
  const base = pathname.replace(/\/$/, '');
  const line = lineTo(origin, { most: CONNECTIONS, answerMs: options.timeoutMs, connectMs: options.timeoutMs });
  const authorization = `Bearer ${options.apiKey}`;
  const callbacks = new WebhookVerifier(options.webhookSecret);

  /** Repeats at once what failed without an answer; a longer pause is for whoever asked to make. */
  async function call<T>(read: Read<T>, path: string, ask: (heard: Asked['heard']) => Promise<string>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        let status = 0;
        const text = await ask((_header, told) => {
          status = told;
        });
        if (status >= 300) throw asError(status, text);
        return read(text);
      } catch (cause) {
        if (cause instanceof ProviderRefusal) throw cause;
        if (tried >= TRIES)
          throw cause instanceof ProviderUnavailable
            ? cause
            : new ProviderUnavailable(`the bank did not answer ${path}`, { cause });
      }
    }
  }

  const get = <T>(read: Read<T>, path: string): Promise<T> =>
    call(read, path, (heard) => line.get({ path: base + path, headers: { authorization }, heard }));
  const post = <T>(read: Read<T>, path: string, key: string, content: object): Promise<T> => {
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key };
    const body = JSON.stringify(content);
    return call(read, path, (heard) => line.post({ path: base + path, headers, body, heard }));
  };

  return {
    longestCallMs: TRIES * options.timeoutMs,
    start: ({ id, amount, cardToken, returnUrl }: PaymentOrder) =>
      post(newsOf(id), '/payments', id, {
        amount: amount.minor,
        currency: amount.currency,
        token: cardToken,
        reference: id,
        returnUrl,
        callbackUrl: options.callbackUrl,
      }),
    find: (paymentId) => get(foundNews(paymentId), `/payments?reference=${encodeURIComponent(paymentId)}`),
    capture: ({ id, providerId, amount }) =>
      post(newsOf(id), `/payments/${providerId}/capture`, `capture-${id}`, { amount: amount.minor }),
    void: ({ id, providerId }) => post(newsOf(id), `/payments/${providerId}/void`, `void-${id}`, {}),
    refund: ({ providerId }, { id, minor }) =>
      post(refundedOf(id), `/payments/${providerId}/refunds`, `refund-${id}`, { amount: minor, reference: id }),
    statement: (date) => get((text) => text, `/statement?format=csv&date=${date}`),
    readStatement: parseStatement,
    readCallback: (headers, body) => readCallback(callbacks, headers, body),
    close: () => line.close(),
  };
}

function readCallback(
  callbacks: WebhookVerifier,
  headers: Readonly<Record<string, unknown>>,
  body: string,
): ProviderEvent {
  if (!callbacks.isSigned(body, headers)) throw new CallbackRejected('BAD_SIGNATURE', 'not signed by the bank, lately');
  let told: unknown;
  try {
    told = JSON.parse(body);
  } catch (error) {
    throw new CallbackRejected('MALFORMED', (error as Error).message);
  }
  const parsed = callbackShape.safeParse(told);
  if (!parsed.success) throw new CallbackRejected('MALFORMED', z.prettifyError(parsed.error));
  const { id, type, data } = parsed.data;
  const event = { id, kind: type, paymentId: data.reference, body: parsed.data };
  const amount: Money = { minor: data.amount, currency: data.currency };
  const status = STATUS_OF[type];
  if (status) {
    const news = { providerId: data.paymentId, status, reason: data.reason ?? null };
    if (status === 'captured') return { ...event, told: { news: { ...news, captured: amount } } };
    if (status !== 'authorized') return { ...event, told: { news } };
    return { ...event, told: { news: { ...news, authorized: amount } } };
  }
  const refundId = type === 'refund.succeeded' ? data.refundReference : undefined;
  return { ...event, told: refundId ? { refundId, amount } : undefined };
}
