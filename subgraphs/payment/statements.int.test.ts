import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { bankDefaults } from '#sandbox/bank/bank-options.ts';
import { ADMIN, roubles, type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ PAYMENT_STATEMENT_LAG_MS: '0' });
});
afterAll(() => stand.stop());

const DAY = `date asOf lineCount differenceCount importedBy differences(first: 100) { edges { node {
  kind movement reference status payment { id } here { amount currency } there { amount currency } } } }`;
const IMPORT = `mutation ($input: ImportStatementInput!) { importStatement(input: $input) { __typename
  ... on StatementImported { statement { ${DAY} } } ... on StatementDamaged { line } ... on InvalidInput { field }
  ... on Refusal { code message } } }`;

interface Imported {
  __typename: string;
  statement?: { date: string; lineCount: number; differenceCount: number; importedBy: string; differences: unknown };
  line?: number;
  code?: string;
}

const today = () => new Date().toISOString().slice(0, 10);

const importStatement = async (input: { date?: string; csv?: string }, viewer: Viewer = ADMIN) =>
  (await stand.ask<{ importStatement: Imported }>(IMPORT, { input }, viewer)).importStatement;

async function differencesAfter(input: { date?: string; csv?: string }): Promise<Record<string, unknown>[]> {
  const { statement } = await importStatement(input);
  const { edges } = statement!.differences as { edges: { node: Record<string, unknown> }[] };
  expect(statement!.differenceCount).toBe(edges.length);
  return edges.map(({ node }) => node);
}

/** The bank's file of today. */
async function file(): Promise<string> {
  const answer = await fetch(`${stand.bankUrl}/statement?format=csv`, {
    headers: { authorization: `Bearer ${bankDefaults.apiKey}` },
  });
  return answer.text();
}

/** The file with its lines changed, and totals and end made to fit. */
function forge(csv: string, change: (lines: string[]) => string[]): string {
  const [header, ...rows] = csv.trimEnd().split('\r\n');
  const at = rows.at(-1)!.split(',')[0]!;
  const lines = change(rows.filter((row) => !/,(total|end),/.test(row)));
  const totals = new Map<string, number>();
  for (const line of lines) {
    const [amount, currency] = line.split(',').slice(5) as [string, string];
    totals.set(currency, (totals.get(currency) ?? 0) + Number(amount));
  }
  const ends = [...totals].map(([currency, amount]) => `${at},total,,,,${amount},${currency}`);
  return [header, ...lines, ...ends, `${at},end,,,,${lines.length},`].join('\r\n');
}

const refund = (paymentId: string, amount: string) =>
  stand.ask('mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename } }', {
    input: { paymentId, amount: roubles(amount), reason: 'damaged', idempotencyKey: newId() },
  });

