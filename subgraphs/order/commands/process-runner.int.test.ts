import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { EventDefinition, PayloadOf } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  cancellationRequested,
  holdRequested,
  orderCancelled,
  orderPaid,
  orderStatusChanged,
  paymentAuthorized,
  paymentRefunded,
  paymentVoided,
  shipmentMoved,
  shipmentsPlanned,
  shipmentsStopped,
  stockReserved,
} from '#schema/events.ts';
import { startTestTemporal } from '#stack/test-temporal.ts';
import { asUser, type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';

const ORDER = `query($id: ID!) {
  order(id: $id) { status cancelReason process { deadline history { event decision attempts error } } }
}`;
interface Seen {
  status: string;
  cancelReason: string | null;
  process: { deadline: string | null; history: { event: string; decision: string; attempts: number }[] };
}
const CANCEL = 'mutation($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }';

let temporal: { address: string; stop(): Promise<void> };
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'temporal-'));
  temporal = await startTestTemporal(dataDir);
}, 180_000);
afterAll(async () => {
  await temporal?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe.each(['embedded', 'temporal'])('the order process, %s', { timeout: 120_000 }, (WORKFLOWS) => {
  let house: OrderUnderTest;
  beforeAll(async () => {
    const env = { WORKFLOWS, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_TASK_QUEUE: `orders-${newId()}` };
    house = await startOrder({ ORDER_PAYMENT_GRACE_SECONDS: '1', ...env });
  }, 60_000);
  afterAll(() => house?.subgraph.stop());

  async function placed() {
    const { userId, input } = house.peers.buyer();
    const { order } = await house.checkout(userId, input);
    const orderId = order!.id;
    const at = new Date().toISOString();
    const payment = { paymentId: newId(), orderId, amountMinor: 2000, currency: 'EUR', at };
    const seen = async () => (await house.ask<{ order: Seen }>(asUser(newId(), 'admin'), ORDER, { id: orderId })).order;
    return {
      ...{ userId, orderId, at, payment, seen },
      becomes: (status: string) => eventually(async () => (await seen()).status === status, { timeoutMs: 20_000 }),
      told: <E extends EventDefinition>(definition: E, count = 1) =>
        eventually(
          () => {
            const data = house.subgraph.published(definition).map((event) => event.data as PayloadOf<E>);
            const own = data.filter((payload) => (payload as { orderId?: string }).orderId === orderId);
            return own.length >= count && own;
          },
          { timeoutMs: 20_000 },
        ),
      moves: (status: PayloadOf<typeof shipmentMoved>['status']) =>
        house.subgraph.publish(shipmentMoved, {
          ...{ shipmentId: orderId, orderId, userId, status, trackingEventId: newId(), at },
        }),
      cancel: () =>
        house.ask(asUser(userId, 'buyer'), CANCEL, { input: { orderId, idempotencyKey: newId() } }) as Promise<{
          cancelOrder: { __typename: string };
        }>,
    };
  }

  it('brings an order from the money to the door', async () => {
    const order = await placed();
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
    await house.subgraph.publish(shipmentsPlanned, {
      ...{ orderId: order.orderId, userId: order.userId, shipmentIds: [order.orderId], at: order.at },
    });
    for (const step of ['PICKING', 'PACKED', 'HANDED_OVER', 'OUT_FOR_DELIVERY', 'DELIVERED'] as const)
      await order.moves(step);
    await order.becomes('DELIVERED');
    expect(await order.told(orderPaid)).toHaveLength(1);
    expect((await order.told(orderStatusChanged, 4)).map(({ status }) => status)).toEqual([
      ...['PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED'],
    ]);
    const { history } = (await order.seen()).process;
    expect(history.map(({ event, decision }) => `${event}: ${decision}`)).toEqual([
      'OrderPlaced: OrderPlaced',
      'PaymentAuthorized: OrderPaid',
      'ShipmentsPlanned: OrderStatusChanged',
      'ShipmentMoved: NOTED',
      'ShipmentMoved: NOTED',
      'ShipmentMoved: OrderStatusChanged',
      'ShipmentMoved: OrderStatusChanged',
      'ShipmentMoved: OrderStatusChanged',
    ]);
  });

  it('ignores what comes again, by name', async () => {
    const order = await placed();
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await eventually(async () =>
      (await order.seen()).process.history.some(({ decision }) => decision === 'IGNORED:ALREADY_AUTHORIZED'),
    );
    expect(await order.told(orderPaid)).toHaveLength(1);
  });

  it('takes the goods again for money that comes after the hold, and gives it back when the hold is never answered', async () => {
    house.peers.holdMs = -500;
    const [lucky, other] = [await placed(), await placed()];
    house.peers.holdMs = 15 * 60_000;
    await house.subgraph.publish(paymentAuthorized, lucky.payment);
    await lucky.told(holdRequested);
    const expiresAt = new Date(Date.now() + 900_000).toISOString();
    await house.subgraph.publish(stockReserved, { orderId: lucky.orderId, expiresAt, at: lucky.at });
    await lucky.becomes('PAID');
    await other.becomes('CANCELLED');
    expect(await other.seen()).toMatchObject({ cancelReason: 'PAYMENT_TIMEOUT', process: { deadline: null } });
    // Money that comes after the end is asked back.
    await house.subgraph.publish(paymentAuthorized, other.payment);
    expect((await other.told(orderCancelled, 2)).at(-1)).toMatchObject({ paymentId: other.payment.paymentId });
    await house.subgraph.publish(paymentVoided, other.payment);
    await other.becomes('REFUNDED');
  });

  it('undoes a paid order in reverse, and goes on to its refund', async () => {
    const order = await placed();
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
    const answer = order.cancel();
    await order.told(cancellationRequested);
    await house.subgraph.publish(shipmentsStopped, { orderId: order.orderId, at: order.at });
    expect(await answer).toEqual({ cancelOrder: { __typename: 'CancelledOrder' } });
    await order.told(orderCancelled);
    await house.subgraph.publish(paymentRefunded, {
      ...order.payment,
      ...{ refundId: newId(), refundRequestId: null, refundedMinor: 2000, whole: true },
    });
    await order.becomes('REFUNDED');
  });

  it('brings many orders along at once', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, placed));
    await Promise.all(orders.map(({ payment }) => house.subgraph.publish(paymentAuthorized, payment)));
    for (const order of orders) await order.becomes('PAID');
    await Promise.all(orders.map((order) => order.moves('DELIVERED')));
    for (const order of orders) await order.becomes('DELIVERED');
  });
});
