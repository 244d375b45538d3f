import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { roubles, type Stand, startStand } from '../testing/stand.ts';
import { retention } from './retention.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

const forget = (inDays: number) =>
  retention(stand.subgraph.db, () => new Date(Date.now() + inDays * 86_400_000), 540)();

const TABLES = ['provider_event', 'staff_request', 'cancelled_order', 'payment', 'refund', 'ledger_transfer'];

it('callbacks, keys of staff and orders never paid for are forgotten in their time; the books stay', async () => {
  const { id } = await stand.captured();
  await stand.ask('mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename } }', {
    input: { paymentId: id, amount: roubles('1.00'), reason: 'late', idempotencyKey: newId() },
  });
  const { sql } = stand.subgraph.db;
  await sql`insert into cancelled_order (order_id) values (${newId()})`;
  // More than one statement takes.
  await sql`insert into provider_event (id, payment_id, kind, outcome)
    select 'evt_' || n, ${id}, 'payment.captured', 'KNOWN' from generate_series(1, 2500) n`;
  const rows = async () => {
    const counts: Record<string, number> = {};
    for (const table of TABLES) counts[table] = (await sql`select 1 from ${sql(table)}`).count;
    return counts;
  };
  const before = await rows();
  expect(Math.min(...Object.values(before))).toBeGreaterThan(0);
  await forget(29);
  expect(await rows()).toEqual(before);
  await forget(31);
  expect(await rows()).toEqual({ ...before, staff_request: 0, cancelled_order: 0 });
  await Promise.all([forget(541), forget(541), forget(541)]);
  expect(await rows()).toEqual({ ...before, staff_request: 0, cancelled_order: 0, provider_event: 0 });
});
