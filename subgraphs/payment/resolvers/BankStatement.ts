import { connectionOf, decodeCursor, pageSize } from '#kernel/graphql/connection.ts';
import type { BankStatementResolvers } from '../generated.ts';
import { differencesPage } from '../store/statements.ts';

export const BankStatement: BankStatementResolvers = {
  differences: async ({ date }, { first, after }, { db }) => {
    const size = pageSize(first);
    const [last] = decodeCursor(after, ['number']) ?? [];
    const rows = await differencesPage(db, date, last ?? -1, size + 1);
    return connectionOf(rows, size, last !== undefined, ({ number }) => [number]);
  },
};
