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
  paymentDeclined,
  paymentRefunded,
  paymentVoided,
  shipmentMoved,
  shipmentsPlanned,
  shipmentsStopped,
  stockRefused,
  stockReserved,
  stopRefused,
} from '#schema/events.ts';
import { asUser, type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterAll(() => house?.subgraph.stop());

const ORDER = `query Order($id: ID!) {
  order(id: $id) {
    status holdExpiresAt cancellable returnable cancelReason
    history { status reason at }
    process { state deadline history { event decision at } }
  }
}`;
interface Seen {
  status: string;
  holdExpiresAt: string | null;
  cancellable: boolean;
  returnable: boolean;
  cancelReason: string | null;
  history: { status: string; reason: string | null }[];
  process: { state: string; deadline: string | null; history: { event: string; decision: string }[] } | null;
}

/** An order just placed, and what a test does with it. */
async function placedOrder(buyerId?: string) {
  const { userId, input, variantIds } = house.peers.buyer(buyerId);
  const { order } = await house.checkout(userId, input);
  const orderId = order!.id;
  const at = new Date().toISOString();
  const payment = { paymentId: newId(), orderId, amountMinor: 2000, currency: 'EUR', at };
  const seen = async (...roles: string[]): Promise<Seen> =>
    (await house.ask<{ order: Seen }>(asUser(roles.length ? newId() : userId, ...roles), ORDER, { id: orderId })).order;
  return {
    userId,
    orderId,
    at,
    payment,
    variantIds,
    seen,
    becomes: (status: string) => eventually(async () => (await seen()).status === status),
    told: <E extends EventDefinition>(definition: E) =>
      eventually(() => {
        const data = house.subgraph.published(definition).map((event) => event.data as PayloadOf<E>);
        const own = data.filter((payload) => (payload as { orderId?: string }).orderId === orderId);
        return own.length > 0 && own;
      }),
    moves: (shipmentId: string, status: PayloadOf<typeof shipmentMoved>['status']) =>
      house.subgraph.publish(shipmentMoved, { shipmentId, orderId, userId, status, trackingEventId: newId(), at }),
  };
}

describe('an order', () => {
  it('goes from the money to the door, and tells of every step', async () => {
    const order = await placedOrder();
    const [one, other] = [newId(), newId()];
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
    const [paid] = await order.told(orderPaid);
    expect(paid).toMatchObject({
      userId: order.userId,
      paymentId: order.payment.paymentId,
      totalMinor: 2000,
      currency: 'EUR',
      deliverySlotId: null,
      address: { recipient: 'Anna Petrova', latitude: 55.757 },
      lines: [
        { variantId: order.variantIds[0], quantity: 1, unitPriceMinor: 1000 },
        { variantId: order.variantIds[1], quantity: 2, unitPriceMinor: 500 },
      ],
    });
    await house.subgraph.publish(shipmentsPlanned, {
      orderId: order.orderId,
      userId: order.userId,
      shipmentIds: [one, other],
      at: order.at,
    });
    await order.becomes('PROCESSING');
    for (const [shipment, step, status] of [
      [one, 'PACKED', 'PROCESSING'],
      [one, 'HANDED_OVER', 'SHIPPED'],
      [other, 'IN_TRANSIT', 'SHIPPED'],
      [one, 'OUT_FOR_DELIVERY', 'OUT_FOR_DELIVERY'],
      [one, 'DELIVERED', 'OUT_FOR_DELIVERY'],
      [other, 'DELIVERED', 'DELIVERED'],
    ] as const) {
      await order.moves(shipment, step);
      await order.becomes(status);
    }
    const seen = await order.seen();
    expect(seen).toMatchObject({ cancellable: false, returnable: true, holdExpiresAt: null, process: null });
    expect(seen.history.map(({ status }) => status)).toEqual([
      'PENDING_PAYMENT',
      'PAID',
      'PROCESSING',
      'SHIPPED',
      'OUT_FOR_DELIVERY',
      'DELIVERED',
    ]);
    await eventually(async () => {
      const told = await order.told(orderStatusChanged);
      expect(told.map(({ status }) => status)).toEqual(['PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED']);
      return true;
    });
  });

  it('is paid once, however often the authorization comes', async () => {
    const order = await placedOrder();
    const id = await house.subgraph.publish(paymentAuthorized, order.payment);
    await house.subgraph.publish(paymentAuthorized, order.payment, { id });
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await eventually(async () => (await order.seen('admin')).process!.history.length === 4);
    const { process } = await order.seen('admin');
    expect(process!.history.map(({ event, decision }) => `${event} ${decision}`)).toEqual([
      'OrderPlaced OrderPlaced',
      'PaymentAuthorized OrderPaid',
      'PaymentAuthorized IGNORED:ALREADY_AUTHORIZED',
      'PaymentAuthorized IGNORED:ALREADY_AUTHORIZED',
    ]);
    expect(await order.told(orderPaid)).toHaveLength(1);
  });

  it('is cancelled when the bank declines', async () => {
    const order = await placedOrder();
    await house.subgraph.publish(paymentDeclined, { ...order.payment, reason: 'INSUFFICIENT_FUNDS' });
    await order.becomes('CANCELLED');
    expect(await order.told(orderCancelled)).toMatchObject([{ reason: 'PAYMENT_DECLINED', status: 'CANCELLED' }]);
    expect((await order.seen()).history.at(-1)).toMatchObject({ status: 'CANCELLED', reason: 'PAYMENT_DECLINED' });
  });

  it('ignores events of orders it does not know, and those beside them take effect', async () => {
    const order = await placedOrder();
    await house.subgraph.publish(paymentAuthorized, { ...order.payment, orderId: newId() });
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
  });

  it('takes a whole story that arrives at once in its order', async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => placedOrder()));
    const shipment = newId();
    await Promise.all(
      orders.map(async (order) => {
        await house.subgraph.publish(paymentAuthorized, order.payment);
        await order.moves(shipment, 'HANDED_OVER');
        await order.moves(shipment, 'DELIVERED');
      }),
    );
    // The streams are two: a parcel may be heard of before the money, and is then ignored.
    for (const order of orders) await eventually(async () => (await order.seen('admin')).process!.history.length === 4);
    for (const order of orders) expect(await order.told(orderPaid)).toHaveLength(1);
  });
});

