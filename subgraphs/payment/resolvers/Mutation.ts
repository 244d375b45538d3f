import { actorOf, requireRole, requireService, requireUser } from '#kernel/auth/viewer.ts';
import { type Money, toDecimal } from '#schema/money.ts';
import type { StaffResult } from '../commands/staff-requests.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  startPayment: (_parent, { input }, context) => {
    requireService(context.viewer);
    return context.startPayment(input);
  },
  importStatement: async (_parent, { input: { date, csv } }, { importStatement, viewer }) => {
    requireRole(viewer, 'admin');
    const { id } = requireUser(viewer);
    const invalid = (message: string, field: string) => ({
      ...{ __typename: 'InvalidInput' as const, code: 'INVALID_INPUT', message, field },
    });
    if ((date ?? csv) == null || (date != null && csv != null)) return invalid('Give a day or a file, one.', 'input');
    const result = await importStatement(date == null ? { csv: csv! } : { date }, id, actorOf(viewer));
    switch (result.outcome) {
      case 'imported':
        return { __typename: 'StatementImported', statement: result.statement };
      case 'damaged':
        return {
          ...{ __typename: 'StatementDamaged', code: 'STATEMENT_DAMAGED' },
          ...{ message: result.message, line: result.line },
        };
      case 'invalid':
        return invalid(result.message, `input.${result.field}`);
    }
  },
  capturePayment: async (_parent, { input }, { staff, viewer }) => {
    requireRole(viewer, 'admin');
    const result = await staff.capture(input, requireUser(viewer).id, actorOf(viewer));
    if (result.outcome === 'accepted') return { __typename: 'CaptureAccepted', payment: result.payment };
    if (result.outcome !== 'refused') return presentRefusal(result, input.paymentId);
    const { payment, refusal } = result;
    if (refusal.type === 'not-possible')
      return {
        __typename: 'PaymentNotCapturable',
        code: 'PAYMENT_NOT_CAPTURABLE',
        message: 'The bank holds no money that waits to be taken.',
        status: refusal.status,
      };
    const available = { minor: refusal.availableMinor, currency: payment.amount.currency };
    const message = `At most ${inWords(available)} can be captured.`;
    return { __typename: 'CaptureTooLarge', code: 'CAPTURE_TOO_LARGE', message, available };
  },
  refundPayment: async (_parent, { input }, { staff, viewer }) => {
    requireRole(viewer, 'admin');
    const result = await staff.refund(input, requireUser(viewer).id, actorOf(viewer));
    if (result.outcome === 'accepted') {
      const { payment, refund } = result;
      return { __typename: 'RefundAccepted', payment, refund: { ...refund!, currency: payment.amount.currency } };
    }
    if (result.outcome !== 'refused') return presentRefusal(result, input.paymentId);
    const { payment, refusal } = result;
    if (refusal.type === 'not-possible')
      return {
        __typename: 'PaymentNotRefundable',
        code: 'PAYMENT_NOT_REFUNDABLE',
        message: 'No money of this payment has been taken, or all of it went back.',
        status: refusal.status,
      };
    const available = { minor: refusal.availableMinor, currency: payment.amount.currency };
    const message = `At most ${inWords(available)} can be refunded.`;
    return { __typename: 'RefundTooLarge', code: 'REFUND_TOO_LARGE', message, available };
  },
};

const inWords = (money: Money): string => `${toDecimal(money)} ${money.currency}`;

function presentRefusal(
  result: Extract<StaffResult, { outcome: 'not-found' | 'invalid' | 'key-conflict' }>,
  id: string,
) {
  switch (result.outcome) {
    case 'not-found':
      return { __typename: 'NotFound' as const, code: 'NOT_FOUND', message: 'There is no such payment.', id };
    case 'invalid': {
      const { message, field } = result;
      return { __typename: 'InvalidInput' as const, code: 'INVALID_INPUT', message, field: `input.${field}` };
    }
    case 'key-conflict':
      return {
        __typename: 'IdempotencyConflict' as const,
        code: 'IDEMPOTENCY_CONFLICT',
        message: 'This key was used for something else; repeat that or take a new key.',
      };
  }
}
