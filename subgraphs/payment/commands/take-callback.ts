import { isId } from '#kernel/ids.ts';
import type { PaymentInput } from '../domain/payment.ts';
import type { ProviderEvent } from '../provider.ts';
import type { Decisions } from './decisions.ts';

/** `taken` once what it told is committed, also when it told nothing new; `unknown` when there is no such payment. */
export type CallbackOutcome = 'taken' | 'unknown' | 'useless';

/** Lets a payment hear what its provider called back to tell, in whatever order and however often it comes. */
export async function takeCallback(decisions: Decisions, event: ProviderEvent): Promise<CallbackOutcome> {
  const { id, kind, body, paymentId, told } = event;
  if (!told) return 'useless';
  if (!isId(paymentId)) return 'unknown';
  const input: PaymentInput =
    'news' in told ? { type: 'bank-told', news: told.news } : { type: 'bank-refunded', ...told };
  return (await decisions.submit({ key: { id: paymentId }, input, event: { id, kind, body } })) ? 'taken' : 'unknown';
}
