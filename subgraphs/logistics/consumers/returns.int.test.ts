import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { returnApproved } from '#schema/events.ts';
import { returnLabelIssued, returnReceived } from '../events.ts';
import {
  BUYER,
  COURIER,
  type LogisticsHouse,
  MSK,
  NSK,
  STEP,
  startLogistics,
  WAREHOUSE,
} from '../testing/logistics-house.ts';

const PARCEL = `query P($returnId: ID!) { returnParcel(returnId: $returnId) { status carrier { name } trackingNumber labelUrl
  warehouse { id } lines { orderLineId sku quantity restock writeOff variant { id } } } }`;
const RECEIVE = `mutation R($input: ReceiveReturnInput!) { receiveReturn(input: $input) { __typename
  ... on ReturnParcel { status lines { restock writeOff } } ... on MoreThanApproved { approved }
  ... on InvalidInput { field } ... on NotFound { unknown: id } } }`;

interface Parcel {
  status: string;
  labelUrl: string;
  trackingNumber: string;
  warehouse: { id: string };
}

let house: LogisticsHouse;
beforeAll(async () => {
  house = await startLogistics();
});
afterAll(() => house.stop());

/** An order that its buyer has, of two beds from Novosibirsk. */
async function delivered() {
  const variantId = newId();
  const { orderId, shipments } = await house.planned([{ variantId, warehouseId: NSK.id, quantity: 2 }]);
  const shipmentId = shipments[0]!.id;
  for (const step of ['startPicking', 'packShipment', 'handOver', 'deliverShipment'])
    await house.ask(STEP(step), { shipmentId });
  await eventually(async () => (await house.shipmentsOf(orderId))[0]!.trackingNumber !== null);
  return { orderId, variantId };
}
const approval = (orderId: string, variantId: string, quantity = 2) => ({
  ...{ returnId: newId(), orderId, userId: BUYER.id, status: 'DELIVERED', at: new Date().toISOString() },
  lines: [{ orderLineId: newId(), variantId, sku: 'BED', quantity }],
  address: {
    ...{ recipient: 'А', phone: null, country: 'RU', region: null, city: 'Казань', street: 'Баумана, 1' },
    ...{ postalCode: null, latitude: null, longitude: null },
  },
});
const labelled = async (returnId: string): Promise<Parcel> =>
  eventually(async () => {
    const parcel = await house.ask<Parcel | null>(PARCEL, { returnId }, WAREHOUSE);
    return parcel?.labelUrl ? parcel : undefined;
  });
async function approved() {
  const { orderId, variantId } = await delivered();
  const told = approval(orderId, variantId);
  await house.subgraph.publish(returnApproved, told);
  await labelled(told.returnId);
  return told;
}
const receive = (input: object) =>
  house.ask<{ __typename: string }>(
    RECEIVE,
    { input: { warehouseId: MSK.id, idempotencyKey: newId(), ...input } },
    WAREHOUSE,
  );

describe('an approved return', () => {
  test('gets one label from the carrier, through lost answers and a second telling, and its order is told once', async () => {
    const { orderId, variantId } = await delivered();
    const told = approval(orderId, variantId);
    const before = await house.parcelsAtCarrier();
    await house.setFaults({ lostAnswerRate: 1 });
    await house.subgraph.publish(returnApproved, told);
    await eventually(async () => (await house.parcelsAtCarrier()) === before + 1);
    await house.subgraph.publish(returnApproved, told);
    await house.setFaults({ lostAnswerRate: 0 });
    const parcel = await labelled(told.returnId);
    expect(parcel).toMatchObject({ status: 'LABEL_ISSUED', warehouse: { id: NSK.id } });
    const label = await (await fetch(parcel.labelUrl)).text();
    for (const text of ['Казань, Баумана, 1', NSK.name, parcel.trackingNumber]) expect(label).toContain(text);
    const issued = await eventually(() => {
      const events = house.subgraph.published(returnLabelIssued).filter(({ data }) => data.orderId === orderId);
      return events.length > 0 && events;
    });
    const { trackingNumber, labelUrl } = parcel;
    expect(issued.map(({ data }) => data)).toMatchObject([
      { returnId: told.returnId, carrier: 'Sandbox Carrier', trackingNumber, labelUrl },
    ]);
    expect(await house.parcelsAtCarrier()).toBe(before + 1);
  });

  test('is followed by the carrier’s news, which change nothing here', async () => {
    const { returnId } = await approved();
    const news = {
      ...{
        parcelId: 'par_1',
        trackingNumber: 'SC1',
        reference: returnId,
        sequence: 2,
        status: 'in_transit',
        place: null,
      },
      ...{ at: new Date().toISOString(), estimatedDelivery: new Date().toISOString() },
    };
    expect(await house.callBack({ type: 'parcel.moved', data: news })).toEqual({ status: 204, code: undefined });
    expect(await house.ask(PARCEL, { returnId })).toMatchObject({ status: 'LABEL_ISSUED' });
  });

  test('of what was never delivered gets no label, and holds nobody up', async () => {
    const { orderId } = await house.planned();
    const [never, more] = [approval(orderId, newId()), await delivered()];
    const tooMuch = approval(more.orderId, more.variantId, 3);
    await house.subgraph.publish(returnApproved, never);
    await house.subgraph.publish(returnApproved, tooMuch);
    await approved();
    for (const { returnId } of [never, tooMuch]) expect(await house.ask(PARCEL, { returnId })).toBeNull();
  });
});

