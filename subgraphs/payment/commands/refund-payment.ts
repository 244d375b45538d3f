import { createHash } from 'node:crypto';
import type { Database } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import { looksLikeCardNumber } from '#schema/card-token.ts';
import { fromInput, type MoneyInput } from '#schema/money.ts';
import type { Refund, RefundRefusal } from '../domain/payment.ts';
import { loadPayments, type StoredPayment } from '../store/payments.ts';
import { findRefundByKey } from '../store/refund-keys.ts';
import type { BankWorker } from './bank-work.ts';
import type { Decisions } from './decisions.ts';

export interface RefundPaymentInput {
  readonly paymentId: string;
  readonly amount?: MoneyInput | null | undefined;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export type RefundResult =
  | { readonly outcome: 'accepted'; readonly payment: StoredPayment; readonly refund: Refund }
  | { readonly outcome: 'refused'; readonly payment: StoredPayment; readonly refusal: RefundRefusal }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'invalid'; readonly field: string; readonly message: string }
  | { readonly outcome: 'key-conflict' };

/**
 * Refunds a payment for a member of staff: accepted together with its key, then asked for at the bank. The same key
 * and input get the refund they made before, however it stands by now.
 */
export type RefundPayment = (input: RefundPaymentInput, requestedBy: string) => Promise<RefundResult>;

const UNIQUE_VIOLATION = '23505';

export function createRefundPayment(options: {
  db: Database;
  decisions: Decisions;
  worker: BankWorker;
}): RefundPayment {
  const { db, decisions, worker } = options;

  /** What the key answers with, when it has been used. */
  async function firstAnswer(key: Key): Promise<RefundResult | undefined> {
    const made = await findRefundByKey(db, key.requestedBy, key.idempotencyKey);
    if (!made) return undefined;
    if (made.inputDigest !== key.inputDigest) return { outcome: 'key-conflict' };
    const [payment] = await loadPayments(db, { ids: [made.paymentId] });
    return accepted(payment!, made.refundId);
  }

  return async (input, requestedBy) => {
    const invalid = invalidity(input);
    if (invalid) return invalid;
    if (!isId(input.paymentId)) return { outcome: 'not-found' };
    const amount = input.amount ? fromInput(input.amount) : null;
    const request = { requestedBy, idempotencyKey: input.idempotencyKey, inputDigest: digest(input) };
    const before = await firstAnswer(request);
    if (before) return before;
    const [known] = await loadPayments(db, { ids: [input.paymentId] });
    if (!known) return { outcome: 'not-found' };
    if (amount && amount.currency !== known.amount.currency)
      return { outcome: 'invalid', field: 'amount.currency', message: `The payment is in ${known.amount.currency}.` };
    try {
      const answer = await decisions.submit({
        key: { id: known.id },
        known,
        input: { type: 'refund', minor: amount?.minor ?? null, reason: input.reason },
        request,
      });
      if (!answer) return { outcome: 'not-found' };
      const { payment, decision, refundId } = answer;
      // The same request at the same time may have taken the last of the money: then its answer is this one's too.
      if (decision.outcome === 'refused')
        return (await firstAnswer(request)) ?? { outcome: 'refused', payment, refusal: decision.refusal };
      return accepted(await worker.work(payment), refundId);
    } catch (error) {
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
      const first = await firstAnswer(request);
      if (!first) throw error;
      return first;
    }
  };
}

interface Key {
  readonly requestedBy: string;
  readonly idempotencyKey: string;
  readonly inputDigest: string;
}

const accepted = (payment: StoredPayment, refundId: string): RefundResult => ({
  outcome: 'accepted',
  payment,
  refund: payment.refunds.find(({ id }) => id === refundId)!,
});

function invalidity({ amount, reason, idempotencyKey }: RefundPaymentInput): RefundResult | undefined {
  const invalid = (field: string, message: string): RefundResult => ({ outcome: 'invalid', field, message });
  if (idempotencyKey.length < 1 || idempotencyKey.length > 200)
    return invalid('idempotencyKey', 'A key has 1 to 200 characters.');
  if (reason.trim() === '' || reason.length > 500) return invalid('reason', 'A reason has 1 to 500 characters.');
  if (looksLikeCardNumber(reason)) return invalid('reason', 'A reason holds no card number.');
  if (amount && fromInput(amount).minor <= 0) return invalid('amount', 'A refund is above zero.');
  return undefined;
}

/** What makes two inputs the same; an amount is the same however many zeros it is written with. */
function digest({ paymentId, amount, reason }: RefundPaymentInput): string {
  const what = [paymentId, amount ? fromInput(amount) : null, reason];
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url');
}
