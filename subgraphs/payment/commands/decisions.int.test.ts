import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { Outbox } from '#kernel/messages/outbox.ts';
import type { PaymentInput } from '../domain/payment.ts';
import { claimDue } from '../store/bank-queue.ts';
import { insertPayments, loadPayments, type StoredPayment } from '../store/payments.ts';
import { type Stand, startStand } from '../testing/stand.ts';
import { Decisions } from './decisions.ts';

let stand: Stand;
beforeAll(async () => {
  // Nothing works at the bank here but what a test makes do so.
  stand = await startStand({ PAYMENT_SWEEP_MS: '3600000' });
});
afterAll(() => stand.stop());

/** As another process of the same subgraph has them. */
function decisions(): Decisions {
  const { db } = stand.subgraph;
  const outbox = new Outbox('payment', { leading: false, nudge: () => {} });
  return new Decisions({ db, outbox, clock: systemClock, leaseMs: 1_000, watchMs: 1_000 });
}

async function begun(): Promise<StoredPayment> {
  const orderId = newId();
  const amount = { minor: 1_000, currency: 'RUB' };
  const one = {
    id: newId(),
    orderId,
    userId: newId(),
    amount,
    cardToken: 'tok_visa',
    returnUrl: 'https://shop.example',
    feeBps: 1_000,
    goodsHeldUntil: null,
  };
  const { byOrder } = await insertPayments(stand.subgraph.db, [one], 60_000);
  return byOrder.get(orderId)!;
}

const told = (status: 'requires_action' | 'authorized' | 'captured'): PaymentInput => ({
  type: 'bank-told',
  news: { providerId: 'pay_1', status },
});

const now = async ({ id }: StoredPayment) => (await loadPayments(stand.subgraph.db, { ids: [id] }))[0]!;

describe('decisions of several processes', () => {
  it('about one payment never refund more than was captured', async () => {
    const processes = [decisions(), decisions(), decisions()];
    const payment = await begun();
    await processes[0]!.submit({ key: payment, input: told('captured') });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, nth) =>
        processes[nth % 3]!.submit({ key: payment, input: { type: 'refund', minor: 300, reason: 'damaged' } }),
      ),
    );
    expect(answers.filter((answer) => answer?.decision.outcome === 'changed')).toHaveLength(3);
    expect((await now(payment)).refunds.map(({ minor }) => minor)).toEqual([300, 300, 300]);
  });

  it('are not taken on a state that is known and old: a late answer leaves what a callback wrote', async () => {
    const [ours, theirs] = [decisions(), decisions()];
    const known = await begun();
    await theirs.submit({ key: known, input: told('authorized') });
    const answer = await ours.submit({ key: known, known, input: told('requires_action') });
    expect(answer).toMatchObject({ decision: { outcome: 'ignored' }, payment: { status: 'AUTHORIZED' } });
    expect(await now(known)).toMatchObject({ status: 'AUTHORIZED', held: true, redirectUrl: null });
  });

  it('about many payments at once, in opposite orders, all take effect once and never lock each other out', async () => {
    const [ours, theirs] = [decisions(), decisions()];
    const payments = await Promise.all(Array.from({ length: 50 }, begun));
    const authorize = (by: Decisions, those: StoredPayment[]) =>
      Promise.all(those.map((payment) => by.submit({ key: payment, input: told('authorized') })));
    const all = await Promise.all([authorize(ours, payments), authorize(theirs, [...payments].reverse())]);
    const changed = all.flat().filter((answer) => answer?.decision.outcome === 'changed');
    expect(changed).toHaveLength(50);
    for (const payment of payments) expect(await now(payment)).toMatchObject({ status: 'AUTHORIZED', version: 2 });
  });

  it('answer with the state after the whole batch, so that nobody goes on from one in between', async () => {
    const one = decisions();
    const payment = await begun();
    const [first] = await Promise.all([
      one.submit({ key: payment, input: told('authorized') }),
      one.submit({ key: payment, input: { type: 'order-paid' } }),
    ]);
    expect(first?.payment).toEqual(await now(payment));
  });
});

describe('work at the bank that a dead process left', () => {
  it('is claimed by one other once its lease is over, and by nobody before', async () => {
    const { db } = stand.subgraph;
    const [left, leased] = await Promise.all([begun(), begun()]);
    await db.sql`update payment set due_at = now() - interval '1 s' where id = ${left.id}`;
    const claims = await Promise.all(Array.from({ length: 4 }, () => claimDue(db, 100, 60_000)));
    const ids = claims.flat().map(({ id }) => id);
    expect(ids.filter((id) => id === left.id)).toHaveLength(1);
    expect(ids).not.toContain(leased.id);
  });
});
