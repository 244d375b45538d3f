import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { shipmentMoved, shipmentReturned, shipmentsPlanned, shipmentsStopped, stopRefused } from '../events.ts';
import {
  ADMIN,
  BUYER,
  COURIER,
  GUEST,
  type LogisticsHouse,
  MSK,
  NSK,
  ORDER,
  STEP,
  STRANGER,
  startLogistics,
  WAREHOUSE,
} from '../testing/logistics-house.ts';

let house: LogisticsHouse;
beforeAll(async () => {
  house = await startLogistics();
});
afterAll(() => house.stop());

describe('planning', () => {
  test.each(['paid', 'confirmed'] as const)(
    'an order becomes one shipment per warehouse when %s is heard first',
    async (first) => {
      const orderId = newId();
      const [bed, pillow] = [newId(), newId()];
      const allocations = [
        { variantId: bed, warehouseId: MSK.id, quantity: 1 },
        { variantId: pillow, warehouseId: NSK.id, quantity: 2 },
      ];
      const tell = { paid: () => house.paid(orderId), confirmed: () => house.confirmed(orderId, allocations) };
      await tell[first]();
      await eventually(
        async () => (await house.subgraph.db.sql`select from deliveries where order_id = ${orderId}`).length === 1,
      );
      expect(await house.shipmentsOf(orderId)).toEqual([]);
      await tell[first === 'paid' ? 'confirmed' : 'paid']();
      const shipments = await eventually(async () => {
        const seen = await house.shipmentsOf(orderId);
        return seen.length === 2 && seen;
      });
      expect(shipments).toMatchObject([
        {
          status: 'PLANNED',
          warehouse: { id: MSK.id },
          lines: [{ quantity: 1, variant: { id: bed } }],
          lastEvent: null,
          events: [],
          carrier: null,
        },
        { status: 'PLANNED', warehouse: { id: NSK.id }, lines: [{ quantity: 2, variant: { id: pillow } }] },
      ]);
      expect(Date.parse(shipments[0]!.estimatedDelivery)).toBeGreaterThan(Date.now());
      const told = await eventually(() =>
        house.subgraph.published(shipmentsPlanned).find(({ data }) => data.orderId === orderId),
      );
      expect(told.data).toMatchObject({ userId: BUYER.id, shipmentIds: shipments.map(({ id }) => id) });
    },
  );

  test('hearing everything again plans nothing more', async () => {
    const { orderId, shipments } = await house.planned();
    await Promise.all([house.paid(orderId), house.confirmed(orderId), house.confirmed(orderId)]);
    await house.planned();
    expect(await house.shipmentsOf(orderId)).toHaveLength(shipments.length);
    expect(house.subgraph.published(shipmentsPlanned).filter(({ data }) => data.orderId === orderId)).toHaveLength(1);
  });

  test('hearing everything again from the first, in any order and with an empty inbox, ships nothing twice', async () => {
    const variantId = newId();
    const allocations = [
      { variantId, warehouseId: MSK.id, quantity: 1 },
      { variantId, warehouseId: NSK.id, quantity: 1 },
    ];
    const [gone, planned, cancelled] = [
      await house.planned(allocations),
      await house.planned(allocations),
      await house.planned(allocations),
    ];
    for (const { id: shipmentId } of gone.shipments)
      for (const step of ['startPicking', 'packShipment', 'handOver']) await house.ask(STEP(step), { shipmentId });
    await house.cancelled(cancelled.orderId);
    const shown = async () =>
      (await Promise.all([gone, planned, cancelled].map(({ orderId }) => house.shipmentsOf(orderId))))
        .flat()
        .map(({ id, status }) => [id, status]);
    await eventually(async () => (await shown()).filter(([, status]) => status === 'CANCELLED').length === 2);
    await eventually(async () => (await house.shipmentsOf(gone.orderId)).every((one) => one.trackingNumber !== null));
    const [before, parcels] = [await shown(), await house.parcelsAtCarrier()];
    await house.subgraph.db.sql`delete from inbox`;
    for (const order of [cancelled, planned, gone]) {
      if (order === cancelled) await house.cancelled(order.orderId);
      await house.confirmed(order.orderId, allocations);
      await house.paid(order.orderId);
    }
    await house.planned();
    expect(await shown()).toEqual(before);
    const told = house.subgraph.published(shipmentsPlanned).map(({ data }) => data.orderId);
    for (const { orderId } of [gone, planned, cancelled]) expect(told.filter((id) => id === orderId)).toHaveLength(1);
    expect(await house.parcelsAtCarrier()).toBe(parcels);
  });

  test('the end of the chosen slot is the promise', async () => {
    const [slot] = await house.ask<{ id: string; endsAt: string }[]>(
      'query { deliverySlots(city: "казань") { id endsAt } }',
    );
    const orderId = newId();
    await house.paid(orderId, { deliverySlotId: slot!.id });
    await house.confirmed(orderId);
    await eventually(async () => (await house.shipmentsOf(orderId))[0]?.estimatedDelivery === slot!.endsAt);
  });

  test('many orders are planned together', async () => {
    const orders = Array.from({ length: 200 }, () => newId());
    await Promise.all(orders.flatMap((orderId) => [house.paid(orderId), house.confirmed(orderId)]));
    await eventually(async () => {
      const [row] = await house.subgraph.db.sql<{ count: number }[]>`
        select count(*) from shipments where order_id = any(${orders}::uuid[])`;
      return row!.count === 200;
    });
  });
});

