import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { Outbox } from '#kernel/messages/outbox.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { bankDefaults } from '#sandbox/bank/bank-options.ts';
import { createFetchStatements } from './commands/fetch-statements.ts';
import { createImportStatement } from './commands/import-statement.ts';
import { createSandboxBank } from './providers/sandbox-bank.ts';
import { paymentLaws } from './store/laws.ts';
import { closeDay } from './store/ledger.ts';
import { type Stand, startStand } from './testing/stand.ts';

let stand: Stand;

/** Yesterday is 1, once it is closed: an hour after it ended. */
const dayOf = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000 - 3_600_000).toISOString().slice(0, 10);

/** A capture at noon of a day by the ledger; of no payment, so that no statement is held against it, unless one is given. */
const captured = (daysAgo: number, paymentId: string = newId()) => stand.subgraph.db.sql`
  insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency, at)
  values (${paymentId}, 99, 0, 'CAPTURE', 'CAPTURED', 'FEES', 100, 'RUB', ${`${dayOf(daysAgo)}T12:00:00Z`})`;

type Listed = { date: string; importedBy: string | null; differences: { edges: { node: { kind: string } }[] } };
const listed = async (): Promise<Listed[]> => {
  const { bankStatements } = await stand.ask<{ bankStatements: { edges: { node: Listed }[] } }>(
    '{ bankStatements { edges { node { date importedBy differences { edges { node { kind } } } } } } }',
  );
  return bankStatements.edges.map(({ node }) => node);
};
const days = async () => (await listed()).map(({ date }) => date);

const gauge = async (name: string) =>
  ((await metrics.getSingleMetric(name)!.get()) as { values: { value: number }[] }).values[0]!.value;

describe('the bank’s statements of days', () => {
  describe('that are over', () => {
    beforeAll(async () => {
      stand = await startStand({ PAYMENT_BOOKS_MS: '50' });
    });
    afterAll(() => stand.stop());

    it('are fetched by the subgraph itself', async () => {
      await captured(2);
      await eventually(async () => expect(await days()).toEqual([dayOf(1), dayOf(2)]));
      expect((await listed()).map(({ importedBy }) => importedBy)).toEqual([null, null]);
    });
  });

  describe('that are over, by any number of processes', () => {
    let asked: string[];
    const fetchAll = async (processes: number, back: number) => {
      const { db } = stand.subgraph;
      const { apiKey, webhookSecret } = bankDefaults;
      const bank = createSandboxBank({ url: stand.bankUrl, apiKey, webhookSecret, callbackUrl: '', timeoutMs: 5_000 });
      const statement = (date: string) => {
        asked.push(date);
        return bank.statement(date);
      };
      const provider = { ...bank, statement };
      const outbox = new Outbox('payment', { leading: false, nudge: () => {} });
      const importStatement = createImportStatement({ db, outbox, provider, clock: () => new Date(), lagMs: 0 });
      const fetchStatements = createFetchStatements({ db, importStatement, log: createLogger('test'), days: back });
      await Promise.all(Array.from({ length: processes }, fetchStatements));
      await bank.close();
    };
    const letTimePass = () => stand.subgraph.db.sql`update bank_statement_fetch set next_at = now()`;
    /** What `npm run verify` names. */
    const disagreements = async () => {
      const { violations } = paymentLaws.find(({ name }) => name.includes('statements'))!;
      return [...(await stand.subgraph.db.sql.unsafe(violations))];
    };

    beforeAll(async () => {
      stand = await startStand();
      await captured(5);
      while (await closeDay(stand.subgraph.db));
    });
    afterAll(() => stand.stop());
    beforeEach(async () => {
      asked = [];
      await stand.subgraph.db.sql`delete from bank_statement`;
      await stand.subgraph.db.sql`delete from bank_statement_fetch`;
    });

    it('are fetched once each, the missed ones too, but none from longer ago than is asked for', async () => {
      await fetchAll(4, 3);
      expect(asked.toSorted()).toEqual([dayOf(3), dayOf(2), dayOf(1)]);
      expect(await days()).toEqual([dayOf(1), dayOf(2), dayOf(3)]);
      await letTimePass();
      await fetchAll(4, 3);
      expect(asked).toHaveLength(3);
    });

    it('are not fetched at all where they are imported by hand only', async () => {
      await fetchAll(1, 0);
      expect(asked).toEqual([]);
    });

    it('are asked for again, after a while, from a bank that was ill', async () => {
      await stand.setFaults({ errorRate: 1 });
      await fetchAll(1, 1);
      expect(await days()).toEqual([]);
      expect(await gauge('payment_statement_days_missing')).toBe(1);
      await stand.setFaults({ errorRate: 0 });
      await fetchAll(1, 1);
      expect(await days()).toEqual([]);
      await letTimePass();
      await fetchAll(1, 1);
      expect(await days()).toEqual([dayOf(1)]);
      expect(await gauge('payment_statement_days_missing')).toBe(0);
    });

    it('replace what was imported while the day lasted', async () => {
      const { sql } = stand.subgraph.db;
      await sql`insert into bank_statement (date, as_of, line_count, imported_by, imported_at)
        values (${dayOf(1)}, ${`${dayOf(1)}T15:00:00Z`}, 0, ${newId()}, now())`;
      await fetchAll(1, 1);
      expect(await listed()).toMatchObject([{ date: dayOf(1), importedBy: null }]);
    });

    it('that differ are counted, and held against the ledger again until they agree', async () => {
      const { id } = await stand.captured();
      await captured(1, id);
      await fetchAll(1, 1);
      expect(await listed()).toMatchObject([
        { date: dayOf(1), differences: { edges: [{ node: { kind: 'MISSING_THERE' } }] } },
      ]);
      expect(await gauge('payment_statement_differences')).toBe(1);
      expect(await disagreements()).toMatchObject([{ expected: '100 RUB', found: 'nothing' }]);
      // The bank has it, on another day.
      await stand.ask('mutation ($date: String!) { importStatement(input: { date: $date }) { __typename } }', {
        date: new Date().toISOString().slice(0, 10),
      });
      await letTimePass();
      await fetchAll(1, 1);
      expect((await listed()).find(({ date }) => date === dayOf(1))!.differences.edges).toEqual([]);
      expect(await gauge('payment_statement_differences')).toBe(0);
      expect(await disagreements()).toEqual([]);
    });
  });
});
