import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { ProcessEvent } from '../domain/order-process.ts';
import { loadProcesses } from '../store/processes.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { advanceOrders, type KnownOrders, knownOrders } from './advance-orders.ts';
import { embeddedRunner } from './process-runner.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder({ ORDER_SWEEP_MS: '600000' });
});
afterAll(() => house?.subgraph.stop());

const placedIds = (count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const { userId, input } = house.peers.buyer();
      return (await house.checkout(userId, input)).order!.id;
    }),
  );
const authorized = (): ProcessEvent => ({ type: 'PaymentAuthorized', paymentId: newId() });
const CANCEL: ProcessEvent = { type: 'CancelRequested', by: 'BUYER' };
const STOPPED: ProcessEvent = { type: 'ShipmentsStopped' };
const advance = (ids: readonly string[], event: () => ProcessEvent, known?: KnownOrders) =>
  advanceOrders(
    house.subgraph.db,
    ids.map((orderId) => ({ orderId, event: event() })),
    new Date(),
    known,
  );

describe('orders that several processes advance at once', () => {
  it('lose no decision: who comes second decides on what the first has made of them', async () => {
    const ids = await placedIds(30);
    const shared = knownOrders(100);
    await Promise.all([
      advance(ids, authorized, shared),
      advance(ids.toReversed(), () => CANCEL),
      advance(ids, authorized),
      advance(ids.toReversed(), () => CANCEL, shared),
    ]);
    // One that was paid first waits for its parcels to be stopped.
    await advance(ids, () => STOPPED);
    const moves = await house.subgraph.db.sql<{ id: string; count: number }[]>`
      select order_id as id, count(*) from order_history
      where order_id = any(${ids}::uuid[]) and decision not like 'IGNORED:%' and event <> 'OrderPlaced'
      group by order_id`;
    const movesOf = new Map(moves.map(({ id, count }) => [id, count]));
    for (const { id, state, version } of await loadProcesses(house.subgraph.db, ids)) {
      expect(state).toMatchObject({ status: 'CANCELLED', money: 'AUTHORIZED', cancelReason: 'BUYER' });
      expect(movesOf.get(id)).toBe(version);
      expect([2, 3]).toContain(version);
    }
  });

  it('are not ignored on a memory that is out of date', async () => {
    const { db } = house.subgraph;
    const [one, other] = [knownOrders(10), knownOrders(10)];
    const [id] = await placedIds(1);
    const step = (known: KnownOrders, event: ProcessEvent, now = new Date()) =>
      advanceOrders(db, [{ orderId: id!, event }], now, known);
    // This process remembers an order that holds its goods; elsewhere its hold lapses and is asked for again.
    const [loaded] = await loadProcesses(db, [id!]);
    one.set(id!, loaded!);
    await step(other, authorized(), new Date(Date.now() + 16 * 60_000));
    const reserved: ProcessEvent = { type: 'StockReserved', expiresAt: new Date(Date.now() + 3_600_000) };
    const { outcomes } = await step(one, reserved);
    expect(outcomes[0]?.decision).toMatchObject({ kind: 'moved', state: { status: 'PAID' } });
    expect(one.get(id!)).toMatchObject({ version: 2, state: { status: 'PAID' } });
    // And the other way round: what the other remembers is out of date now, and its change is decided anew.
    await step(other, CANCEL);
    const [now] = await loadProcesses(db, [id!]);
    expect(now).toMatchObject({ version: 3, state: { status: 'PAID', cancelReason: 'BUYER' } });
  });

  it('remember in their history how often it took, and why', async () => {
    const { db } = house.subgraph;
    const [orderId] = await placedIds(1);
    let failures = 2;
    const away = {
      ...db,
      sql: (...args: Parameters<typeof db.sql>) => {
        failures -= 1;
        if (failures >= 0) throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
        return db.sql(...args);
      },
    } as unknown as typeof db;
    const outbox = { announce: async () => {} } as never;
    const runner = embeddedRunner({ db: away, outbox, clock: () => new Date() }, knownOrders(1), 1_000);
    const steps = [{ orderId: orderId!, event: authorized(), cause: { id: newId(), correlationId: orderId! } }];
    for (let times = 0; times < 2; times += 1) await expect(runner.send(steps)).rejects.toThrow('gone');
    await runner.send(steps);
    const rows =
      await db.sql`select event, attempts, error from order_history where order_id = ${orderId!} order by id`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { event: 'OrderPlaced', attempts: 1, error: null },
      { event: 'PaymentAuthorized', attempts: 3, error: 'ECONNRESET' },
    ]);
  });

  it('take every step of one batch in its order', async () => {
    const [id] = await placedIds(1);
    const steps: ProcessEvent[] = [
      authorized(),
      { type: 'ShipmentsPlanned', shipmentIds: ['a', 'b'] },
      { type: 'ShipmentMoved', shipmentId: 'a', step: 'HANDED_OVER' },
      CANCEL,
      { type: 'ShipmentMoved', shipmentId: 'a', step: 'DELIVERED' },
      { type: 'ShipmentMoved', shipmentId: 'b', step: 'DELIVERED' },
    ];
    const { outcomes, told } = await advanceOrders(
      house.subgraph.db,
      [...steps.map((event) => ({ orderId: id!, event })), { orderId: newId(), event: CANCEL }],
      new Date(),
    );
    expect(told).toBe(true);
    expect(outcomes.map((outcome) => outcome?.decision.kind)).toEqual([
      ...['moved', 'moved', 'moved', 'ignored', 'moved', 'moved'],
      undefined,
    ]);
    const history = await house.subgraph.db.sql<{ status: string }[]>`
      select status from order_history where order_id = ${id!} and status is not null order by id`;
    expect(history.map(({ status }) => status)).toEqual([
      'PENDING_PAYMENT',
      'PAID',
      'PROCESSING',
      'SHIPPED',
      'DELIVERED',
    ]);
  });
});
