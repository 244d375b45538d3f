import { mayRead, type Viewer } from '#kernel/auth/viewer.ts';
import { refundedMinor } from '../domain/payment.ts';
import type { PaymentResolvers } from '../generated.ts';

/** These are nobody's own. */
const isStaff = (viewer: Viewer): boolean => mayRead(viewer, '');

export const Payment: PaymentResolvers = {
  __resolveReference: async ({ id }, { payments, viewer }) => {
    const payment = await payments.byId(id);
    return payment && mayRead(viewer, payment.userId) ? payment : null;
  },
  captured: ({ capturedMinor, amount }) => ({ minor: capturedMinor, currency: amount.currency }),
  refunded: (payment) => ({ minor: refundedMinor(payment), currency: payment.amount.currency }),
  declineReason: ({ reason }) => reason,
  refunds: ({ refunds, amount }) => refunds.map((refund) => ({ ...refund, currency: amount.currency })),
  ledger: async ({ id, amount: { currency }, refunds }, _arguments, { payments, viewer }) => {
    if (!isStaff(viewer)) return null;
    const entries = await payments.ledger(id);
    return entries.map(({ kind, at, refundId, transfers }) => {
      const refund = refunds.find((one) => one.id === refundId);
      return {
        kind,
        at,
        refund: refund ? { ...refund, currency } : null,
        transfers: transfers.map(({ debit, credit, minor }) => ({ debit, credit, amount: { minor, currency } })),
      };
    });
  },
  providerEvents: async ({ id }, _arguments, { payments, viewer }) => {
    if (!isStaff(viewer)) return null;
    const events = await payments.providerEvents(id);
    return events.map((event) => ({ ...event, body: event.body ? JSON.stringify(event.body) : null }));
  },
};
