import { requireRole } from '#kernel/auth/viewer.ts';
import type { QueryResolvers } from '../generated.ts';
import { loadBalances } from '../store/ledger.ts';

export const Query: QueryResolvers = {
  ledgerBalances: async (_parent, _arguments, { db, viewer }) => {
    requireRole(viewer, 'admin');
    const balances = await loadBalances(db);
    return balances.map(({ account, currency, debited, credited }) => ({
      account,
      debited: { minor: debited, currency },
      credited: { minor: credited, currency },
      balance: { minor: debited - credited, currency },
    }));
  },
};
