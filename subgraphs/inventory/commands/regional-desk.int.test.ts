import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { holdRequested, orderCancelled, orderPaid, returnReceived, shipmentReturned } from '#schema/events.ts';
import { reservationConfirmed, reservationReleased, stockRefused, stockRequested, stockReserved } from '../events.ts';
import { inventoryTestimonies } from '../store/laws.ts';
import { cancelled, ORDER, paid, RELEASE, requested } from '../testing/inventory-house.ts';
import { PATIENCE, startTwoRegions, type TwoRegions } from '../testing/two-regions.ts';

let two: TwoRegions;
beforeAll(async () => {
  two = await startTwoRegions();
});
afterEach(() => {
  two.link = 'up';
});
afterAll(() => two?.stop());

const untilNoted = (orderId: string, status: string) =>
  eventually(async () => (await two.notedOf(orderId)) === status, PATIENCE);
const told = (definition: Parameters<TwoRegions['west']['subgraph']['published']>[0], orderId: string) =>
  two.west.subgraph.published(definition).filter(({ data }) => (data as { orderId: string }).orderId === orderId);
/** What west says of an order to who verifies. */
const testimonyOf = async (house: TwoRegions['west'], orderId: string) => {
  type Says = { status: string; lines: Record<string, number> | null };
  const said = await Promise.all(
    inventoryTestimonies.map(({ sql }) =>
      house.subgraph.db.sql.unsafe<{ says: Says }[]>(`select says from (${sql}) t where subject = '${orderId}'`),
    ),
  );
  expect(said.flat().length).toBeLessThan(2);
  return said.flat()[0]?.says;
};
async function held(quantity = 2, stock = 5) {
  const [variantId, orderId] = [await two.inTheEast(stock), newId()];
  const lines = [{ variantId, quantity }];
  expect(await two.west.reserve(orderId, lines)).toMatchObject({ __typename: 'StockHeld' });
  return { variantId, orderId, lines };
}

