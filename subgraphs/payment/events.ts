import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

const payment = {
  paymentId: z.uuid(),
  orderId: z.uuid(),
  amountMinor: z.int().describe('What the event is about, in minor units'),
  currency: z.string(),
  at: z.iso.datetime(),
};

export const paymentAuthorized = defineEvent({
  type: 'payment.PaymentAuthorized',
  key: 'orderId',
  description: 'The bank holds the buyer’s money for an order.',
  schema: z.object(payment),
});

export const paymentDeclined = defineEvent({
  type: 'payment.PaymentDeclined',
  key: 'orderId',
  description: 'The bank or the buyer refused, or the bank could not be reached for good.',
  schema: z.object({ ...payment, reason: z.string() }),
});

export const paymentCaptured = defineEvent({
  type: 'payment.PaymentCaptured',
  key: 'orderId',
  description: 'The money was taken.',
  schema: z.object(payment),
});

export const paymentVoided = defineEvent({
  type: 'payment.PaymentVoided',
  key: 'orderId',
  description: 'An authorization was given back before any money was taken.',
  schema: z.object(payment),
});

export const paymentRefunded = defineEvent({
  type: 'payment.PaymentRefunded',
  key: 'orderId',
  description: 'Money went back to the buyer.',
  schema: z.object({
    ...payment,
    refundId: z.uuid(),
    refundRequestId: z
      .uuid()
      .nullable()
      .default(null)
      .describe('The order’s request it answers; null when nobody asked by event'),
    refundedMinor: z.int().describe('All refunds of the payment so far'),
    whole: z.boolean().describe('Whether nothing captured is left'),
  }),
});

export const paymentCaptureAccepted = defineEvent({
  type: 'payment.PaymentCaptureAccepted',
  key: 'orderId',
  description: 'Staff takes money that is held; whether the bank does it is told by what follows.',
  schema: z.object(payment),
});

export const paymentRefundAccepted = defineEvent({
  type: 'payment.PaymentRefundAccepted',
  key: 'orderId',
  description: 'Staff gives money back; whether the bank does it is told by what follows.',
  schema: z.object({ ...payment, refundId: z.uuid(), reason: z.string() }),
});

export const paymentRefundRefused = defineEvent({
  type: 'payment.PaymentRefundRefused',
  key: 'orderId',
  description: 'Money an order asked back does not go back. Told again whenever the order asks again.',
  schema: z.object({
    ...payment,
    refundRequestId: z.uuid(),
    reason: z
      .string()
      .describe('`more_than_captured`, `nothing_to_refund`, `other_currency`, `refused_by_bank`, or the bank’s code'),
  }),
});

export const statementImported = defineEvent({
  type: 'payment.StatementImported',
  key: 'statementId',
  description: 'The bank’s statement of a day was imported and held against the ledger.',
  schema: z.object({
    statementId: z.uuid().describe('The same whenever this day is imported'),
    date: z.iso.date(),
    asOf: z.iso.datetime(),
    lineCount: z.int().nonnegative(),
    differenceCount: z.int().nonnegative(),
    at: z.iso.datetime(),
  }),
});

export const paymentEvents = [
  paymentAuthorized,
  paymentDeclined,
  paymentCaptured,
  paymentVoided,
  paymentRefunded,
  paymentRefundRefused,
  paymentCaptureAccepted,
  paymentRefundAccepted,
  statementImported,
] as const;
