import type { Acting } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { Fault } from '#kernel/errors.ts';
import { idOfName, isId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { reconcile } from '../domain/reconciliation.ts';
import { statementImported } from '../events.ts';
import { type PaymentProvider, ProviderUnavailable, type Statement, StatementDamaged } from '../provider.ts';
import {
  findStatement,
  insertDifferences,
  ownOfLedger,
  ownOfReferences,
  replaceStatement,
  type StoredStatement,
} from '../store/statements.ts';

/** The day to ask the bank for, or a file of the bank's. */
export type StatementSource = { readonly date: string } | { readonly csv: string };

export type ImportResult =
  | { readonly outcome: 'imported'; readonly statement: StoredStatement }
  | { readonly outcome: 'damaged'; readonly line: number; readonly message: string }
  | { readonly outcome: 'invalid'; readonly field: string; readonly message: string };

/**
 * Takes in the bank's statement of a day and finds every difference from what we have. Importing a day again puts the new
 * statement and its differences in the place of the old ones. All of it or, when the file is damaged, nothing.
 * @param importedBy null for what is fetched by itself
 * @throws Fault UNAVAILABLE when the bank does not give its statement
 */
export type ImportStatement = (
  source: StatementSource,
  importedBy: string | null,
  by?: Acting,
) => Promise<ImportResult>;

/** How long a day of UTC is, in ms. */
export const DAY_MS = 86_400_000;

export function createImportStatement(options: {
  db: Database;
  outbox: Outbox;
  provider: PaymentProvider;
  clock: Clock;
  /**
   * How long after the bank we may come to know of what it did, clocks apart included, in ms: what happened here in the last
   * so many of a day is looked for in the next day's statement too, and not missed before.
   */
  lagMs: number;
}): ImportStatement {
  const { db, outbox, provider, clock, lagMs } = options;

  async function fetched(date: string): Promise<string> {
    try {
      return await provider.statement(date);
    } catch (cause) {
      if (!(cause instanceof ProviderUnavailable)) throw cause;
      throw new Fault('UNAVAILABLE', 'The bank does not give its statement now; try again later.', { cause });
    }
  }

  async function take(
    statement: Statement,
    importedBy: string | null,
    by: Acting | undefined,
  ): Promise<StoredStatement> {
    const { date, asOf, lines } = statement;
    const from = new Date(Date.parse(date) - lagMs);
    const until = new Date(Math.min(Date.parse(date) + DAY_MS, asOf.getTime()) - lagMs);
    await db.transaction(async (tx) => {
      await replaceStatement(tx, statement, importedBy, clock());
      const happened = await ownOfLedger(tx, date, from, until);
      const named = await ownOfReferences(tx, [...new Set(lines.map(({ reference }) => reference).filter(isId))]);
      const differences = reconcile(lines, { happened, named });
      await insertDifferences(tx, date, differences);
      const told = { statementId: idOfName(`bank statement ${date}`), date, asOf: asOf.toISOString() };
      const counts = { lineCount: lines.length, differenceCount: differences.length, at: clock().toISOString() };
      await outbox.append(tx, [toOutgoing(statementImported, { ...told, ...counts }, by)]);
    });
    return (await findStatement(db, date))!;
  }

  return async (source, importedBy, by) => {
    if ('date' in source && !isDay(source.date))
      return { outcome: 'invalid', field: 'date', message: 'A day is written YYYY-MM-DD.' };
    if ('date' in source && Date.parse(source.date) > clock().getTime())
      return { outcome: 'invalid', field: 'date', message: 'That day has not begun.' };
    const file = 'csv' in source ? source.csv : await fetched(source.date);
    try {
      const statement = provider.readStatement(file);
      if ('date' in source && statement.date !== source.date)
        throw new StatementDamaged(1, `it is of ${statement.date}, not of ${source.date}`);
      return { outcome: 'imported', statement: await take(statement, importedBy, by) };
    } catch (error) {
      if (!(error instanceof StatementDamaged)) throw error;
      return { outcome: 'damaged', line: error.line, message: `Line ${error.line}: ${error.message}.` };
    }
  };
}

/** Whether a text is a day there is. */
export const isDay = (text: string): boolean =>
  /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
