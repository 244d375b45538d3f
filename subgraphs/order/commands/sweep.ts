import { olderRows } from '#kernel/db/older-rows.ts';
import { isTransient } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Job, SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { crashPoint } from '../crash-points.ts';
import type { Checkouts } from '../store/checkouts.ts';
import { forgetKeys, forgetPlaced } from '../store/command-keys.ts';
import { anyOverdue, lockOverdue } from '../store/processes.ts';
import { lockOverdueReturns } from '../store/returns.ts';
import { advanceOrders } from './advance-orders.ts';
import { advanceReturns } from './advance-returns.ts';
import type { PlaceOrder } from './place-order.ts';

/** Most rows of one turn; a full turn is followed by another at once. */
const BATCH = 500;

/** How long nobody came back to a checkout before it is cleared away: as long as a hold lasts. */
const ABANDONED_SECONDS = 15 * 60;

/** Ends orders whose time ran out. Any number of processes may run it: each takes rows no other is at. */
export const deadlineJob = (
  { db, outbox, clock }: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>,
  everyMs: number,
): Job => ({
  name: 'deadlines',
  everyMs,
  run: async () => {
    for (let taken = BATCH; taken === BATCH && (await anyOverdue(db, clock())); ) {
      let told = false;
      taken = await db.transaction(async (tx) => {
        const now = clock();
        const ids = await lockOverdue(tx, now, BATCH);
        if (ids.length === 0) return 0;
        const steps = ids.map((orderId) => ({ orderId, event: { type: 'DeadlinePassed' } as const }));
        ({ told } = await advanceOrders(tx, steps, now));
        crashPoint('order.deadlines-met-not-committed');
        return ids.length;
      });
      if (told) await outbox.announce(db);
    }
  },
});

/** Ends returns whose goods never came, and asks again for money that did not come back. */
export const returnDeadlineJob = (
  { db, outbox, clock }: Pick<SubgraphRuntime, 'db' | 'outbox' | 'clock'>,
  everyMs: number,
): Job => ({
  name: 'return-deadlines',
  everyMs,
  run: async () => {
    for (let taken = BATCH; taken === BATCH; )
      taken = await db.transaction(async (tx) => {
        const now = clock();
        const ids = await lockOverdueReturns(tx, now, BATCH);
        if (ids.length === 0) return 0;
        const steps = ids.map((returnId) => ({ returnId, event: { type: 'DeadlinePassed' } as const }));
        await advanceReturns(tx, outbox, steps, now);
        crashPoint('order.return-deadlines-met-not-committed');
        return ids.length;
      });
  },
});

/** How long a key is remembered, in days: longer than any client repeats a request. */
const KEY_DAYS = 30;

/** Forgets idempotency keys nobody can come back with any more. */
export const forgetKeysJob = ({ db, clock }: Pick<SubgraphRuntime, 'db' | 'clock'>, everyMs: number): Job => ({
  name: 'forget-keys',
  everyMs,
  run: async () => {
    const all = olderRows(db, clock, BATCH);
    await all(forgetKeys, KEY_DAYS);
    await all(forgetPlaced, KEY_DAYS);
  },
});

/**
 * Lets go what checkouts left behind whose buyer never came back: their slot, their hold, their cart. One that cannot be let go
 * keeps no other back; when a peer is away, all wait for their next turn.
 */
export const abandonedJob = (checkouts: Checkouts, placeOrder: PlaceOrder, everyMs: number): Job => ({
  name: 'abandoned-checkouts',
  everyMs,
  run: async () => {
    const failures: unknown[] = [];
    for (const claim of await checkouts.takeAbandoned(newId(), ABANDONED_SECONDS, BATCH))
      try {
        for (const orderId of [claim.abandonedOrderId, claim.orderId])
          if (orderId) await placeOrder.letGo(claim.userId, claim.cartId, orderId);
        // Last: while anything of it may be left, the claim is, and a later turn finds it.
        await checkouts.release(claim);
      } catch (error) {
        if (isTransient(error)) throw error;
        failures.push(error);
      }
    if (failures.length > 0) throw new AggregateError(failures, 'checkouts nobody came back to could not be let go');
  },
});
