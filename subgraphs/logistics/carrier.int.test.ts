import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { shipmentMoved } from './events.ts';
import { type LogisticsHouse, MSK, NSK, STEP, startLogistics, WAREHOUSE } from './testing/logistics-house.ts';

const ROUND = ['startPicking', 'packShipment', 'handOver'];

describe('with a warehouse that plays itself', () => {
  let house: LogisticsHouse;
  beforeAll(async () => {
    house = await startLogistics({ AUTO_WAREHOUSE_MS: '40' }, { speed: 100_000 });
  });
  afterAll(() => house.stop());

  test('a paid order travels to the door in a parcel from each warehouse, and every step is told in order', async () => {
    const variantId = newId();
    const { orderId } = await house.planned([
      { variantId, warehouseId: MSK.id, quantity: 1 },
      { variantId, warehouseId: NSK.id, quantity: 3 },
    ]);
    await eventually(async () => (await house.shipmentsOf(orderId)).every(({ status }) => status === 'DELIVERED'), {
      timeoutMs: 25_000,
    });
    const shipments = await house.shipmentsOf(orderId);
    for (const { id, trackingNumber, carrier, events, lastEvent } of shipments) {
      expect(trackingNumber).toBeTruthy();
      expect(carrier).toEqual({ name: 'Sandbox Carrier' });
      expect(lastEvent!.place).not.toBeNull();
      const statuses = events.map(({ status }) => status);
      expect(statuses.slice(0, 4)).toEqual(['PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT']);
      expect(statuses.slice(-2)).toEqual(['OUT_FOR_DELIVERY', 'DELIVERED']);
      const told = () =>
        house.subgraph
          .published(shipmentMoved)
          .filter(({ data }) => data.shipmentId === id)
          .map(({ data }) => data.status);
      await eventually(() => told().length === statuses.length);
      expect(told()).toEqual(statuses);
    }
    expect(new Set(shipments.map(({ trackingNumber }) => trackingNumber)).size).toBe(2);
  });
});