describe('cancelling', () => {
  test('stops what is still in the warehouse and gives the delivery slot back', async () => {
    const [slot] = await house.ask<{ id: string; placesLeft: number }[]>(
      'query { deliverySlots(city: "Omsk") { id placesLeft } }',
    );
    const { orderId, shipments } = await house.planned();
    const book = 'mutation B($orderId: ID!, $slotId: ID!) { bookDeliverySlot(orderId: $orderId, slotId: $slotId) }';
    expect(await house.ask(book, { orderId, slotId: slot!.id }, ORDER)).toBe(true);
    await house.ask(STEP('startPicking'), { shipmentId: shipments[0]!.id }, WAREHOUSE);
    await house.cancelled(orderId);
    await eventually(async () => (await house.shipmentsOf(orderId))[0]?.status === 'CANCELLED');
    const [after] = await house.ask<{ placesLeft: number }[]>('query { deliverySlots(city: "OMSK") { placesLeft } }');
    expect(after!.placesLeft).toBe(slot!.placesLeft);
    await eventually(() =>
      house.subgraph
        .published(shipmentMoved)
        .find(({ data }) => data.orderId === orderId && data.status === 'CANCELLED'),
    );
    expect(await house.ask(STEP('packShipment'), { shipmentId: shipments[0]!.id }, WAREHOUSE)).toEqual({
      __typename: 'ShipmentNotReady',
      code: 'CANCELLED',
      status: 'CANCELLED',
    });
  });

  test('that is heard before anything else leaves nothing to plan', async () => {
    const orderId = newId();
    await house.cancelled(orderId);
    await house.paid(orderId);
    await house.confirmed(orderId);
    await eventually(async () => {
      const [row] = await house.subgraph.db.sql`select 1 from deliveries
        where order_id = ${orderId} and cancelled and user_id is not null and allocations is not null`;
      return row !== undefined;
    });
    expect(await house.shipmentsOf(orderId)).toEqual([]);
  });

  test('that comes when the carrier has the parcel stops nothing', async () => {
    const { orderId, shipments } = await house.planned();
    for (const step of ['startPicking', 'packShipment', 'handOver'])
      await house.ask(STEP(step), { shipmentId: shipments[0]!.id }, WAREHOUSE);
    await house.cancelled(orderId);
    await eventually(
      async () =>
        (await house.subgraph.db.sql`select from deliveries where order_id = ${orderId} and cancelled`).length === 1,
    );
    expect((await house.shipmentsOf(orderId))[0]!.status).toBe('HANDED_OVER');
  });
});

