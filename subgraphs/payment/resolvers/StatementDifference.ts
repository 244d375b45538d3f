import type { Money } from '#schema/money.ts';
import type { StatementDifferenceResolvers } from '../generated.ts';

const money = (minor: number | null, currency: string | null): Money | null =>
  minor === null || currency === null ? null : { minor, currency };

export const StatementDifference: StatementDifferenceResolvers = {
  payment: async ({ paymentId }, _arguments, { payments }) =>
    paymentId ? ((await payments.byId(paymentId)) ?? null) : null,
  here: ({ hereMinor, hereCurrency }) => money(hereMinor, hereCurrency),
  status: ({ hereStatus }) => hereStatus,
  there: ({ thereMinor, thereCurrency }) => money(thereMinor, thereCurrency),
};
