import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { shipmentMoved } from './events.ts';
import { type LogisticsHouse, STEP, startLogistics, WAREHOUSE } from './testing/logistics-house.ts';

/** As long as a parcel's way may take, in seconds of the carrier. */
const TO_THE_DOOR = 3 * 86_400;
const NO_CALLBACKS = { lostCallbackRate: 1 };

describe('a parcel of which nobody hears', () => {
  let house: LogisticsHouse;
  beforeAll(async () => {
    house = await startLogistics({ CARRIER_WATCH_MS: '200' });
  });
  afterEach(() => house.setFaults({ lostCallbackRate: 0, errorRate: 0 }));
  afterAll(() => house.stop());

  /** With the carrier, which knows of it. */
  const booked = async () => {
    const { orderId, shipments } = await house.planned();
    const { id } = shipments[0]!;
    for (const step of ['startPicking', 'packShipment', 'handOver'])
      await house.ask(STEP(step), { shipmentId: id }, WAREHOUSE);
    await eventually(async () => (await house.shipmentsOf(orderId))[0]!.trackingNumber !== null);
    return { orderId, id };
  };
  const reaches = (orderId: string, status: string) =>
    eventually(async () => {
      const [shipment] = await house.shipmentsOf(orderId);
      return shipment!.status === status && shipment!;
    });
  const told = (id: string) =>
    house.subgraph
      .published(shipmentMoved)
      .filter(({ data }) => data.shipmentId === id)
      .map(({ data }) => data.status);

  test('arrives all the same, by asking the carrier, and each of its steps is told once and in order', async () => {
    await house.setFaults(NO_CALLBACKS);
    const { orderId, id } = await booked();
    await house.hurry(TO_THE_DOOR);
    const { events } = await reaches(orderId, 'DELIVERED');
    const statuses = events.map(({ status }) => status);
    expect(statuses.slice(0, 4)).toEqual(['PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT']);
    expect(statuses.slice(-2)).toEqual(['OUT_FOR_DELIVERY', 'DELIVERED']);
    await eventually(() => told(id).length >= statuses.length);
    expect(told(id)).toEqual(statuses);
  });

  test('arrives when only its last callback was lost, and what was missed before is in its history', async () => {
    const { orderId, id } = await booked();
    await house.advance(id, 'out_for_delivery');
    await reaches(orderId, 'OUT_FOR_DELIVERY');
    await house.subgraph.db.sql`delete from tracking_events where shipment_id = ${id} and carrier_sequence = 2`;
    await house.setFaults(NO_CALLBACKS);
    await house.advance(id, 'delivered');
    const { events } = await reaches(orderId, 'DELIVERED');
    const numbers = await house.subgraph.db.sql<{ number: number }[]>`
      select carrier_sequence as number from tracking_events
      where shipment_id = ${id} and carrier_sequence is not null order by carrier_sequence`;
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => index + 2));
    expect(events.filter(({ status }) => status === 'OUT_FOR_DELIVERY')).toHaveLength(1);
  });

  test('is asked about later and later, and soon again once there is news', async () => {
    const { id } = await booked();
    const waits = async () => {
      const [row] = await house.subgraph.db.sql`
        select asks, extract(epoch from ask_at - now())::float8 as pause from shipments where id = ${id}`;
      return row as { asks: number; pause: number };
    };
    await eventually(async () => (await waits()).asks >= 2);
    await house.subgraph.db.sql`update shipments set asks = 30, ask_at = now() where id = ${id}`;
    await eventually(async () => {
      const { asks, pause } = await waits();
      return asks === 31 && pause > 5 * 3_600 && pause <= 6 * 3_600;
    });
    await house.hurry(TO_THE_DOOR / 4);
    await eventually(async () => {
      const { asks, pause } = await waits();
      return asks < 31 && pause < 60;
    });
  });

  test('that the carrier has forgotten does not keep it from telling of others', async () => {
    await house.setFaults(NO_CALLBACKS);
    const [lost, other] = [await booked(), await booked()];
    await house.subgraph.db.sql`update shipments set carrier_parcel_id = 'par_gone' where id = ${lost.id}`;
    await house.hurry(TO_THE_DOOR);
    await reaches(other.orderId, 'DELIVERED');
    expect((await house.shipmentsOf(lost.orderId))[0]!.status).toBe('HANDED_OVER');
  });

  test('is found when a carrier that was ill answers again', async () => {
    await house.setFaults(NO_CALLBACKS);
    const { orderId, id } = await booked();
    await house.setFaults({ errorRate: 1 });
    await house.hurry(TO_THE_DOOR);
    const asks = async () => {
      const [row] = await house.subgraph.db.sql`select asks from shipments where id = ${id}`;
      return (row as { asks: number }).asks;
    };
    const before = await asks();
    await eventually(async () => (await asks()) > before + 1);
    expect((await house.shipmentsOf(orderId))[0]!.status).toBe('HANDED_OVER');
    await house.setFaults({ errorRate: 0 });
    await reaches(orderId, 'DELIVERED');
  });

  test('that another process is asking about does not hold up the others', async () => {
    await house.setFaults(NO_CALLBACKS);
    const [taken, other] = [await booked(), await booked()];
    await house.subgraph.db.transaction(async ({ sql }) => {
      await sql`update shipments set ask_at = now() - interval '1 day' where id = ${taken.id}`;
      await house.hurry(TO_THE_DOOR);
      await reaches(other.orderId, 'DELIVERED');
    });
    await reaches(taken.orderId, 'DELIVERED');
  });
});
