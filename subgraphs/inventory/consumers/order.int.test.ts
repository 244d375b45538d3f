import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { holdRequested, orderCancelled, orderPaid, shipmentReturned } from '#schema/events.ts';
import { reservationConfirmed, reservationReleased, stockRefused, stockReserved } from '../events.ts';
import {
  cancelled,
  expectTheLaws,
  type InventoryHouse,
  LEVELS,
  paid,
  RECEIVE,
  requested,
  startInventory,
} from '../testing/inventory-house.ts';

describe('an order’s events', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  test('paying turns the hold into a sale and tells what leaves from where', async () => {
    const variantId = await house.variantWith(5);
    const orderId = newId();
    const lines = [{ variantId, quantity: 2 }];
    await house.reserve(orderId, lines);
    const id = await house.subgraph.publish(orderPaid, paid(orderId, lines));
    await house.subgraph.publish(orderPaid, paid(orderId, lines), { id });
    await house.subgraph.publish(orderPaid, paid(orderId, lines));
    await eventually(async () => (await house.statusOf(orderId)) === 'SOLD');
    const confirmed = await eventually(() =>
      house.subgraph.published(reservationConfirmed).find(({ data }) => data.orderId === orderId),
    );
    expect(confirmed.data.allocations).toEqual([{ variantId, warehouseId: house.msk, quantity: 2 }]);
    expect(await house.ask(LEVELS, { variantId })).toEqual([
      { warehouse: { code: 'MSK' }, onHand: 3, reserved: 0, available: 3 },
    ]);
  });

  test('cancelling releases a hold, and takes a sale back', async () => {
    const variantId = await house.variantWith(5);
    const [held, sold] = [newId(), newId()];
    const lines = [{ variantId, quantity: 2 }];
    await house.reserve(held, lines);
    await house.reserve(sold, lines);
    await house.subgraph.publish(orderPaid, paid(sold, lines));
    await house.subgraph.publish(orderCancelled, cancelled(sold));
    await house.subgraph.publish(orderCancelled, cancelled(held));
    await eventually(
      async () => (await house.statusOf(sold)) === 'RETURNED' && (await house.statusOf(held)) === 'CANCELLED',
    );
    expect(await house.left(variantId)).toBe(5);
    await eventually(
      () =>
        house.subgraph.published(reservationReleased).filter(({ data }) => [held, sold].includes(data.orderId))
          .length === 2,
    );
    const reasons = house.subgraph.published(reservationReleased).map(({ data }) => [data.orderId, data.reason]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        [sold, 'RETURNED'],
        [held, 'CANCELLED'],
      ]),
    );
  });

  test('a parcel that nobody took is in stock again, once, and the rest of the order stays sold', async () => {
    const variantId = await house.variantWith(1, 'MSK');
    await house.ask(RECEIVE, { input: [{ variantId, warehouseCode: 'NSK', quantity: 1 }], key: newId() });
    const orderId = newId();
    const lines = [{ variantId, quantity: 2 }];
    await house.reserve(orderId, lines);
    await house.subgraph.publish(orderPaid, paid(orderId, lines));
    await eventually(async () => (await house.statusOf(orderId)) === 'SOLD');
    const back = (warehouseId: string) => ({ shipmentId: newId(), orderId, warehouseId, at: new Date().toISOString() });
    await house.subgraph.publish(shipmentReturned, back(house.nsk));
    await house.subgraph.publish(shipmentReturned, back(house.nsk));
    await eventually(async () => (await house.levelOf(variantId, 'NSK')).onHand === 1);
    expect(await house.statusOf(orderId)).toBe('SOLD');
    await house.subgraph.publish(shipmentReturned, back(house.msk));
    await eventually(async () => (await house.statusOf(orderId)) === 'RETURNED');
    expect(await house.left(variantId)).toBe(2);
  });

  test('a cancel that arrives before anything is held, or before the payment, is the last word', async () => {
    const variantId = await house.variantWith(1);
    const lines = [{ variantId, quantity: 1 }];
    const early = newId();
    await house.subgraph.publish(orderCancelled, cancelled(early));
    await eventually(async () => (await house.statusOf(early)) === 'CANCELLED');
    expect(await house.reserve(early, lines)).toMatchObject({ __typename: 'HoldRefused', reason: 'ORDER_IS_OVER' });
    const other = newId();
    await house.subgraph.publish(orderPaid, paid(early, lines));
    await house.subgraph.publish(orderPaid, paid(other, lines));
    await eventually(async () => (await house.statusOf(other)) === 'SOLD');
    expect(await house.statusOf(early)).toBe('CANCELLED');
  });

  test('a hold that ran out is swept, told of, and its stock is there for others', async () => {
    const variantId = await house.variantWith(1);
    const [late, next] = [newId(), newId()];
    const lines = [{ variantId, quantity: 1 }];
    await house.reserve(late, lines);
    await house.subgraph.db
      .sql`update reservations set expires_at = now() - interval '1 second' where order_id = ${late}`;
    await eventually(async () => (await house.statusOf(late)) === 'EXPIRED');
    await eventually(
      () =>
        house.subgraph.published(reservationReleased).find(({ data }) => data.orderId === late)?.data.reason ===
        'EXPIRED',
    );
    expect(await house.left(variantId)).toBe(1);
    expect((await house.reserve(next, lines)).__typename).toBe('StockHeld');
    await house.subgraph.publish(orderPaid, paid(late, lines));
    await eventually(() => house.subgraph.published(stockRefused).find(({ data }) => data.orderId === late));
    expect(await house.statusOf(late)).toBe('EXPIRED');
  });

  test('late money gets the goods again while there are some, and is told when there are none', async () => {
    const variantId = await house.variantWith(1);
    const [first, second] = [newId(), newId()];
    const lines = [{ variantId, quantity: 1 }];
    await house.subgraph.publish(holdRequested, requested(first, lines));
    const { data } = await eventually(() =>
      house.subgraph.published(stockReserved).find((event) => event.data.orderId === first),
    );
    expect(Date.parse(data.expiresAt)).toBeGreaterThan(Date.now());
    await house.subgraph.publish(holdRequested, requested(second, lines));
    await eventually(() => house.subgraph.published(stockRefused).find((event) => event.data.orderId === second));
    expect(await house.left(variantId)).toBe(0);
  });

  test('told again from the first with an empty inbox, everything stays as it is', async () => {
    const variantId = await house.variantWith(10);
    const lines = [{ variantId, quantity: 1 }];
    const [sold, gone, late, back] = [newId(), newId(), newId(), newId()];
    for (const orderId of [sold, gone, back]) await house.reserve(orderId, lines);
    const tell = async () => {
      for (const orderId of [sold, back]) await house.subgraph.publish(orderPaid, paid(orderId, lines));
      await house.subgraph.publish(orderCancelled, cancelled(gone));
      await house.subgraph.publish(holdRequested, requested(late, lines));
      await house.subgraph.publish(orderPaid, paid(late, lines));
      // Logistics has a parcel to bring back only once it heard of the sale.
      await eventually(async () => /SOLD|RETURNED/.test((await house.statusOf(back))!));
      const at = new Date().toISOString();
      await house.subgraph.publish(shipmentReturned, {
        shipmentId: newId(),
        orderId: back,
        warehouseId: house.msk,
        at,
      });
    };
    const statuses = () => Promise.all([sold, gone, late, back].map((orderId) => house.statusOf(orderId)));
    await tell();
    await eventually(async () => (await statuses()).join() === 'SOLD,CANCELLED,SOLD,RETURNED');
    const [movements, confirmed] = [await house.movementsOf(variantId), house.subgraph.published(reservationConfirmed)];
    await house.subgraph.db.sql`delete from inbox`;
    await tell();
    await eventually(
      async () => (await house.subgraph.db.sql`select from inbox where consumer = 'order'`).length === 6,
    );
    expect(await statuses()).toEqual(['SOLD', 'CANCELLED', 'SOLD', 'RETURNED']);
    expect(await house.movementsOf(variantId)).toEqual(movements);
    expect(house.subgraph.published(reservationConfirmed)).toHaveLength(confirmed.length);
  });

  test('payments that race the sweep end sold or swept and refused, each exactly once', async () => {
    const variantId = await house.variantWith(60);
    const lines = [{ variantId, quantity: 1 }];
    const orders = Array.from({ length: 60 }, () => newId());
    await Promise.all(orders.map((orderId) => house.reserve(orderId, lines)));
    const overdue = house.subgraph.db
      .sql`update reservations set expires_at = now() - interval '1 second' where order_id = any(${orders}::uuid[]) and status = 'HELD'`;
    const events = orders.map((orderId) => house.subgraph.publish(orderPaid, paid(orderId, lines)));
    const rivals = Array.from({ length: 60 }, () => house.reserve(newId(), lines));
    await Promise.all([overdue, ...events]);
    const stolen = (await Promise.all(rivals)).filter(({ __typename }) => __typename === 'StockHeld').length;
    await eventually(() => {
      const sold = house.subgraph
        .published(reservationConfirmed)
        .filter(({ data }) => orders.includes(data.orderId)).length;
      const refused = house.subgraph.published(stockRefused).filter(({ data }) => orders.includes(data.orderId)).length;
      return sold + refused === 60 && sold + stolen <= 60;
    });
    await expectTheLaws(house.subgraph.db);
  });
});