describe('a parcel', () => {
  let house: LogisticsHouse;
  beforeAll(async () => {
    house = await startLogistics();
  });
  afterAll(() => house.stop());

  const handedOver = async () => {
    const { orderId, shipments } = await house.planned();
    for (const step of ROUND) await house.ask(STEP(step), { shipmentId: shipments[0]!.id }, WAREHOUSE);
    return { orderId, shipmentId: shipments[0]!.id };
  };
  const booked = (orderId: string) =>
    eventually(async () => {
      const [shipment] = await house.shipmentsOf(orderId);
      return shipment!.trackingNumber !== null && shipment;
    });
  const news = (shipmentId: string, sequence: number, status: string, change: object = {}) => ({
    id: newId(),
    type: 'parcel.moved',
    createdAt: new Date().toISOString(),
    data: {
      ...{ parcelId: 'p', trackingNumber: 'T1', reference: shipmentId, sequence, status },
      at: new Date(Date.now() + sequence * 1_000).toISOString(),
      place: { name: `place ${sequence}`, latitude: 55, longitude: 40 },
      estimatedDelivery: new Date(Date.now() + 60_000).toISOString(),
      ...change,
    },
  });

  test('is booked once at hand-over, under the shipment’s id', async () => {
    const before = await house.parcelsAtCarrier();
    const { orderId } = await handedOver();
    const shipment = await booked(orderId);
    expect(shipment.carrier).toEqual({ name: 'Sandbox Carrier' });
    expect(await house.parcelsAtCarrier()).toBe(before + 1);
  });

  test('exists once although the carrier fails and its answers get lost', async () => {
    const before = await house.parcelsAtCarrier();
    await house.setFaults({ lostAnswerRate: 1 });
    const orders = await Promise.all(Array.from({ length: 8 }, handedOver));
    await eventually(async () => (await house.parcelsAtCarrier()) === before + 8);
    expect((await house.shipmentsOf(orders[0]!.orderId))[0]!.trackingNumber).toBeNull();
    await house.setFaults({ lostAnswerRate: 0, errorRate: 0.5 });
    await eventually(async () => {
      const waiting = await house.subgraph.db
        .sql`select from shipments where status = 'HANDED_OVER' and carrier_parcel_id is null`;
      // What the back-off would wait minutes for is due now.
      await house.subgraph.db.sql`update shipments set book_at = now() where book_at > now()`;
      return waiting.length === 0;
    });
    await house.setFaults({ errorRate: 0 });
    expect(await house.parcelsAtCarrier()).toBe(before + 8);
    const numbers = await Promise.all(orders.map(async ({ orderId }) => (await booked(orderId)).trackingNumber));
    expect(new Set(numbers).size).toBe(8);
  });

  test('ends where the carrier says when its news comes twice and in the wrong order, with its whole history', async () => {
    const { orderId, shipmentId } = await handedOver();
    await booked(orderId);
    const told = [
      news(shipmentId, 2, 'in_transit'),
      news(shipmentId, 3, 'in_transit'),
      news(shipmentId, 4, 'out_for_delivery'),
      news(shipmentId, 5, 'delivered'),
    ] as const;
    for (const index of [2, 0, 2, 3, 1, 0, 3] as const)
      expect(await house.callBack(told[index], { id: told[index].id })).toEqual({ status: 204, code: undefined });
    const [shipment] = await house.shipmentsOf(orderId);
    expect(shipment).toMatchObject({
      status: 'DELIVERED',
      trackingNumber: 'T1',
      lastEvent: { place: { name: 'place 5' } },
    });
    expect(shipment!.events.slice(3).map(({ status, place }) => [status, place!.name])).toEqual([
      ['IN_TRANSIT', 'place 2'],
      ['IN_TRANSIT', 'place 3'],
      ['OUT_FOR_DELIVERY', 'place 4'],
      ['DELIVERED', 'place 5'],
    ]);
    await eventually(() =>
      house.subgraph
        .published(shipmentMoved)
        .some(({ data }) => data.shipmentId === shipmentId && data.status === 'DELIVERED'),
    );
    const steps = house.subgraph.published(shipmentMoved).filter(({ data }) => data.shipmentId === shipmentId);
    expect(steps.slice(3).map(({ data }) => data.status)).toEqual(['OUT_FOR_DELIVERY', 'DELIVERED']);
  });

  test('told of many times at once is told on once', async () => {
    const { orderId, shipmentId } = await handedOver();
    await booked(orderId);
    const one = news(shipmentId, 2, 'in_transit');
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.callBack(one, { id: one.id })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
    const [shipment] = await house.shipmentsOf(orderId);
    expect(shipment!.events.filter(({ status }) => status === 'IN_TRANSIT')).toHaveLength(1);
  });

  test('whose news beats the carrier’s own answer is known by it', async () => {
    await house.setFaults({ lostAnswerRate: 1 });
    const { orderId, shipmentId } = await handedOver();
    await house.callBack(news(shipmentId, 2, 'in_transit'));
    await house.setFaults({ lostAnswerRate: 0 });
    expect((await house.shipmentsOf(orderId))[0]).toMatchObject({ status: 'IN_TRANSIT', trackingNumber: 'T1' });
    expect(
      await house.subgraph.db.sql`select from shipments where id = ${shipmentId} and book_at is not null`,
    ).toHaveLength(0);
  });

  test('that was never handed over has no news, and one of a cancelled order neither', async () => {
    const { orderId, shipments } = await house.planned();
    const shipmentId = shipments[0]!.id;
    expect((await house.callBack(news(shipmentId, 2, 'delivered'))).status).toBe(204);
    await house.cancelled(orderId);
    await eventually(async () => (await house.shipmentsOf(orderId))[0]!.status === 'CANCELLED');
    expect((await house.callBack(news(shipmentId, 3, 'delivered'))).status).toBe(204);
    expect((await house.shipmentsOf(orderId))[0]).toMatchObject({ status: 'CANCELLED', trackingNumber: null });
  });

  const forged = `whsec_${Buffer.from('not the carrier’s secret').toString('base64')}`;
  test.each([
    [
      'signed by somebody else',
      () => house.callBack(news(newId(), 2, 'delivered'), { secret: forged }),
      401,
      'BAD_SIGNATURE',
    ],
    [
      'not signed',
      () => house.callBack(news(newId(), 2, 'delivered'), { headers: { 'webhook-signature': '' } }),
      401,
      'BAD_SIGNATURE',
    ],
    [
      'of last week',
      () => house.callBack(news(newId(), 2, 'delivered'), { headers: { 'webhook-timestamp': '1700000000' } }),
      401,
      'BAD_SIGNATURE',
    ],
    ['without a body', () => house.callBack(''), 400, 'MALFORMED'],
    ['that is not JSON', () => house.callBack('{'), 400, 'MALFORMED'],
    [
      'of another kind',
      () => house.callBack({ ...news(newId(), 2, 'delivered'), type: 'parcel.lost' }),
      400,
      'MALFORMED',
    ],
    ['of an unknown state', () => house.callBack(news(newId(), 2, 'eaten')), 400, 'MALFORMED'],
    ['of a negative number', () => house.callBack(news(newId(), -2, 'delivered')), 400, 'MALFORMED'],
    ['at no time', () => house.callBack(news(newId(), 2, 'delivered', { at: 'soon' })), 400, 'MALFORMED'],
    ['of an unknown shipment', () => house.callBack(news(newId(), 2, 'delivered')), 404, 'UNKNOWN_SHIPMENT'],
    ['of a malformed shipment', () => house.callBack(news('x', 2, 'delivered')), 404, 'UNKNOWN_SHIPMENT'],
  ])('news %s is refused with a code', async (_title, send, status, code) => {
    expect(await send()).toEqual({ status, code });
  });
});
