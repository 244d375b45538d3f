import { requireRole } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import { isDay } from '../commands/import-statement.ts';
import type { QueryResolvers } from '../generated.ts';
import { loadBalances } from '../store/ledger.ts';
import { findStatement, statementsPage } from '../store/statements.ts';

export const Query: QueryResolvers = {
  bankStatement: async (_parent, { date }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    return isDay(date) ? ((await findStatement(db, date)) ?? null) : null;
  },
  bankStatements: async (_parent, { first, after }, { db, viewer }) => {
    requireRole(viewer, 'admin');
    const size = pageSize(first);
    const [before] = decodeCursor(after, ['string']) ?? [];
    if (before !== undefined && !isDay(before))
      throw new Fault('BAD_USER_INPUT', 'The cursor is not one of this list.');
    const rows = await statementsPage(db, before ?? null, size + 1);
    return connectionOf(rows, size, before !== undefined, ({ date }) => [date]);
  },
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
