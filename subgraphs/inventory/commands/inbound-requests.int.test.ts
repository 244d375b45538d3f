import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { goodsMoved } from '../events.ts';
import {
  ADMIN,
  BUYER,
  DISPATCH,
  EXPECT_DELIVERY,
  expectTheLaws,
  type InventoryHouse,
  RECEIVE_INBOUND,
  startInventory,
} from '../testing/inventory-house.ts';

interface Answer {
  __typename: string;
  id: string;
  status: string;
  from: { code: string } | null;
  lines: { variant: { id: string }; received: number; missing: number }[];
}

let house: InventoryHouse;
beforeAll(async () => {
  house = await startInventory();
});
afterAll(() => house.stop());

const dispatch = (lines: object[], how: object = {}) =>
  house.ask<Answer>(DISPATCH, { input: { from: 'MSK', to: 'NSK', lines, idempotencyKey: newId(), ...how } });
const arrive = (inboundShipmentId: string, how: object = {}) =>
  house.ask<Answer>(RECEIVE_INBOUND, { input: { inboundShipmentId, idempotencyKey: newId(), ...how } });

describe('a transfer', () => {
  test('leaves one warehouse, is on its way, and is in stock again when the other has received it', async () => {
    const variantId = await house.variantWith(10);
    const sent = await dispatch([{ variantId, quantity: 4 }]);
    expect(sent).toMatchObject({ status: 'DISPATCHED', from: { code: 'MSK' }, to: { code: 'NSK' }, endedAt: null });
    expect(await house.left(variantId)).toBe(6);
    expect(await house.levelOf(variantId)).toMatchObject({ onHand: 6 });
    expect(await arrive(sent.id, { lines: [{ variantId, quantity: 1 }] })).toMatchObject({ status: 'PARTLY_RECEIVED' });
    expect(await house.levelOf(variantId, 'NSK')).toEqual({ onHand: 1, reserved: 0, incoming: 3 });
    expect(await arrive(sent.id)).toMatchObject({ status: 'RECEIVED', endedAt: expect.any(String) });
    expect(await house.levelOf(variantId, 'NSK')).toEqual({ onHand: 4, reserved: 0, incoming: 0 });
    expect(await house.left(variantId)).toBe(10);
    expect(await house.movementsOf(variantId)).toEqual([
      ['RECEIVED', 10],
      ['TRANSFERRED_OUT', -4],
      ['TRANSFERRED_IN', 1],
      ['TRANSFERRED_IN', 3],
    ]);
    const moved = (onHand: number, change: number) => ({ lines: [{ variantId, change, onHand }], documentId: sent.id });
    await eventually(() =>
      expect(
        house.subgraph
          .published(goodsMoved)
          .map(({ data }) => data)
          .filter(({ documentId }) => documentId === sent.id)
          .toSorted((a, b) => a.lines[0]!.onHand - b.lines[0]!.onHand),
      ).toMatchObject([
        { kind: 'TRANSFERRED_IN', warehouseId: house.nsk, ...moved(1, 1) },
        { kind: 'TRANSFERRED_IN', warehouseId: house.nsk, ...moved(4, 3) },
        { kind: 'TRANSFERRED_OUT', warehouseId: house.msk, ...moved(6, -4) },
      ]),
    );
  });

  test('that loses goods on the way is closed with what is missing, and what is missing is nowhere in stock', async () => {
    const variantId = await house.variantWith(5);
    const { id } = await dispatch([{ variantId, quantity: 5 }]);
    expect(await arrive(id, { lines: [{ variantId, quantity: 3 }], close: true })).toMatchObject({
      status: 'CLOSED',
      lines: [{ received: 3, missing: 2 }],
    });
    expect(await house.left(variantId)).toBe(3);
    expect(await arrive(id)).toEqual({ __typename: 'InboundEnded', ended: 'CLOSED' });
  });

  test('takes nothing that is promised to orders: too much of one line sends none', async () => {
    const [held, free] = [await house.variantWith(5), await house.variantWith(5)];
    await house.reserve(newId(), [{ variantId: held, quantity: 3 }]);
    const lines = [
      { variantId: held, quantity: 3 },
      { variantId: free, quantity: 1 },
    ];
    expect(await dispatch(lines)).toEqual({
      __typename: 'StockShort',
      lines: [{ variant: { id: held }, requested: 3, available: 2 }],
    });
    expect(await house.levelOf(free)).toMatchObject({ onHand: 5 });
  });

  test('and buyers who race for the same goods never take more than there are', async () => {
    const variantId = await house.variantWith(30);
    const [sent, held] = await Promise.all([
      Promise.all(Array.from({ length: 30 }, () => dispatch([{ variantId, quantity: 1 }]))),
      Promise.all(Array.from({ length: 30 }, () => house.reserve(newId(), [{ variantId, quantity: 1 }]))),
    ]);
    const gone = sent.filter(({ __typename }) => __typename === 'InboundShipment').length;
    const kept = held.filter(({ __typename }) => __typename === 'StockHeld').length;
    expect(gone + kept).toBe(30);
    expect(await house.levelOf(variantId)).toMatchObject({ onHand: 30 - gone, reserved: kept });
    await expectTheLaws(house.subgraph.db);
  });
});