describe('an order whose hold lapsed before its money came', () => {
  const lapse = async () => {
    house.peers.holdMs = 0;
    const order = await placedOrder();
    house.peers.holdMs = 15 * 60_000;
    await house.subgraph.publish(paymentAuthorized, order.payment);
    const [asked] = await order.told(holdRequested);
    expect(asked!.lines.map(({ quantity }) => quantity)).toEqual([1, 2]);
    return order;
  };

  it('is paid when the goods can be had again', async () => {
    const order = await lapse();
    expect((await order.seen('admin')).process!.state).toBe('PENDING_PAYMENT, goods ASKED, money AUTHORIZED');
    const expiresAt = new Date(Date.now() + 900_000).toISOString();
    await house.subgraph.publish(stockReserved, { orderId: order.orderId, at: order.at, expiresAt });
    await order.becomes('PAID');
    await order.told(orderPaid);
  });

  it('is cancelled when they are gone, and refunded when the money is back', async () => {
    const order = await lapse();
    await house.subgraph.publish(stockRefused, { orderId: order.orderId, at: order.at });
    await order.becomes('CANCELLED');
    expect(await order.told(orderCancelled)).toMatchObject([
      { reason: 'OUT_OF_STOCK', paymentId: order.payment.paymentId },
    ]);
    await house.subgraph.publish(paymentVoided, order.payment);
    await order.becomes('REFUNDED');
  });
});

