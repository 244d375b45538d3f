import { createHash } from 'node:crypto';
import type { Acting } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import { looksLikeCardNumber } from '#schema/card-token.ts';
import { fromInput, type MoneyInput } from '#schema/money.ts';
import { isKeepable } from '#schema/text.ts';
import type { PaymentInput, PaymentRefusal, Refund } from '../domain/payment.ts';
import { loadPayments, type StaffRequest, type StoredPayment } from '../store/payments.ts';
import { findStaffRequest } from '../store/staff-requests.ts';
import type { BankWorker } from './bank-work.ts';
import type { Decisions } from './decisions.ts';

export interface CapturePaymentInput {
  readonly paymentId: string;
  readonly amount?: MoneyInput | null | undefined;
  readonly idempotencyKey: string;
}

export interface RefundPaymentInput extends CapturePaymentInput {
  readonly reason: string;
}

export type StaffResult =
  /** `refund` is the one that a refund made. */
  | { readonly outcome: 'accepted'; readonly payment: StoredPayment; readonly refund: Refund | undefined }
  | { readonly outcome: 'refused'; readonly payment: StoredPayment; readonly refusal: PaymentRefusal }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'invalid'; readonly field: string; readonly message: string }
  | { readonly outcome: 'key-conflict' };

/**
 * Takes or refunds money for a member of staff: accepted together with its key, then asked for at the bank. The same key
 * and input get what they made before, however it stands by now. A key is its user's own and good for one request of
 * either kind.
 */
export interface StaffRequests {
  capture(input: CapturePaymentInput, requestedBy: string, by?: Acting): Promise<StaffResult>;
  refund(input: RefundPaymentInput, requestedBy: string, by?: Acting): Promise<StaffResult>;
}

type Key = Omit<StaffRequest, 'refundId'>;

const UNIQUE_VIOLATION = '23505';

export function createStaffRequests(options: {
  db: Database;
  decisions: Decisions;
  worker: Pick<BankWorker, 'work'>;
}): StaffRequests {
  const { db, decisions, worker } = options;

  /** What the key answers with, when it has been used. */
  async function firstAnswer(request: Key): Promise<StaffResult | undefined> {
    const made = await findStaffRequest(db, request.requestedBy, request.idempotencyKey);
    if (!made) return undefined;
    if (made.inputDigest !== request.inputDigest) return { outcome: 'key-conflict' };
    const [payment] = await loadPayments(db, { ids: [made.paymentId] });
    return accepted(payment!, made.refundId);
  }

  async function once(
    { paymentId, amount }: CapturePaymentInput,
    request: Key,
    inputOf: (minor: number | null) => PaymentInput,
    cause: Acting | undefined,
  ): Promise<StaffResult> {
    if (!isId(paymentId)) return { outcome: 'not-found' };
    const before = await firstAnswer(request);
    if (before) return before;
    const [known] = await loadPayments(db, { ids: [paymentId] });
    if (!known) return { outcome: 'not-found' };
    if (amount && amount.currency !== known.amount.currency)
      return { outcome: 'invalid', field: 'amount.currency', message: `The payment is in ${known.amount.currency}.` };
    const input = inputOf(amount ? fromInput(amount).minor : null);
    try {
      const answer = await decisions.submit({ key: { id: known.id }, known, input, request, ...(cause && { cause }) });
      if (!answer) return { outcome: 'not-found' };
      const { payment, decision, refundId } = answer;
      // The same request at the same time may have taken the last of the money: then its answer is this one's too.
      if (decision.outcome === 'refused')
        return (await firstAnswer(request)) ?? { outcome: 'refused', payment, refusal: decision.refusal };
      return accepted(await worker.work(payment, cause), refundId);
    } catch (error) {
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
      const first = await firstAnswer(request);
      if (!first) throw error;
      return first;
    }
  }

  return {
    capture: async (input, requestedBy, by) => {
      const request = keyOf(input, requestedBy, null);
      return invalidity(input) ?? once(input, request, (minor) => ({ type: 'capture', minor }), by);
    },
    refund: async (input, requestedBy, by) => {
      const { reason } = input;
      const request = keyOf(input, requestedBy, reason);
      return (
        invalidity(input) ??
        invalidReason(reason) ??
        once(input, request, (minor) => ({ type: 'refund', minor, reason }), by)
      );
    },
  };
}

const accepted = (payment: StoredPayment, refundId: string | null): StaffResult => ({
  outcome: 'accepted',
  payment,
  refund: payment.refunds.find(({ id }) => id === refundId),
});

const invalid = (field: string, message: string): StaffResult => ({ outcome: 'invalid', field, message });

function invalidity({ amount, idempotencyKey }: CapturePaymentInput): StaffResult | undefined {
  if (idempotencyKey.length < 1 || idempotencyKey.length > 200 || !isKeepable(idempotencyKey))
    return invalid('idempotencyKey', 'A key has 1 to 200 characters.');
  if (amount && fromInput(amount).minor <= 0) return invalid('amount', 'An amount is above zero.');
  return undefined;
}

function invalidReason(reason: string): StaffResult | undefined {
  if (reason.trim() === '' || reason.length > 500 || !isKeepable(reason))
    return invalid('reason', 'A reason has 1 to 500 characters.');
  return looksLikeCardNumber(reason) ? invalid('reason', 'A reason holds no card number.') : undefined;
}

/**
 * A key with a digest of what makes two inputs the same; an amount is the same however many zeros it is written with.
 * @param reason null for a capture, so that none is the same as a refund
 */
function keyOf(
  { paymentId, amount, idempotencyKey }: CapturePaymentInput,
  requestedBy: string,
  reason: string | null,
): Key {
  const input = JSON.stringify([paymentId, amount ? fromInput(amount) : null, reason]);
  return { requestedBy, idempotencyKey, inputDigest: createHash('sha256').update(input).digest('base64url') };
}
