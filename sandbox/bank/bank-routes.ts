import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../http/answer.ts';
import { json, seeOther, text } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import { type Faults, faultsShape, passing, underFaults } from '../http/faults.ts';
import type { IdempotentResults } from '../http/idempotency.ts';
import { amountShape, callbackUrlShape, readJson, requireApiKey } from '../http/merchant-request.ts';
import { preferredLanguage } from '../http/page.ts';
import type { Exchange, Routes } from '../http/server.ts';
import type { BankMetrics } from './bank-metrics.ts';
import { bankHomePage, threeDSecurePage, unknownPaymentPage } from './bank-pages.ts';
import { type CardVault, cardShape } from './card-vault.ts';
import { type Command, isFinished, type Payment, type Refusal } from './payment.ts';
import { oneTimeCode, type PaymentDesk } from './payment-desk.ts';
import { paymentView, refundView, returnAddress } from './payment-view.ts';
import { statementCsv, statementOf } from './statement.ts';

const referenceShape = z.string().min(1).max(128);
const paymentShape = z.object({
  amount: amountShape,
  currency: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code'),
  token: z.string().max(128),
  reference: referenceShape,
  returnUrl: z.string().max(2048).refine(isReturnUrl, 'is not an address a browser or an application opens'),
  callbackUrl: callbackUrlShape,
});
const captureShape = z.object({ amount: amountShape });
const refundShape = z.object({ amount: amountShape, reference: referenceShape });

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

/** References whose first try with `tok_error` has failed already; beyond this many, the oldest may fail again. */
const FAILED_ONCE_LIMIT = 10_000;

/** What the routes stand on. */
export type BankParts = {
  readonly apiKey: string;
  readonly merchant: string;
  readonly hangMs: number;
  readonly desk: PaymentDesk;
  readonly vault: CardVault;
  readonly results: IdempotentResults<Payment>;
  readonly metrics: BankMetrics;
  readonly payments: () => Iterable<Payment>;
  readonly publicUrl: () => string;
  readonly now: () => number;
  readonly faults: () => Faults;
  /** Absent when the bank was started without controls. */
  readonly setFaults?: (faults: Partial<Faults>) => Faults;
};