describe('goods of another region', () => {
  it('are shown at home as they were last told of', async () => {
    const variantId = await two.inTheEast(7);
    expect(await two.west.left(variantId)).toBe(7);
    expect(await two.east.left(variantId)).toBe(7);
  });

  it('are held over there, and the same order gets the same answer', async () => {
    const { variantId, orderId, lines } = await held();
    expect(await two.east.levelOf(variantId)).toMatchObject({ onHand: 5, reserved: 2 });
    const again = await two.west.reserve(orderId, lines);
    expect(again.__typename).toBe('StockHeld');
    expect(await two.east.levelOf(variantId)).toMatchObject({ reserved: 2 });
    expect(await testimonyOf(two.west, orderId)).toMatchObject({ status: 'HELD' });
    expect(await testimonyOf(two.east, orderId)).toBeUndefined();
  });

  it('are sold over there when the order is paid, once, and home hears what leaves from where', async () => {
    const { variantId, orderId, lines } = await held();
    const id = await two.west.subgraph.publish(orderPaid, paid(orderId, lines));
    await two.west.subgraph.publish(orderPaid, paid(orderId, lines), { id });
    await untilNoted(orderId, 'SOLD');
    expect(await two.east.levelOf(variantId)).toMatchObject({ onHand: 3, reserved: 0 });
    const [confirmed] = await eventually(() => {
      const found = told(reservationConfirmed, orderId);
      return found.length > 0 && found;
    });
    expect(confirmed!.data).toMatchObject({ allocations: [{ variantId, warehouseId: two.east.msk, quantity: 2 }] });
    expect(await testimonyOf(two.west, orderId)).toMatchObject({ status: 'SOLD', lines: { [variantId]: 2 } });
    expect(await testimonyOf(two.east, orderId)).toBeUndefined();
    await two.west.subgraph.publish(orderPaid, paid(orderId, lines));
    await eventually(
      () => two.west.subgraph.published(stockRequested).filter(({ data }) => data.orderId === orderId).length === 2,
    );
    await eventually(async () => (await two.east.statusOf(orderId)) === 'SOLD');
    expect(await two.east.levelOf(variantId)).toMatchObject({ onHand: 3, reserved: 0 });
  });

  it('come back over there when the order is cancelled, held or sold', async () => {
    const [first, second] = [await held(), await held()];
    await two.west.subgraph.publish(orderPaid, paid(second.orderId, second.lines));
    await untilNoted(second.orderId, 'SOLD');
    for (const { orderId } of [first, second]) await two.west.subgraph.publish(orderCancelled, cancelled(orderId));
    await untilNoted(first.orderId, 'CANCELLED');
    await untilNoted(second.orderId, 'RETURNED');
    for (const { variantId } of [first, second])
      await eventually(async () => (await two.east.left(variantId)) === 5, PATIENCE);
    await eventually(() => told(reservationReleased, second.orderId).length === 1);
    expect(await two.west.reserve(first.orderId, first.lines)).toMatchObject({ reason: 'ORDER_IS_OVER' });
  });

  it('are given back over there when nobody took the parcel', async () => {
    const { orderId, lines, variantId } = await held();
    await two.west.subgraph.publish(orderPaid, paid(orderId, lines));
    await untilNoted(orderId, 'SOLD');
    const at = new Date().toISOString();
    await two.west.subgraph.publish(shipmentReturned, { shipmentId: newId(), orderId, warehouseId: two.east.msk, at });
    await untilNoted(orderId, 'RETURNED');
    expect(await two.east.levelOf(variantId)).toMatchObject({ onHand: 5, reserved: 0 });
  });

  it('that a buyer sends back lie in their warehouse again, once', async () => {
    const { orderId, lines, variantId } = await held();
    await two.west.subgraph.publish(orderPaid, paid(orderId, lines));
    await untilNoted(orderId, 'SOLD');
    const received = {
      returnId: newId(),
      orderId,
      warehouseId: two.east.msk,
      lines: [{ orderLineId: newId(), variantId, restock: 1, writeOff: 1 }],
      at: new Date().toISOString(),
    };
    // As logistics of the home region tells: its own inventory has no such warehouse.
    const id = await two.west.subgraph.publish(returnReceived, received);
    await two.west.subgraph.publish(returnReceived, received, { id });
    await eventually(async () => (await two.east.levelOf(variantId)).onHand === 4, PATIENCE);
    expect(await two.east.movementsOf(variantId)).toEqual([
      ['RECEIVED', 5],
      ['RESERVED', 0],
      ['SOLD', -2],
      ['RETURNED', 2],
      ['WRITTEN_OFF', -1],
    ]);
    // Home, which has no such warehouse, is through with it as well.
    await eventually(async () => {
      const [row] = await two.west.subgraph.db.sql`select from inbox where event_id = ${id} and consumer = 'returns'`;
      return row !== undefined;
    }, PATIENCE);
  });

  it('are let go over there when checkout goes no further, for good', async () => {
    const { variantId, orderId, lines } = await held();
    expect(await two.west.ask(RELEASE, { orderId }, ORDER)).toBe(true);
    await eventually(async () => (await two.east.statusOf(orderId)) === 'RELEASED', PATIENCE);
    expect(await two.east.left(variantId)).toBe(5);
    expect(await two.west.reserve(orderId, lines)).toMatchObject({ __typename: 'HoldRefused' });
  });

  it('whose hold ran out are held again for late money, or refused when they are gone', async () => {
    const [there, gone] = [await held(2, 2), await held(2, 2)];
    for (const { orderId } of [there, gone]) {
      await two.east.subgraph.db
        .sql`update reservations set expires_at = now() - interval '1 second' where order_id = ${orderId}`;
      await eventually(async () => (await two.east.statusOf(orderId)) === 'EXPIRED', PATIENCE);
    }
    expect(await two.east.reserve(newId(), gone.lines)).toMatchObject({ __typename: 'StockHeld' });
    for (const { orderId, lines } of [there, gone])
      await two.west.subgraph.publish(holdRequested, requested(orderId, lines));
    await eventually(() => told(stockReserved, there.orderId).length === 1, PATIENCE);
    await eventually(() => told(stockRefused, gone.orderId).length === 1, PATIENCE);
    expect(await two.notedOf(gone.orderId)).toBe('REFUSED');
  });

  it('are not asked for when home has them, nor when nobody was known to have enough', async () => {
    const [both, few] = [await two.inTheEast(5), await two.inTheEast(1)];
    const { ask, reserve } = two.west;
    await ask(
      'mutation R($input: [StockReceiptInput!]!, $key: ID!) { receiveStock(input: $input, idempotencyKey: $key) { __typename } }',
      { input: [{ variantId: both, warehouseCode: 'MSK', quantity: 1 }], key: newId() },
    );
    two.link = 'down';
    expect(await reserve(newId(), [{ variantId: both, quantity: 1 }])).toMatchObject({ __typename: 'StockHeld' });
    expect(await reserve(newId(), [{ variantId: few, quantity: 2 }])).toMatchObject({ __typename: 'HoldRefused' });
  });
});