describe('time', () => {
  it('ends an order nobody pays for, after the hold and its grace, once', async () => {
    const order = await placedOrder();
    const { deadline } = (await order.seen('admin')).process!;
    expect(new Date(deadline!).getTime()).toBe(new Date((await order.seen()).holdExpiresAt!).getTime() + 60_000);
    house.turnClock(15 * 60_000 + 30_000);
    expect((await order.seen()).status).toBe('PENDING_PAYMENT');
    house.turnClock(31_000);
    await order.becomes('CANCELLED');
    expect(await order.seen('admin')).toMatchObject({
      cancelReason: 'PAYMENT_TIMEOUT',
      process: { deadline: null },
    });
    expect(await order.told(orderCancelled)).toHaveLength(1);
    house.turnClock(-(15 * 60_000 + 61_000));
  });

  it('does not end an order that was paid', async () => {
    const order = await placedOrder();
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
    const other = await placedOrder();
    house.turnClock(3_600_000);
    await other.becomes('CANCELLED');
    expect((await order.seen()).status).toBe('PAID');
    house.turnClock(-3_600_000);
  });

  it('sends money back that comes after the end', async () => {
    const order = await placedOrder();
    house.turnClock(3_600_000);
    await order.becomes('CANCELLED');
    house.turnClock(-3_600_000);
    await house.subgraph.publish(paymentAuthorized, order.payment);
    const told = await eventually(async () => {
      const all = await order.told(orderCancelled);
      return all.length === 2 && all;
    });
    expect(told.map(({ paymentId }) => paymentId)).toEqual([null, order.payment.paymentId]);
    const refund = { ...order.payment, refundId: newId(), refundRequestId: null, refundedMinor: 2000 };
    await house.subgraph.publish(paymentRefunded, { ...refund, whole: true });
    await order.becomes('REFUNDED');
  });
});

