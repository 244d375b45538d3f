import { requireRole, requireService, requireUser } from '#kernel/auth/viewer.ts';
import { toDecimal } from '#schema/money.ts';
import type { RefundResult } from '../commands/refund-payment.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  startPayment: (_parent, { input }, context) => {
    requireService(context.viewer);
    return context.startPayment(input);
  },
  refundPayment: async (_parent, { input }, context) => {
    requireRole(context.viewer, 'admin');
    return present(await context.refundPayment(input, requireUser(context.viewer).id), input.paymentId);
  },
};

function present(result: RefundResult, id: string) {
  switch (result.outcome) {
    case 'accepted': {
      const { payment, refund } = result;
      return {
        __typename: 'RefundAccepted' as const,
        payment,
        refund: { ...refund, currency: payment.amount.currency },
      };
    }
    case 'refused':
      return presentRefusal(result);
    case 'not-found':
      return { __typename: 'NotFound' as const, code: 'NOT_FOUND', message: 'There is no such payment.', id };
    case 'invalid':
      return {
        __typename: 'InvalidInput' as const,
        code: 'INVALID_INPUT',
        message: result.message,
        field: `input.${result.field}`,
      };
    case 'key-conflict':
      return {
        __typename: 'IdempotencyConflict' as const,
        code: 'IDEMPOTENCY_CONFLICT',
        message: 'This key was used for another refund; repeat that one or take a new key.',
      };
  }
}

function presentRefusal({ payment, refusal }: Extract<RefundResult, { outcome: 'refused' }>) {
  if (refusal.type === 'not-refundable')
    return {
      __typename: 'PaymentNotRefundable' as const,
      code: 'PAYMENT_NOT_REFUNDABLE',
      message: 'No money of this payment has been taken, or all of it went back.',
      status: refusal.status,
    };
  const available = { minor: refusal.availableMinor, currency: payment.amount.currency };
  return {
    __typename: 'RefundTooLarge' as const,
    code: 'REFUND_TOO_LARGE',
    message: `At most ${toDecimal(available)} ${available.currency} can be refunded.`,
    available,
  };
}
