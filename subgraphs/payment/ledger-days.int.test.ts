import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { paymentLaws } from './store/laws.ts';
import { closeDay } from './store/ledger.ts';
import { type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

const dayOf = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** A transfer at noon of a day. */
const transfer = (daysAgo: number, minor: number) => stand.subgraph.db.sql`
  insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency, at)
  values (${newId()}, 1, 0, 'CAPTURE', 'CAPTURED', 'FEES', ${minor}, 'CHF', ${`${dayOf(daysAgo)}T12:00:00Z`})`;

const closeAll = async () => {
  const closed: string[] = [];
  for (let day = await closeDay(stand.subgraph.db); day; day = await closeDay(stand.subgraph.db)) closed.push(day);
  return closed;
};

const balances = () =>
  stand.ask('{ ledgerBalances { account debited { amount currency } credited { amount } balance { amount } } }');

const unlike = async () => {
  const { violations } = paymentLaws.find(({ name }) => name.includes('closed day'))!;
  return stand.subgraph.db.sql.unsafe(violations);
};

describe('the days of the ledger', () => {
  it('are closed once, in their order, those without a transfer too, and never today', async () => {
    expect(await closeAll()).toEqual([]);
    await Promise.all([transfer(5, 100), transfer(5, 50), transfer(3, 7), transfer(0, 1)]);
    const before = await balances();
    // Once each, however many processes do it at once.
    const closed = (await Promise.all(Array.from({ length: 6 }, closeAll))).flat().sort();
    expect(new Set(closed).size).toBe(closed.length);
    expect(closed.slice(0, 3)).toEqual([dayOf(5), dayOf(4), dayOf(3)]);
    expect(closed).not.toContain(dayOf(0));
    expect(await closeAll()).toEqual([]);
    expect(await balances()).toEqual(before);
    expect(before).toMatchObject({
      ledgerBalances: [
        { account: 'CAPTURED', debited: { amount: '1.58', currency: 'CHF' }, balance: { amount: '1.58' } },
        { account: 'FEES', credited: { amount: '1.58' }, balance: { amount: '-1.58' } },
      ],
    });
    expect(await unlike()).toEqual([]);
  });

  it('cannot be changed by the subgraph itself, and what comes into one afterwards is found', async () => {
    const { sql } = stand.subgraph.db;
    await expect(sql`update ledger_day_sum set debited = 0`).rejects.toMatchObject({ code: '42501' });
    await expect(sql`delete from ledger_day`).rejects.toMatchObject({ code: '42501' });
    await transfer(5, 1);
    expect(await unlike()).toMatchObject([{ subject: dayOf(5) }]);
  });
});
