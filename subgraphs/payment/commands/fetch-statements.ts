import { Gauge } from 'prom-client';
import type { Database } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { claimDay, forgetDays, putOffDay, standing } from '../store/statement-fetches.ts';
import { DAY_MS, type ImportStatement } from './import-statement.ts';

const differences = new Gauge({
  name: 'payment_statement_differences',
  help: 'Movements of the last days that differ between the bank’s statements and here',
  registers: [metrics],
});
const missing = new Gauge({
  name: 'payment_statement_days_missing',
  help: 'Days of the last ones that are over and whose statement could not be had yet',
  registers: [metrics],
});

/** How long one process has a day to itself: longer than any statement takes. */
const LEASE_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** A day with differences is looked at again this often: what came late here, or what was mended, agrees by then. */
const AGAIN_MS = 6 * 60 * 60_000;

/**
 * Fetches the bank's statement of every day the ledger has closed, once each, and again while there are differences. A day
 * belongs to whoever claimed it, so any number of processes may do so at the same time; days that were missed, because
 * nothing ran or the bank was ill, are made up for, the oldest first.
 * @param days how far back; 0 for never
 */
export function createFetchStatements(options: {
  db: Database;
  importStatement: ImportStatement;
  log: Logger;
  days: number;
}): () => Promise<void> {
  const { db, importStatement, log, days } = options;

  /** @returns why the day's whole statement is not there; null when it is */
  async function problemOf(date: string): Promise<string | null> {
    try {
      const result = await importStatement({ date }, null);
      if (result.outcome !== 'imported') return result.message;
      return result.statement.asOf.getTime() < Date.parse(date) + DAY_MS - 1_000 ? 'The bank’s day lasts.' : null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  async function fetch({ date, attempts }: { date: string; attempts: number }): Promise<void> {
    const problem = await problemOf(date);
    if (problem !== null) log.warn({ date, problem, attempts }, 'the statement of a day could not be imported');
    const pause = problem === null ? AGAIN_MS : Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    await putOffDay(db, date, pause, problem);
  }

  return async () => {
    if (days === 0) return;
    for (let day = await claimDay(db, days, LEASE_MS); day; day = await claimDay(db, days, LEASE_MS)) await fetch(day);
    await forgetDays(db, days);
    const found = await standing(db, days);
    differences.set(found.differences);
    missing.set(found.missing);
  };
}