describe('cancelling', () => {
  const CANCEL = `mutation($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      __typename
      ... on CancelledOrder { order { id status cancelReason cancellable } }
      ... on NotCancellable { status }
      ... on Refusal { code message }
    }
  }`;
  interface Answer {
    __typename: string;
    status?: string;
    order?: { status: string; cancelReason: string };
  }
  const cancel = async (viewerId: string, orderId: string, idempotencyKey = newId(), ...roles: string[]) =>
    (
      await house.ask<{ cancelOrder: Answer }>(asUser(viewerId, ...roles), CANCEL, {
        input: { orderId, idempotencyKey },
      })
    ).cancelOrder;
  const reach = async (...steps: PayloadOf<typeof shipmentMoved>['status'][]) => {
    const order = await placedOrder();
    await house.subgraph.publish(paymentAuthorized, order.payment);
    await order.becomes('PAID');
    const shipment = newId();
    for (const step of steps) {
      await order.moves(shipment, step);
      await eventually(async () => {
        const [row] = await house.subgraph.db.sql<{ shipments: Record<string, string> }[]>`
          select shipments from orders where id = ${order.orderId}`;
        return row!.shipments[shipment] === step;
      });
    }
    return order;
  };

  it.each([
    ['waits for its payment', () => placedOrder()],
    ['is paid', () => reach()],
    ['is being picked', () => reach('PLANNED', 'PICKING')],
    ['is packed', () => reach('PACKED')],
  ])('ends an order that %s', async (_, arrange) => {
    const order = await arrange();
    const answer = cancel(order.userId, order.orderId);
    if ((await order.seen()).holdExpiresAt === null) {
      await order.told(cancellationRequested);
      expect(house.subgraph.published(orderCancelled).some(({ data }) => data.orderId === order.orderId)).toBe(false);
      await house.subgraph.publish(shipmentsStopped, { orderId: order.orderId, at: order.at });
    }
    expect(await answer).toMatchObject({
      __typename: 'CancelledOrder',
      order: { status: 'CANCELLED', cancelReason: 'BUYER', cancellable: false },
    });
    expect(await order.told(orderCancelled)).toMatchObject([{ reason: 'BUYER' }]);
  });

  it.each([
    ['SHIPPED', () => reach('HANDED_OVER')],
    ['OUT_FOR_DELIVERY', () => reach('OUT_FOR_DELIVERY')],
    ['DELIVERED', () => reach('DELIVERED')],
    ['RETURNED', () => reach('RETURNED')],
  ])('is refused for an order that is %s', async (status, arrange) => {
    const order = await arrange();
    expect(await cancel(order.userId, order.orderId)).toMatchObject({
      __typename: 'NotCancellable',
      code: 'NOT_CANCELLABLE',
      status,
    });
    expect((await order.seen()).status).toBe(status);
  });

  it('is refused after all when a carrier has a parcel already', async () => {
    const order = await reach('PACKED');
    const answer = cancel(order.userId, order.orderId);
    await order.told(cancellationRequested);
    expect(await order.seen()).toMatchObject({ status: 'PROCESSING', cancellable: false, cancelReason: 'BUYER' });
    await house.subgraph.publish(stopRefused, { orderId: order.orderId, at: order.at });
    expect(await answer).toMatchObject({ __typename: 'NotCancellable', status: 'PROCESSING' });
    await order.moves(newId(), 'HANDED_OVER');
    await order.becomes('SHIPPED');
    expect(await order.seen()).toMatchObject({ cancelReason: null });
  });

  it('with the same key answers the same, at once and later; another key is refused', async () => {
    const order = await placedOrder();
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(order.userId, order.orderId, key)));
    for (const answer of answers) expect(answer).toMatchObject({ __typename: 'CancelledOrder' });
    expect(await cancel(order.userId, order.orderId, key)).toMatchObject({ __typename: 'CancelledOrder' });
    expect(await cancel(order.userId, order.orderId)).toMatchObject({
      __typename: 'NotCancellable',
      status: 'CANCELLED',
    });
    expect(await order.told(orderCancelled)).toHaveLength(1);
  });

  it('is on record as done by whoever did it, staff included', async () => {
    const [order, staff] = [await placedOrder(), newId()];
    await cancel(staff, order.orderId, newId(), 'admin');
    await order.told(orderCancelled);
    expect(house.subgraph.acts()).toContainEqual(
      expect.objectContaining({ type: 'order.OrderCancelled', subject: order.orderId, actor: `user:${staff}` }),
    );
  });

  it('with a key that cancelled another order is a conflict', async () => {
    const one = await placedOrder();
    const other = await placedOrder(one.userId);
    const key = newId();
    await cancel(one.userId, one.orderId, key);
    expect(await cancel(one.userId, other.orderId, key)).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect((await other.seen()).status).toBe('PENDING_PAYMENT');
  });

  it('a refused key stays free', async () => {
    const order = await reach('HANDED_OVER');
    const other = await placedOrder(order.userId);
    const key = newId();
    expect(await cancel(order.userId, order.orderId, key)).toMatchObject({ __typename: 'NotCancellable' });
    expect(await cancel(other.userId, other.orderId, key)).toMatchObject({ __typename: 'CancelledOrder' });
  });

  it('by staff is told as such', async () => {
    const order = await placedOrder();
    await cancel(newId(), order.orderId, newId(), 'admin');
    expect(await order.seen()).toMatchObject({ status: 'CANCELLED', cancelReason: 'STAFF' });
  });

  it.each([
    ['somebody else’s order', async () => (await placedOrder()).orderId],
    ['an unknown order', async () => newId()],
    ['something that is no id', async () => "'; --"],
  ])('%s is not found', async (_, idOf) => {
    expect(await cancel(newId(), await idOf())).toMatchObject({ __typename: 'NotFound', code: 'NOT_FOUND' });
  });

  it('with a key that is too short is invalid', async () => {
    expect(await cancel(newId(), newId(), 'short')).toMatchObject({ __typename: 'InvalidInput' });
  });
});