describe('a supplier’s delivery', () => {
  test('is in stock when it is received, in parts, and never more than was announced', async () => {
    const [bed, lamp] = [newId(), newId()];
    const lines = [
      { variantId: bed, quantity: 5 },
      { variantId: lamp, quantity: 2 },
    ];
    const input = { to: house.msk, lines, reference: 'PO-7', expectedAt: '2030-01-01T00:00:00.000Z' };
    const { id, ...announced } = await house.ask<Answer>(EXPECT_DELIVERY, {
      input: { ...input, idempotencyKey: newId() },
    });
    expect(announced).toMatchObject({ status: 'EXPECTED', from: null, to: { code: 'MSK' } });
    expect(await house.left(bed)).toBe(0);
    await arrive(id, { lines: [{ variantId: bed, quantity: 3 }] });
    expect(await arrive(id, { lines: [{ variantId: bed, quantity: 3 }] })).toEqual({
      __typename: 'MoreThanExpected',
      lines: [{ variant: { id: bed }, arrived: 3, expected: 2 }],
    });
    expect(await house.levelOf(bed)).toEqual({ onHand: 3, reserved: 0, incoming: 2 });
    await arrive(id);
    expect([await house.left(bed), await house.left(lamp)]).toEqual([5, 2]);
    const list = `query L($status: InboundStatus) { inboundShipments(warehouse: "MSK", status: $status) { edges { node { id } } } }`;
    const listed = await house.ask<{ edges: { node: { id: string } }[] }>(list, { status: 'RECEIVED' });
    expect(listed.edges.map(({ node }) => node.id)).toContain(id);
    expect(await house.ask(`query { inboundShipment(id: "${id}") { reference expectedAt } }`)).toEqual({
      reference: 'PO-7',
      expectedAt: '2030-01-01T00:00:00.000Z',
    });
  });
});

describe('a repeated request', () => {
  test('sends and receives once, however many come at once, and another input under its key is a conflict', async () => {
    const variantId = await house.variantWith(10);
    const [send, take] = [{ idempotencyKey: newId() }, { idempotencyKey: newId() }];
    const sent = await Promise.all(Array.from({ length: 8 }, () => dispatch([{ variantId, quantity: 2 }], send)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await dispatch([{ variantId, quantity: 3 }], send)).toEqual({ __typename: 'IdempotencyConflict' });
    const lines = [{ variantId, quantity: 1 }];
    await Promise.all(Array.from({ length: 8 }, () => arrive(sent[0]!.id, { lines, ...take })));
    expect(await arrive(sent[0]!.id, { ...take })).toEqual({ __typename: 'IdempotencyConflict' });
    expect(await house.levelOf(variantId)).toMatchObject({ onHand: 8 });
    expect(await house.levelOf(variantId, 'NSK')).toMatchObject({ onHand: 1, incoming: 1 });
  });

  test('is somebody’s own: another’s key is another key, and gives away nothing of the answer', async () => {
    const variantId = await house.variantWith(10);
    const input = { from: 'MSK', to: 'NSK', lines: [{ variantId, quantity: 2 }], idempotencyKey: newId() };
    const first = await house.ask<Answer>(DISPATCH, { input });
    const other = await house.ask<Answer>(DISPATCH, { input }, { ...ADMIN, id: newId(), roles: ['warehouse'] });
    expect(other.id).not.toBe(first.id);
    expect(await house.levelOf(variantId)).toMatchObject({ onHand: 6 });
  });

  test('whose first try was cut off in the middle of its transaction moves the goods once', async () => {
    const { db } = house.subgraph;
    const variantId = await house.variantWith(10);
    const key = { idempotencyKey: newId() };
    let died: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      // The row is held, so that the request waits in the middle of its transaction, its key claimed.
      await tx.sql`select 1 from stock where variant_id = ${variantId} for update`;
      died = dispatch([{ variantId, quantity: 2 }], key).catch((error: Error) => error);
      await eventually(async () => {
        const ended = await db.sql`
          select pg_cancel_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'`;
        return ended.length > 0;
      });
    });
    expect(await died).toBeInstanceOf(Error);
    expect(await house.levelOf(variantId)).toMatchObject({ onHand: 10 });
    expect(await dispatch([{ variantId, quantity: 2 }], key)).toMatchObject({ status: 'DISPATCHED' });
    expect(await dispatch([{ variantId, quantity: 2 }], key)).toMatchObject({ status: 'DISPATCHED' });
    expect(await house.levelOf(variantId)).toMatchObject({ onHand: 8 });
  });
});