describe('an order of several lines', () => {
  it('leaves from one region: from one that has all of them, or from none', async () => {
    const [one, other] = [await two.inTheEast(2), await two.inTheEast(2)];
    const atHome = await two.west.variantWith(2);
    const wanted = (...variantIds: string[]) => variantIds.map((variantId) => ({ variantId, quantity: 2 }));
    expect(await two.west.reserve(newId(), wanted(one, atHome))).toMatchObject({
      __typename: 'HoldRefused',
      lines: [{ variantId: one, requested: 2, available: 0 }],
    });
    expect(await two.west.reserve(newId(), wanted(one, other))).toMatchObject({ __typename: 'StockHeld' });
    for (const variantId of [one, other])
      expect(await two.east.levelOf(variantId)).toMatchObject({ onHand: 2, reserved: 2 });
  });

  it('is not asked for where only a part of it is known to be', async () => {
    const [one, other] = [await two.inTheEast(2), await two.inTheEast(1)];
    two.link = 'down';
    const lines = [one, other].map((variantId) => ({ variantId, quantity: 2 }));
    expect(await two.west.reserve(newId(), lines)).toMatchObject({ __typename: 'HoldRefused' });
  });
});

describe('a region that is cut off', () => {
  it('makes a checkout of its goods fail so that it may be tried again, and the try finds one hold', async () => {
    const [variantId, orderId] = [await two.inTheEast(3), newId()];
    const lines = [{ variantId, quantity: 3 }];
    two.link = 'answers are lost';
    await expect(two.west.reserve(orderId, lines)).rejects.toThrow('UNAVAILABLE');
    expect(await two.east.levelOf(variantId)).toMatchObject({ reserved: 3 });
    two.link = 'up';
    // West has heard meanwhile that nothing is left, and asks all the same: what is held there may be this order's.
    await eventually(async () => (await two.west.left(variantId)) === 0, PATIENCE);
    const again = await eventually(() => two.west.reserve(orderId, lines).catch(() => undefined), PATIENCE);
    expect(again).toMatchObject({ __typename: 'StockHeld' });
    expect(await two.east.levelOf(variantId)).toMatchObject({ onHand: 3, reserved: 3 });
  });

  it('is told later to let go of what nobody knew it held', async () => {
    const [variantId, orderId] = [await two.inTheEast(3), newId()];
    two.link = 'answers are lost';
    await expect(two.west.reserve(orderId, [{ variantId, quantity: 3 }])).rejects.toThrow('UNAVAILABLE');
    expect(await two.west.ask(RELEASE, { orderId }, ORDER)).toBe(true);
    await eventually(async () => (await two.east.statusOf(orderId)) === 'RELEASED', PATIENCE);
    expect(await two.east.left(variantId)).toBe(3);
  });
});
