import { mayRead } from '#kernel/auth/viewer.ts';
import { refundedMinor } from '../domain/payment.ts';
import type { PaymentResolvers } from '../generated.ts';

export const Payment: PaymentResolvers = {
  __resolveReference: async ({ id }, { payments, viewer }) => {
    const payment = await payments.byId(id);
    return payment && mayRead(viewer, payment.userId) ? payment : null;
  },
  captured: ({ capturedMinor, amount }) => ({ minor: capturedMinor, currency: amount.currency }),
  refunded: (payment) => ({ minor: refundedMinor(payment), currency: payment.amount.currency }),
  declineReason: ({ reason }) => reason,
  refunds: ({ refunds, amount }) => refunds.map((refund) => ({ ...refund, currency: amount.currency })),
};
