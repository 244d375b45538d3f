import type { Payment, PaymentEventType } from './payment.ts';

/** A payment as the merchant's API shows it. */
export function paymentView(payment: Payment, publicUrl: string) {
  return {
    id: payment.id,
    status: payment.status,
    redirectUrl: payment.status === 'requires_action' ? `${publicUrl}/3ds/${payment.id}` : null,
    reason: payment.reason ?? null,
    reference: payment.reference,
    amount: payment.amount,
    currency: payment.currency,
    capturedAmount: payment.capturedAmount,
    refundedAmount: payment.refundedAmount,
    card: { brand: payment.card.brand, last4: payment.card.last4 },
    createdAt: new Date(payment.createdAt).toISOString(),
    expiresAt: new Date(payment.deadline).toISOString(),
    refunds: payment.refunds.map(({ id, reference, amount, at }) => ({
      id,
      reference,
      amount,
      createdAt: new Date(at).toISOString(),
    })),
  };
}

/** One refund of a payment, by the merchant's reference. */
export function refundView(payment: Payment, reference: string) {
  const refund = payment.refunds.find((made) => made.reference === reference)!;
  return {
    id: refund.id,
    status: 'succeeded',
    paymentId: payment.id,
    reference,
    amount: refund.amount,
    currency: payment.currency,
    createdAt: new Date(refund.at).toISOString(),
  };
}

/** The body of a callback. A refund's event carries the refund's own amount, all others the payment's. */
export function eventBody(id: string, type: PaymentEventType, payment: Payment, now: number): string {
  const refund = type === 'refund.succeeded' ? payment.refunds.at(-1) : undefined;
  return JSON.stringify({
    id,
    type,
    createdAt: new Date(now).toISOString(),
    data: {
      paymentId: payment.id,
      reference: payment.reference,
      amount: refund?.amount ?? (type === 'payment.captured' ? payment.capturedAmount : payment.amount),
      currency: payment.currency,
      status: payment.status,
      reason: payment.reason,
      refundId: refund?.id,
      refundReference: refund?.reference,
    },
  });
}

/** Where the buyer's browser goes after the 3-D Secure page. */
export function returnAddress(payment: Payment): string {
  const { status } = payment;
  const result =
    status === 'expired' ? 'expired' : status === 'declined' || status === 'voided' ? 'declined' : 'authorized';
  const address = new URL(payment.returnUrl);
  address.searchParams.set('payment', payment.id);
  address.searchParams.set('result', result);
  return address.href;
}