describe('an order that is to be undone', () => {
  const answer = (definition: typeof shipmentsStopped | typeof stopRefused, orderId: string) =>
    eventually(() => house.subgraph.published(definition).find(({ data }) => data.orderId === orderId));
  const handOver = async (shipmentId: string) => {
    for (const step of ['startPicking', 'packShipment', 'handOver'])
      await house.ask(STEP(step), { shipmentId }, WAREHOUSE);
  };
  const twoParcels = () =>
    house.planned([
      { variantId: newId(), warehouseId: MSK.id, quantity: 1 },
      { variantId: newId(), warehouseId: NSK.id, quantity: 1 },
    ]);
  const statuses = async (orderId: string) => (await house.shipmentsOf(orderId)).map(({ status }) => status);

  test('has all its parcels stopped before it is told so, and none can be handed over after', async () => {
    const { orderId, shipments } = await twoParcels();
    await house.toBeCancelled(orderId);
    await answer(shipmentsStopped, orderId);
    expect(await statuses(orderId)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await house.ask(STEP('startPicking'), { shipmentId: shipments[0]!.id }, WAREHOUSE)).toMatchObject({
      code: 'CANCELLED',
    });
    // Asked again, it gives the same answer.
    await house.toBeCancelled(orderId);
    await eventually(
      () => house.subgraph.published(shipmentsStopped).filter(({ data }) => data.orderId === orderId).length === 2,
    );
  });

  test('keeps all its parcels when a carrier has one of them', async () => {
    const { orderId, shipments } = await twoParcels();
    await handOver(shipments[0]!.id);
    await house.toBeCancelled(orderId);
    await answer(stopRefused, orderId);
    expect(await statuses(orderId)).toEqual(['HANDED_OVER', 'PLANNED']);
  });

  test('is stopped before anything else of it is heard, and then never planned', async () => {
    const orderId = newId();
    await house.toBeCancelled(orderId);
    await answer(shipmentsStopped, orderId);
    await house.paid(orderId);
    await house.confirmed(orderId);
    await eventually(async () => {
      const [row] = await house.subgraph.db.sql`select 1 from deliveries
        where order_id = ${orderId} and cancelled and user_id is not null and allocations is not null`;
      return row !== undefined;
    });
    expect(await house.shipmentsOf(orderId)).toEqual([]);
  });

  test('is stopped or handed over when both are wished at once, never both', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => house.planned()));
    for (const { shipments } of orders)
      for (const step of ['startPicking', 'packShipment'])
        await house.ask(STEP(step), { shipmentId: shipments[0]!.id }, WAREHOUSE);
    await Promise.all(
      orders.flatMap(({ orderId, shipments }) => [
        house.toBeCancelled(orderId),
        house.ask(STEP('handOver'), { shipmentId: shipments[0]!.id }, WAREHOUSE),
      ]),
    );
    for (const { orderId } of orders) {
      const stopped = await eventually(() =>
        [shipmentsStopped, stopRefused]
          .flatMap(
            (definition) => house.subgraph.published(definition) as { type: string; data: { orderId: string } }[],
          )
          .find(({ data }) => data.orderId === orderId),
      );
      const expected = stopped.type === shipmentsStopped.type ? 'CANCELLED' : 'HANDED_OVER';
      expect(await statuses(orderId)).toEqual([expected]);
    }
  });
});