/** Every address of the bank. */
export function bankRoutes(parts: BankParts): Routes {
  const { desk, vault, results, metrics, now } = parts;
  const requireKey = requireApiKey(parts.apiKey);
  const failedOnce = new Set<string>();
  const view = (payment: Payment) => paymentView(payment, parts.publicUrl());

  /** A request of the merchant: known by its key, and subject to the faults that are set. */
  const merchant = (act: (exchange: Exchange) => Answer) => (exchange: Exchange) => {
    requireKey(exchange);
    return underFaults(parts.faults(), () => act(exchange));
  };
  const command = (toCommand: (exchange: Exchange) => Command) =>
    merchant((exchange) =>
      results.once(
        exchange,
        () => carryOut(exchange, toCommand(exchange)),
        (payment) => json(200, view(payment)),
      ),
    );

  const carryOut = (exchange: Exchange, command: Command): Payment => {
    const { payment, refusal } = desk.do(desk.get(exchange.params.id!), command);
    if (refusal) throw asApiError(refusal);
    return payment;
  };

  function create(exchange: Exchange): Answer {
    let holdBack: Promise<unknown> | undefined;
    const act = () => {
      const { token, ...asked } = readJson(exchange, paymentShape);
      const card = vault.cardOf(token);
      if (card.createFailsFirst && !failedOnce.has(asked.reference)) {
        if (failedOnce.size >= FAILED_ONCE_LIMIT) failedOnce.clear();
        failedOnce.add(asked.reference);
        throw new ApiError(500, 'internal', 'The bank stumbled; nothing was done.');
      }
      const { payment, calledBack } = desk.create({ ...asked, card });
      holdBack = card.createHangs ? passing(parts.hangMs) : calledBack;
      return payment;
    };
    const answer = results.once(exchange, act, (payment) => json(201, view(payment)));
    return { ...answer, holdBack };
  }

  function refund(exchange: Exchange): Answer {
    const { amount, reference } = readJson(exchange, refundShape);
    const id = `ref_${randomUUID().replaceAll('-', '')}`;
    return results.once(
      exchange,
      () => carryOut(exchange, { type: 'refund', id, reference, amount }),
      (payment) => json(201, refundView(payment, reference)),
    );
  }

  function showThreeDSecure(exchange: Exchange, payment: Payment, wrong: boolean): Answer {
    return threeDSecurePage({
      payment,
      merchant: parts.merchant,
      code: oneTimeCode(payment.id),
      language: preferredLanguage(exchange.headers['accept-language']),
      wrong,
    });
  }

  function pressThreeDSecure(exchange: Exchange): Answer {
    const payment = desk.find(exchange.params.id!);
    if (!payment) return unknownPaymentPage(preferredLanguage(exchange.headers['accept-language']));
    if (isFinished(payment)) return seeOther(returnAddress(payment));
    const form = new URLSearchParams(exchange.body);
    const action = form.get('action');
    if (action !== 'confirm' && action !== 'decline') {
      throw new ApiError(400, 'invalid_request', 'action: confirm or decline.');
    }
    const code = form.get('code') || undefined;
    const after = desk.do(
      payment,
      action === 'decline'
        ? { type: 'reject' }
        : { type: 'confirm', code, expectedCode: code === undefined ? '' : oneTimeCode(payment.id) },
    );
    if (after.refusal) return showThreeDSecure(exchange, after.payment, true);
    return seeOther(returnAddress(after.payment));
  }

  function statement(exchange: Exchange): Answer {
    const date = exchange.query.get('date') ?? new Date(now()).toISOString().slice(0, 10);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) {
      throw new ApiError(400, 'invalid_request', 'date: YYYY-MM-DD.');
    }
    const whole = statementOf(parts.payments(), date, now());
    return exchange.query.get('format') === 'csv'
      ? text(200, statementCsv(whole), 'text/csv; charset=utf-8')
      : json(200, whole);
  }

  const { setFaults } = parts;
  return {
    'POST /payments': merchant(create),
    'POST /3ds/:id': pressThreeDSecure,
    'POST /payments/:id/capture': command((exchange) => ({ type: 'capture', ...readJson(exchange, captureShape) })),
    'GET /payments/:id': merchant((exchange) => json(200, view(desk.get(exchange.params.id!)))),
    'GET /payments': merchant((exchange) => {
      const reference = exchange.query.get('reference');
      if (!reference) throw new ApiError(400, 'invalid_request', 'reference: missing.');
      return json(200, { payments: desk.withReference(reference).map(view) });
    }),
    'POST /payments/:id/void': command(() => ({ type: 'void' })),
    'POST /payments/:id/refunds': merchant(refund),
    'GET /statement': merchant(statement),
    'GET /3ds/:id': (exchange) => {
      const payment = desk.find(exchange.params.id!);
      if (!payment) return unknownPaymentPage(preferredLanguage(exchange.headers['accept-language']));
      return showThreeDSecure(exchange, payment, false);
    },
    'POST /tokens': (exchange) => ({
      ...json(201, vault.tokenise(readJson(exchange, cardShape), new Date(now()))),
      headers: CORS,
    }),
    'OPTIONS /tokens': () => ({ ...text(204, ''), headers: CORS }),
    'GET /': () => bankHomePage(parts.publicUrl()),
    'GET /health': () => json(200, { status: 'ok' }),
    'GET /metrics': async () => text(200, await metrics.text(), metrics.contentType),
    ...(setFaults && {
      'GET /control': merchantControl(() => json(200, parts.faults())),
      'POST /control': merchantControl((exchange) => json(200, setFaults(readJson(exchange, faultsShape)))),
    }),
  };

  /** The controls need the key too, but no fault touches them. */
  function merchantControl(act: (exchange: Exchange) => Answer) {
    return (exchange: Exchange) => {
      requireKey(exchange);
      return act(exchange);
    };
  }
}

const REFUSAL_STATUS: Readonly<Record<Refusal['code'], number>> = {
  wrong_code: 422,
  invalid_state: 409,
  capture_declined: 402,
  amount_too_large: 422,
  refund_reference_reused: 409,
};

function asApiError(refusal: Refusal): ApiError {
  return new ApiError(REFUSAL_STATUS[refusal.code], refusal.code, refusal.message);
}

/** A web address, or an address of an application (`shop://paid`); nothing that would run or read a file. */
function isReturnUrl(value: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\/./i.test(value) &&
    !/^(javascript|data|vbscript|file|blob):/i.test(value) &&
    URL.canParse(value)
  );
}
