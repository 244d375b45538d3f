import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { paymentLaws } from './store/laws.ts';
import { ADMIN, roubles, type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ PAYMENT_FEE_BPS: '1250' });
});
afterAll(() => stand.stop());

interface Entry {
  kind: string;
  refund: { reason: string } | null;
  transfers: { debit: string; credit: string; amount: { amount: string } }[];
}
interface Balance {
  account: string;
  debited: { amount: string; currency: string };
  credited: { amount: string };
  balance: { amount: string };
}

const PAYMENT = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Payment {
  ledger { kind refund { reason } transfers { debit credit amount { amount } } at }
  providerEvents { id kind outcome body receivedAt } } } }`;
const BALANCES = `{ ledgerBalances {
  account debited { amount currency } credited { amount } balance { amount } } }`;

async function see(id: string, viewer: Viewer = ADMIN) {
  type Answer = { _entities: [{ ledger: Entry[] | null; providerEvents: { kind: string; body: string }[] | null }] };
  return (await stand.ask<Answer>(PAYMENT, { of: [{ __typename: 'Payment', id }] }, viewer))._entities[0];
}

const written = async (id: string) =>
  (await see(id)).ledger!.map(({ kind, transfers }) => [
    kind,
    ...transfers.map(({ debit, credit, amount }) => `${debit} < ${credit} ${amount.amount}`),
  ]);

const refund = (paymentId: string, amount: string) =>
  stand.ask(
    'mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { ... on RefundAccepted { refund { status } } } }',
    { input: { paymentId, amount: roubles(amount), reason: 'damaged', idempotencyKey: newId() } },
  );

async function statements(): Promise<number> {
  const { values } = await metrics.getSingleMetric('sql_statements_total')!.get();
  return values.find(({ labels }) => labels.owner === 'payment')!.value;
}

const broken = async () => {
  const findings = await Promise.all(paymentLaws.map(({ violations }) => stand.subgraph.db.sql.unsafe(violations)));
  return findings.flat();
};

describe('the ledger', () => {
  it('follows a payment from the hold over the capture to its refunds, to the kopeck', async () => {
    const { id } = await stand.captured();
    await refund(id, '0.99');
    await refund(id, '1298.01');
    expect(await written(id)).toEqual([
      ['AUTHORIZATION', 'AUTHORIZED < BUYERS 1299.00'],
      ['CAPTURE', 'BUYERS < AUTHORIZED 1299.00', 'CAPTURED < OWED_TO_SELLERS 1136.62', 'CAPTURED < FEES 162.38'],
      ['REFUND', 'OWED_TO_SELLERS < REFUNDED 0.86', 'FEES < REFUNDED 0.13'],
      ['REFUND', 'OWED_TO_SELLERS < REFUNDED 1135.76', 'FEES < REFUNDED 162.25'],
    ]);
    expect((await see(id)).ledger!.map((entry) => entry.refund?.reason ?? null)).toEqual([
      null,
      null,
      'damaged',
      'damaged',
    ]);
  });

  it('adds up to zero in each currency, and to what payments are', async () => {
    const before = await stand.ask<{ ledgerBalances: Balance[] }>(BALANCES);
    const of = (balances: Balance[], account: string) =>
      Number(balances.find((one) => one.account === account && one.debited.currency === 'RUB')?.balance.amount ?? 0);
    const { id } = await stand.captured();
    await stand.start('tok_frictionless');
    await stand.start('tok_frictionless', { amount: { amount: '5', currency: 'JPY' } });
    await refund(id, '299.00');
    const { ledgerBalances: after } = await stand.ask<{ ledgerBalances: Balance[] }>(BALANCES);
    const moved = (account: string) => of(after, account) - of(before.ledgerBalances, account);
    expect(moved('CAPTURED')).toBeCloseTo(1_299);
    expect(moved('REFUNDED')).toBeCloseTo(-299);
    expect(moved('FEES')).toBeCloseTo(-125);
    expect(moved('OWED_TO_SELLERS')).toBeCloseTo(-875);
    expect(moved('AUTHORIZED')).toBeCloseTo(1_299);
    const sums = await stand.subgraph.db.sql`select sum(minor)::int as sum from ledger_posting group by currency`;
    expect(new Set(sums.map(({ sum }) => sum))).toEqual(new Set([0]));
    expect(await broken()).toEqual([]);
  });

  it('is written once for 50 payments that are told the same three times at once', async () => {
    const payments = await Promise.all(Array.from({ length: 50 }, () => stand.start('tok_duplicate_callback')));
    await Promise.all(payments.map((payment) => stand.press(payment)));
    await Promise.all(payments.map(({ order }) => stand.reaches(order.orderId, 'AUTHORIZED')));
    for (const { id } of payments)
      expect(await written(id)).toEqual([['AUTHORIZATION', 'AUTHORIZED < BUYERS 1299.00']]);
    expect(await broken()).toEqual([]);
  });

  it.each(['update ledger_transfer set amount_minor = 1', 'delete from ledger_transfer', 'truncate ledger_transfer'])(
    'cannot be changed by the subgraph itself: %s',
    async (statement) => {
      await expect(stand.subgraph.db.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
    },
  );

  it.each([
    ['of nothing', { minor: 0 }],
    ['below nothing', { minor: -1 }],
    ['from an account to itself', { credit: 'CAPTURED' }],
    ['to an account there is not', { credit: 'POCKET' }],
  ])('takes no transfer %s', async (_what, wrong) => {
    const { id } = await stand.captured();
    const { credit, minor } = { credit: 'FEES', minor: 1, ...wrong };
    await expect(
      stand.subgraph.db.sql`
        insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency)
        values (${id}, 99, 0, 'CAPTURE', 'CAPTURED', ${credit}::text::ledger_account, ${minor}, 'RUB')`,
    ).rejects.toThrow();
  });

  it('that says more than a payment is found, and named', async () => {
    const { id } = await stand.captured();
    const { sql } = stand.subgraph.db;
    await sql`insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency)
      values (${id}, 99, 0, 'CAPTURE', 'CAPTURED', 'OWED_TO_SELLERS', 1, 'RUB')`;
    expect(await broken()).toMatchObject([
      { subject: id, expected: 'captured 129900, refunded 0', found: 'captured 129901, refunded 0' },
    ]);
    await sql`insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency)
      values (${id}, 100, 0, 'VOID', 'BUYERS', 'FEES', 1, 'RUB')`;
    expect((await broken()).map(({ subject }) => subject)).toContain(id);
  });
});

describe('what only staff sees of a payment', () => {
  it('is its ledger and what the bank called back with, word for word', async () => {
    const started = await stand.start('tok_visa');
    await stand.press(started);
    await stand.reaches(started.order.orderId, 'AUTHORIZED');
    const { providerEvents } = await see(started.id);
    expect(providerEvents).toMatchObject([{ kind: 'payment.authorized', outcome: 'changed' }]);
    expect(JSON.parse(providerEvents![0]!.body)).toMatchObject({
      type: 'payment.authorized',
      data: { reference: started.id, amount: 129_900, currency: 'RUB', status: 'authorized' },
    });
    const buyer: Viewer = { kind: 'user', id: started.order.userId, roles: ['buyer'], sessionId: 's' };
    expect(await see(started.id, buyer)).toEqual({ ledger: null, providerEvents: null });
    await expect(stand.ask(BALANCES, {}, buyer)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });

  it('comes for many payments by few statements', async () => {
    const payments = await Promise.all(Array.from({ length: 80 }, () => stand.start('tok_frictionless')));
    const of = payments.map(({ id }) => ({ __typename: 'Payment', id }));
    const before = await statements();
    const { _entities } = await stand.ask<{ _entities: { ledger: Entry[] }[] }>(PAYMENT, { of });
    expect(_entities.map(({ ledger }) => ledger.length)).toEqual(payments.map(() => 1));
    // The relay and the sweeps of the same moment are counted too; one by one it would be several for each payment.
    expect((await statements()) - before).toBeLessThan(payments.length);
  });
});