describe('people move a shipment', () => {
  test('step by step to the door, and each step is told once', async () => {
    const { orderId, shipments } = await house.planned();
    const shipmentId = shipments[0]!.id;
    for (const step of ['startPicking', 'startPicking', 'packShipment', 'handOver', 'handOver'])
      expect(await house.ask(STEP(step), { shipmentId }, WAREHOUSE)).toMatchObject({ __typename: 'Shipment' });
    const track = `mutation T($input: TrackShipmentInput!) { trackShipment(input: $input) { ... on Shipment { status lastEvent { description(language: EN) place { latitude } } } } }`;
    const input = { shipmentId, place: 'Казань', latitude: 55.79, longitude: 49.12 };
    // Told twice, it was seen once.
    for (let told = 0; told < 2; told += 1)
      expect(await house.ask(track, { input }, COURIER)).toEqual({
        status: 'IN_TRANSIT',
        lastEvent: { description: 'On its way, now in Казань', place: { latitude: 55.79 } },
      });
    await house.ask(track, { input: { shipmentId, place: 'Баумана', outForDelivery: true } }, COURIER);
    await house.ask(STEP('deliverShipment'), { shipmentId }, COURIER);
    const steps = await eventually(() => {
      const seen = house.subgraph.published(shipmentMoved).filter(({ data }) => data.orderId === orderId);
      return seen.length === 6 && seen;
    });
    const statuses = ['PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];
    expect(steps.map(({ data }) => data.status)).toEqual(statuses);
    const [shipment] = await house.shipmentsOf(orderId);
    expect(shipment!.events.map(({ status }) => status)).toEqual(statuses);
    expect(shipment!.lastEvent!.description).toBe('Доставлено');
    const event = `query E($of: [_Any!]!) { _entities(representations: $of) { ... on TrackingEvent { status } } }`;
    const of = [{ __typename: 'TrackingEvent', id: steps[5]!.data.trackingEventId }];
    expect(await house.ask(event, { of }, BUYER)).toEqual([{ status: 'DELIVERED' }]);
    expect(await house.ask(event, { of }, STRANGER)).toEqual([null]);
  });

  test('and bring back what nobody takes', async () => {
    const { orderId, shipments } = await house.planned();
    const shipmentId = shipments[0]!.id;
    expect(await house.ask(STEP('returnShipment'), { shipmentId }, COURIER)).toMatchObject({
      code: 'NOT_YET',
      status: 'PLANNED',
    });
    for (const step of ['startPicking', 'packShipment', 'handOver']) await house.ask(STEP(step), { shipmentId });
    expect(await house.ask(STEP('returnShipment'), { shipmentId }, COURIER)).toMatchObject({ status: 'RETURNED' });
    const back = await eventually(() =>
      house.subgraph.published(shipmentReturned).find(({ data }) => data.shipmentId === shipmentId),
    );
    expect(back.data).toMatchObject({ orderId, warehouseId: MSK.id });
    expect(await house.ask(STEP('deliverShipment'), { shipmentId }, COURIER)).toMatchObject({ code: 'ENDED' });
  });

  test.each([
    ['startPicking', BUYER, 'FORBIDDEN'],
    ['startPicking', COURIER, 'FORBIDDEN'],
    ['packShipment', GUEST, 'UNAUTHENTICATED'],
    ['handOver', COURIER, 'FORBIDDEN'],
    ['deliverShipment', WAREHOUSE, 'FORBIDDEN'],
    ['returnShipment', BUYER, 'FORBIDDEN'],
  ])('but not those who may not: %s', async (mutation, viewer, code) => {
    expect(await house.codeOf(STEP(mutation), { shipmentId: newId() }, viewer)).toBe(code);
  });

  test.each([newId(), 'x', ''])('but not a shipment that does not exist: "%s"', async (shipmentId) => {
    expect(await house.ask(STEP('startPicking'), { shipmentId })).toEqual({ __typename: 'NotFound', id: shipmentId });
  });

  test.each([
    [{ place: '' }, 'input.place'],
    [{ place: 'door\0' }, 'input.place'],
    [{ place: 'x'.repeat(201) }, 'input.place'],
    [{ place: 'x', latitude: 1 }, 'input.latitude'],
    [{ place: 'x', latitude: 91, longitude: 1 }, 'input.latitude'],
    [{ place: 'x', latitude: 1, longitude: -181 }, 'input.longitude'],
  ])('but not to a place that cannot be: %j', async (place, field) => {
    const track = `mutation T($input: TrackShipmentInput!) { trackShipment(input: $input) { ... on InvalidInput { field } } }`;
    expect(await house.ask(track, { input: { shipmentId: newId(), ...place } }, COURIER)).toEqual({ field });
  });
});

describe('a shipment is shown', () => {
  test('to its owner and to staff, and to nobody else', async () => {
    const { orderId, shipments } = await house.planned();
    const one = 'query One($id: ID!) { shipment(id: $id) { id } }';
    const entity = 'query E($of: [_Any!]!) { _entities(representations: $of) { ... on Shipment { id } } }';
    const { id } = shipments[0]!;
    const of = [{ __typename: 'Shipment', id }];
    for (const viewer of [BUYER, WAREHOUSE, COURIER, ADMIN, ORDER]) {
      expect(await house.shipmentsOf(orderId, viewer)).toHaveLength(1);
      expect(await house.ask(one, { id }, viewer)).toEqual({ id });
      expect(await house.ask(entity, { of }, viewer)).toEqual([{ id }]);
    }
    for (const viewer of [STRANGER, GUEST]) {
      expect(await house.shipmentsOf(orderId, viewer)).toEqual([]);
      expect(await house.ask(one, { id }, viewer)).toBeNull();
      expect(await house.ask(entity, { of }, viewer)).toEqual([null]);
    }
    expect(await house.ask(one, { id: 'x' }, ADMIN)).toBeNull();
  });

  test('to staff in pages, by state and warehouse', async () => {
    const warehouseId = newId();
    const planned = [];
    for (let i = 0; i < 3; i += 1)
      planned.push((await house.planned([{ variantId: newId(), warehouseId, quantity: 1 }])).shipments[0]!.id);
    const list = `query L($after: String, $status: ShipmentStatus, $warehouseId: ID) {
      shipments(first: 2, after: $after, status: $status, warehouseId: $warehouseId) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    type Page = { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    const first = await house.ask<Page>(list, { warehouseId, status: 'PLANNED' }, WAREHOUSE);
    const second = await house.ask<Page>(list, { warehouseId, after: first.pageInfo.endCursor }, WAREHOUSE);
    expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(planned);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect((await house.ask<Page>(list, { warehouseId, status: 'DELIVERED' }, WAREHOUSE)).edges).toEqual([]);
    expect((await house.ask<Page>(list, { warehouseId: 'x' }, WAREHOUSE)).edges).toEqual([]);
    expect(await house.codeOf(list, {}, BUYER)).toBe('FORBIDDEN');
    expect(await house.codeOf(list, { after: 'x' }, ADMIN)).toBe('BAD_USER_INPUT');
    expect(await house.codeOf('query { shipments(first: 0) { edges { cursor } } }', {}, ADMIN)).toBe('BAD_USER_INPUT');
  });
});