describe('the bank’s statement of today', () => {
  it('agrees with what is here, asked for or as a file, however often', async () => {
    const { id } = await stand.captured();
    await stand.captured();
    await refund(id, '99.00');
    await stand.start('tok_frictionless');
    expect(await differencesAfter({ date: today() })).toEqual([]);
    expect(await differencesAfter({ csv: await file() })).toEqual([]);
    const again = await importStatement({ date: today() });
    expect(again.statement).toMatchObject({ date: today(), lineCount: 3, importedBy: (ADMIN as { id: string }).id });
  });

  it('is held against what is here: every difference is named, and gone when it is mended', async () => {
    const [same, less, gone, stranger] = [
      await stand.captured(),
      await stand.captured(),
      await stand.captured(),
      newId(),
    ];
    const waiting = await stand.start('tok_frictionless');
    const forged = forge(await file(), (lines) => [
      ...lines
        .filter((line) => !line.includes(gone.id))
        .map((line) => (line.includes(less.id) ? line.replace('129900', '100') : line)),
      `${today()}T00:00:00.000Z,capture,pay_x,${stranger},,500,EUR`,
      `${today()}T00:00:00.000Z,capture,pay_y,${waiting.id},,129900,RUB`,
      `${today()}T00:00:00.000Z,refund,pay_z,nobody-knows,ref_z,-700,RUB`,
    ]);
    const whole = { amount: '1299.00', currency: 'RUB' };
    expect(await differencesAfter({ csv: forged })).toEqual([
      {
        ...{ kind: 'AMOUNT_DIFFERS', movement: 'CAPTURE', reference: less.id, status: 'CAPTURED' },
        ...{ payment: { id: less.id }, here: whole, there: { amount: '1.00', currency: 'RUB' } },
      },
      {
        ...{ kind: 'MISSING_HERE', movement: 'CAPTURE', reference: stranger, status: null },
        ...{ payment: null, here: null, there: { amount: '5.00', currency: 'EUR' } },
      },
      {
        ...{ kind: 'STATUS_DIFFERS', movement: 'CAPTURE', reference: waiting.id, status: 'AUTHORIZED' },
        ...{ payment: { id: waiting.id }, here: { amount: '0.00', currency: 'RUB' }, there: whole },
      },
      {
        ...{ kind: 'MISSING_HERE', movement: 'REFUND', reference: 'nobody-knows', status: null },
        ...{ payment: null, here: null, there: { amount: '7.00', currency: 'RUB' } },
      },
      {
        ...{ kind: 'MISSING_THERE', movement: 'CAPTURE', reference: gone.id, status: 'CAPTURED' },
        ...{ payment: { id: gone.id }, here: whole, there: null },
      },
    ]);
    expect(forged).toContain(same.id);
    expect(await differencesAfter({ date: today() })).toEqual([]);
  });

  it('misses a refund that the bank has not made', async () => {
    const { id } = await stand.captured();
    await refund(id, '10.00');
    const without = forge(await file(), (lines) => lines.filter((line) => !line.includes(',refund,')));
    const missing = (await differencesAfter({ csv: without })).filter(
      ({ payment }) => (payment as { id: string }).id === id,
    );
    expect(missing).toMatchObject([{ kind: 'MISSING_THERE', movement: 'REFUND', here: { amount: '10.00' } }]);
  });

  it('does not miss what another day’s statement has', async () => {
    const { id } = await stand.captured();
    const whole = await file();
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const only = forge(whole, (lines) => lines.filter((line) => line.includes(id))).replaceAll(today(), yesterday);
    await importStatement({ csv: only });
    const rest = forge(whole, (lines) => lines.filter((line) => !line.includes(id)));
    expect(await differencesAfter({ csv: rest })).toEqual([]);
  });

  it('that is damaged is refused by its line, and leaves the one before as it was', async () => {
    await stand.captured();
    const whole = await file();
    const before = await importStatement({ csv: whole });
    const lines = whole.split('\r\n');
    for (const [csv, line] of [
      [lines.slice(0, 2).join('\r\n'), 2],
      [whole.replace(/,129900,/, ',x,'), 2],
      ['', 1],
    ] as const)
      expect(await importStatement({ csv })).toMatchObject({ code: 'STATEMENT_DAMAGED', line });
    const after = await stand.ask<{ bankStatement: object }>(
      `query ($d: String!) { bankStatement(date: $d) { ${DAY} } }`,
      {
        d: today(),
      },
    );
    expect(after.bankStatement).toEqual(before.statement);
  });

  it('is not half there when the import fails in the middle', async () => {
    await stand.captured();
    const before = await importStatement({ date: today() });
    const { sql } = stand.subgraph.db;
    const lines = () => sql`select * from bank_statement_line order by date, line`;
    const kept = await lines();
    // A time that CSV and JavaScript can write, and PostgreSQL cannot keep.
    const impossible = forge(await file(), () => []).replaceAll(today(), '0000-01-01');
    await expect(importStatement({ csv: impossible })).rejects.toThrow();
    expect(await lines()).toEqual(kept);
    expect(before.statement!.differenceCount).toBe(0);
  });

  it('imported by ten at once is there once', async () => {
    await stand.captured();
    const all = await Promise.all(Array.from({ length: 10 }, () => importStatement({ date: today() })));
    expect(all.every(({ statement }) => statement?.differenceCount === 0)).toBe(true);
    const { sql } = stand.subgraph.db;
    const [count] = await sql`select count(*)::int as lines, count(distinct reference)::int as references
      from bank_statement_line where date = ${today()}`;
    expect(count!.lines).toBe(count!.references);
  });

  it('stands in a list, the latest first', async () => {
    await importStatement({ date: '2001-01-01' });
    const list =
      'query ($after: String) { bankStatements(first: 1, after: $after) { edges { cursor node { date } } pageInfo { hasNextPage } } }';
    type Page = {
      bankStatements: { edges: { cursor: string; node: { date: string } }[]; pageInfo: { hasNextPage: boolean } };
    };
    const days: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const { edges, pageInfo } = (await stand.ask<Page>(list, { after })).bankStatements;
      days.push(...edges.map(({ node }) => node.date));
      after = edges.at(-1)!.cursor;
      more = pageInfo.hasNextPage;
    }
    expect(days).toEqual([...days].sort().reverse());
    expect(days).toContain('2001-01-01');
  });

  it.each([
    ['nothing', {}, 'input'],
    ['a day and a file', { date: '2026-01-01', csv: '' }, 'input'],
    ['a day that is none', { date: '2026-02-30' }, 'input.date'],
    ['a day of the year 0', { date: '0000-01-01' }, 'input.date'],
    ['a day in other words', { date: 'yesterday' }, 'input.date'],
    ['a day to come', { date: '2999-01-01' }, 'input.date'],
  ])('is not imported for %s', async (_what, input, field) => {
    expect(await importStatement(input)).toMatchObject({ __typename: 'InvalidInput', field });
  });

  it('is not had from a bank that is ill', async () => {
    await stand.setFaults({ errorRate: 1 });
    await expect(importStatement({ date: today() })).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    await stand.setFaults({ errorRate: 0 });
  });

  it.each([
    ['a guest', GUEST, 'UNAUTHENTICATED'],
    ['a buyer', { kind: 'user', id: newId(), roles: ['buyer'], sessionId: 's' } as const, 'FORBIDDEN'],
  ])('is not for %s', async (_who, viewer, code) => {
    await expect(importStatement({ date: today() }, viewer)).rejects.toMatchObject({ extensions: { code } });
    await expect(stand.ask('{ bankStatements { edges { cursor } } }', {}, viewer)).rejects.toMatchObject({
      extensions: { code },
    });
  });
});
