import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { type LogisticsHouse, STEP, startLogistics } from './testing/logistics-house.ts';

let house: LogisticsHouse;
beforeAll(async () => {
  house = await startLogistics();
});
afterAll(() => house.stop());

const TRACK = `mutation T($shipmentId: ID!) {
  trackShipment(input: { shipmentId: $shipmentId, place: "Казань" }) { __typename } }`;
const TO_THE_CARRIER = ['startPicking', 'packShipment', 'handOver'];

test.each([
  { way: [...TO_THE_CARRIER, 'trackShipment', 'deliverShipment'], at: 'the door' },
  { way: [...TO_THE_CARRIER, 'returnShipment'], at: 'the warehouse again' },
])('each step to $at is told with who took it and from where', async ({ way }) => {
  const { orderId, shipments } = await house.planned();
  for (const [index, step] of way.entries()) {
    const viewer = {
      kind: 'user',
      id: newId(),
      roles: ['admin'],
      sessionId: 's',
      origin: '192.0.2.1 Scanner/1',
    } as const;
    await house.ask(step === 'trackShipment' ? TRACK : STEP(step), { shipmentId: shipments[0]!.id }, viewer);
    const acts = await eventually(() => {
      const told = house.subgraph
        .acts()
        .filter(({ subject, type }) => subject === orderId && type === 'logistics.ShipmentMoved');
      return told.length > index && told;
    });
    expect(acts[index]).toMatchObject({ actor: `user:${viewer.id}`, origin: viewer.origin });
  }
});
