import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Queryable } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { crossing } from '#kernel/testing/crossing.ts';
import { type Stand, startStand } from '../testing/stand.ts';
import { rememberCancelled } from './bank-queue.ts';
import { loadPayments } from './payments.ts';
import { saveChanges } from './save-changes.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand?.stop());

it('looks up what it is asked for and reads no other payment, though the table is young and the plan is kept', async () => {
  const { db } = stand.subgraph;
  const [one, other] = await db.sql<{ id: string; orderId: string }[]>`
    insert into payment (id, order_id, user_id, amount_minor, currency, status, return_url)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 100, 'EUR', 'CAPTURED', 'https://shop.example'
    from generate_series(1, 500) returning id, order_id as "orderId"`;
  const { found, read } = await db.transaction(async (tx) => {
    // As for a table that was empty when it was last looked at: of an OR, indexes seem dearer than all of it.
    await tx.sql`set local plan_cache_mode = force_generic_plan`;
    await tx.sql`set local enable_bitmapscan = off`;
    const payments = await loadPayments(tx, { ids: [one!.id, newId()], orderIds: [other!.orderId, newId()] });
    const [table] = await tx.sql<{ read: number }[]>`
      select seq_tup_read as read from pg_stat_xact_user_tables where relname = 'payment'`;
    return { found: payments.map(({ id }) => id), read: table!.read };
  });
  expect(found).toEqual([one!.id, other!.id]);
  expect(read).toBe(0);
});

it('notes what other processes hear at the same time in one order, so that nobody waits in a circle', async () => {
  const { db } = stand.subgraph;
  const [first, second] = [newId(), newId()];
  const cancelled = (orderId: string) => (tx: Queryable) =>
    tx.sql`insert into cancelled_order (order_id) values (${orderId})`;
  await crossing(db, {
    first: cancelled(first),
    act: () => rememberCancelled(db, [second, first]),
    second: cancelled(second),
  });
  await db.sql`
    insert into payment (id, order_id, user_id, amount_minor, currency, status, return_url)
    select id, id, id, 100, 'EUR', 'CAPTURED', 'https://shop.example' from unnest(${[first, second]}::uuid[]) as id`;
  const heard = (paymentId: string) => ({ id: 'evt', paymentId, kind: 'authorized', body: {}, outcome: 'OLD_NEWS' });
  await crossing(db, {
    first: (tx) => saveChanges(tx, [], [heard(first)]),
    act: () => saveChanges(db, [], [heard(second), heard(first)]),
    second: (tx) => saveChanges(tx, [], [heard(second)]),
  });
});