describe('what cannot be', () => {
  const variantId = newId();
  const line = { variantId, quantity: 1 };
  const invalid = (field: string) => ({ __typename: 'InvalidInput', field });
  const unknown = (id: string) => ({ __typename: 'NotFound', unknown: id });
  const strange = newId();
  test.each<[string, string, object, object]>([
    ['a transfer to nowhere', DISPATCH, { to: 'NIL' }, unknown('NIL')],
    ['a transfer from nowhere', DISPATCH, { from: strange }, unknown(strange)],
    ['a transfer to the same warehouse', DISPATCH, { to: 'MSK' }, invalid('input.to')],
    ['a transfer of nothing', DISPATCH, { lines: [] }, invalid('input.lines')],
    [
      'a transfer of none of a thing',
      DISPATCH,
      { lines: [{ ...line, quantity: 0 }] },
      invalid('input.lines.0.quantity'),
    ],
    ['fewer than none', DISPATCH, { lines: [{ ...line, quantity: -3 }] }, invalid('input.lines.0.quantity')],
    ['a huge quantity', DISPATCH, { lines: [{ ...line, quantity: 2_000_000_000 }] }, invalid('input.lines.0.quantity')],
    ['a variant named twice', DISPATCH, { lines: [line, line] }, invalid('input.lines')],
    ['no variant’s id', DISPATCH, { lines: [{ ...line, variantId: 'bed' }] }, invalid('input.lines.0.variantId')],
    ['an empty key', DISPATCH, { idempotencyKey: '' }, invalid('idempotencyKey')],
    ['a long reference', DISPATCH, { reference: 'x'.repeat(501) }, invalid('input.reference')],
    [
      'what is not in stock',
      DISPATCH,
      {},
      { __typename: 'StockShort', lines: [{ variant: { id: variantId }, requested: 1, available: 0 }] },
    ],
    ['a delivery to nowhere', EXPECT_DELIVERY, { from: undefined, to: 'NIL' }, unknown('NIL')],
    ['a delivery of nothing', EXPECT_DELIVERY, { from: undefined, lines: [] }, invalid('input.lines')],
  ])('%s is refused and changes nothing', async (_title, mutation, change, refusal) => {
    const input: Record<string, unknown> = {
      from: 'MSK',
      to: 'NSK',
      lines: [line],
      idempotencyKey: newId(),
      ...change,
    };
    if (input.from === undefined) delete input.from;
    expect(await house.ask(mutation, { input })).toEqual(refusal);
    expect(await house.movementsOf(variantId)).toEqual([]);
    expect(await house.subgraph.db.sql`select 1 from inbound_lines where variant_id = ${variantId}`).toEqual([]);
  });

  test.each([
    ['an unknown shipment', strange, { lines: [line] }, unknown(strange)],
    ['a malformed id', 'x', { lines: [line] }, unknown('x')],
    ['nothing, not even an end', strange, { lines: [] }, invalid('input.lines')],
    ['fewer than none', strange, { lines: [{ ...line, quantity: -1 }] }, invalid('input.lines.0.quantity')],
  ])('receiving %s is refused', async (_title, id, how, refusal) => {
    expect(await arrive(id, how)).toEqual(refusal);
  });

  test('buyers neither move goods nor see what is under way', async () => {
    for (const query of [
      'mutation { dispatchTransfer(input: { from: "MSK", to: "NSK", lines: [], idempotencyKey: "k" }) { __typename } }',
      'mutation { expectDelivery(input: { to: "NSK", lines: [], idempotencyKey: "k" }) { __typename } }',
      'mutation { receiveInbound(input: { inboundShipmentId: "x", idempotencyKey: "k" }) { __typename } }',
      'mutation { reportCount(input: { warehouse: "MSK", lines: [], idempotencyKey: "k" }) { __typename } }',
      'mutation { approveCount(input: { stockCountId: "x", idempotencyKey: "k" }) { __typename } }',
      'query { inboundShipments { edges { cursor } } }',
      'query { inboundShipment(id: "x") { id } }',
      'query { stockCounts { edges { cursor } } }',
      'query { stockCount(id: "x") { id } }',
    ]) {
      const { errors } = await house.subgraph.execute({ query }, BUYER);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });
});
