import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { ProcessEvent } from '../domain/order-process.ts';
import { loadProcesses } from '../store/processes.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { advanceOrders } from './advance-orders.ts';

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
const advance = (ids: readonly string[], event: () => ProcessEvent) =>
  advanceOrders(
    house.subgraph.db,
    ids.map((orderId) => ({ orderId, event: event() })),
    new Date(),
  );

describe('orders that several processes advance at once', () => {
  it('lose no decision: who comes second decides on what the first has made of them', async () => {
    const ids = await placedIds(30);
    await Promise.all([
      advance(ids, authorized),
      advance(ids.toReversed(), () => CANCEL),
      advance(ids, authorized),
      advance(ids.toReversed(), () => CANCEL),
    ]);
    for (const { state, version } of (await loadProcesses(house.subgraph.db, ids)).values()) {
      expect(state).toMatchObject({ status: 'CANCELLED', money: 'AUTHORIZED', cancelReason: 'BUYER' });
      expect(version).toBe(2);
    }
    const moves = await house.subgraph.db.sql<{ count: number }[]>`
      select count(*) from order_history
      where order_id = any(${ids}::uuid[]) and decision not like 'IGNORED:%' and event <> 'OrderPlaced'
      group by order_id`;
    expect(moves.map(({ count }) => count)).toEqual(ids.map(() => 2));
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
