import { crashPointOf } from '#kernel/crash-points.ts';

/** Where tests end the process, between the bank and what is on record of it. */
export const PAYMENT_CRASH_POINTS = {
  'payment.begun-not-asked': 'the payment is on record, the bank has not heard of it',
  'payment.start-asked-not-recorded': 'the bank has begun the payment, its answer is not on record',
  'payment.watch-asked-not-recorded': 'the bank has told how the payment stands, its answer is not on record',
  'payment.capture-asked-not-recorded': 'the bank has taken the money, its answer is not on record',
  'payment.void-asked-not-recorded': 'the bank has let the money go, its answer is not on record',
  'payment.refund-asked-not-recorded': 'the bank has given money back, its answer is not on record',
  'payment.decided-not-worked': 'it is on record what the bank is to be asked for, nobody asks',
  'payment.callback-read-not-recorded': 'the bank has called back, nothing of it is on record',
  'payment.callback-recorded-not-answered': 'what the bank called back is on record, the bank does not know',
} as const;

export const crashPoint = crashPointOf(PAYMENT_CRASH_POINTS);