describe('a returned parcel', () => {
  test('is received once, wherever it came, and what was found is told', async () => {
    const { returnId, orderId, lines } = await approved();
    const found = { returnId, lines: [{ orderLineId: lines[0]!.orderLineId, restock: 1, writeOff: 1 }] };
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 6 }, () => receive({ ...found, idempotencyKey: key })));
    for (const answer of answers)
      expect(answer).toEqual({ __typename: 'ReturnParcel', status: 'RECEIVED', lines: [{ restock: 1, writeOff: 1 }] });
    expect(await receive({ ...found, warehouseId: NSK.id, idempotencyKey: key })).toEqual({
      __typename: 'IdempotencyConflict',
    });
    expect(await receive(found)).toEqual({ __typename: 'ReturnAlreadyReceived' });
    const told = await eventually(() => {
      const events = house.subgraph.published(returnReceived).filter(({ data }) => data.orderId === orderId);
      return events.length > 0 && events;
    });
    expect(house.subgraph.acts()).toContainEqual(
      expect.objectContaining({ type: 'logistics.ReturnReceived', subject: orderId, actor: `user:${WAREHOUSE.id}` }),
    );
    const { orderLineId, variantId } = lines[0]!;
    expect(told.map(({ data }) => data)).toMatchObject([
      { returnId, warehouseId: MSK.id, lines: [{ orderLineId, variantId, restock: 1, writeOff: 1 }] },
    ]);
    const list = `query { returnParcels(status: RECEIVED, warehouseId: "${MSK.id}") { edges { node { returnId } } } }`;
    expect(await house.ask(list, {}, WAREHOUSE)).toEqual({ edges: [{ node: { returnId } }] });
  });

  test('that came before its label was made needs none', async () => {
    const { orderId, variantId } = await delivered();
    const told = approval(orderId, variantId);
    await house.setFaults({ errorRate: 1 });
    await house.subgraph.publish(returnApproved, told);
    await eventually(async () => (await house.ask(PARCEL, { returnId: told.returnId })) !== null);
    const { orderLineId } = told.lines[0]!;
    const lines = [{ orderLineId, restock: 2, writeOff: 0 }];
    expect(await receive({ returnId: told.returnId, lines })).toMatchObject({ status: 'RECEIVED' });
    await house.setFaults({ errorRate: 0 });
    await approved();
    expect(house.subgraph.published(returnLabelIssued).some(({ data }) => data.orderId === orderId)).toBe(false);
  });

  const strange = newId();
  const line = { orderLineId: strange, restock: 1, writeOff: 0 };
  test.each<[string, object, object]>([
    ['of an unknown return', { returnId: strange }, { __typename: 'NotFound', unknown: strange }],
    ['of a malformed id', { returnId: 'x' }, { __typename: 'NotFound', unknown: 'x' }],
    ['in an unknown warehouse', { warehouseId: strange }, { __typename: 'NotFound', unknown: strange }],
    ['in no warehouse', { warehouseId: 'MSK' }, { __typename: 'NotFound', unknown: 'MSK' }],
    ['with nothing in it', { lines: [] }, { __typename: 'InvalidInput', field: 'input.lines' }],
    ['with a line of another', { lines: [line] }, { __typename: 'InvalidInput', field: 'input.lines' }],
    [
      'with fewer than none',
      { lines: [{ ...line, restock: -1 }] },
      { __typename: 'InvalidInput', field: 'input.lines.0' },
    ],
    [
      'with a huge lot',
      { lines: [{ ...line, writeOff: 2_000_000 }] },
      { __typename: 'InvalidInput', field: 'input.lines.0' },
    ],
    ['with a line twice', { lines: [line, line] }, { __typename: 'InvalidInput', field: 'input.lines' }],
    [
      'with no text for a key',
      { idempotencyKey: 'k\0' },
      { __typename: 'InvalidInput', field: 'input.idempotencyKey' },
    ],
    ['with an empty key', { idempotencyKey: '' }, { __typename: 'InvalidInput', field: 'input.idempotencyKey' }],
  ])('%s is refused', async (_title, change, refusal) => {
    const { returnId, lines } = await approved();
    const found = [{ orderLineId: lines[0]!.orderLineId, restock: 1, writeOff: 0 }];
    expect(await receive({ returnId, lines: found, ...change })).toEqual(refusal);
    expect(await house.ask(PARCEL, { returnId })).toMatchObject({ status: 'LABEL_ISSUED' });
  });

  test('with more in it than is to come back is refused', async () => {
    const { returnId, lines } = await approved();
    const { orderLineId } = lines[0]!;
    expect(await receive({ returnId, lines: [{ orderLineId, restock: 2, writeOff: 1 }] })).toEqual({
      __typename: 'MoreThanApproved',
      approved: 2,
    });
  });

  test.each([
    [BUYER, 'FORBIDDEN'],
    [COURIER, 'FORBIDDEN'],
    [{ kind: 'guest' } as const, 'UNAUTHENTICATED'],
  ])('is not for everybody: %j', async (viewer, code) => {
    const input = { returnId: strange, warehouseId: MSK.id, lines: [line], idempotencyKey: 'k' };
    expect(await house.codeOf(RECEIVE, { input }, viewer)).toBe(code);
    expect(await house.codeOf(PARCEL, { returnId: strange }, viewer)).toBe(code);
    expect(await house.codeOf('query { returnParcels { edges { cursor } } }', {}, viewer)).toBe(code);
  });
});
