import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  ADJUST,
  ADMIN,
  DECIDE,
  DISPATCH,
  EXPECT_DELIVERY,
  type InventoryHouse,
  RECEIVE,
  RECEIVE_INBOUND,
  REPORT,
  startInventory,
  UPSERT,
} from '../testing/inventory-house.ts';

/** What staff asks, under a key. */
type Request = (idempotencyKey: string) => readonly [mutation: string, variables: Record<string, unknown>];

describe('staff', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  const goods = async (quantity: number) => [{ variantId: await house.variantWith(9), quantity }];
  const made = async (mutation: string, input: object): Promise<string> =>
    (await house.ask<{ id: string }>(mutation, { input: { ...input, idempotencyKey: newId() } })).id;
  const dispatched = async () => made(DISPATCH, { from: 'MSK', to: 'NSK', lines: await goods(2) });
  const counted = async () => made(REPORT, { warehouse: 'MSK', lines: await goods(4) });

  /** By mutation: a request, and another of the same mutation. */
  const requests: Record<string, () => Promise<readonly [Request, Request]>> = {
    receiveStock: async () => {
      const receipt = (quantity: number) => ({ variantId, warehouseCode: 'MSK', quantity });
      const variantId = newId();
      const asking = (quantity: number) => (key: string) => [RECEIVE, { input: [receipt(quantity)], key }] as const;
      return [asking(1), asking(2)];
    },
    adjustStock: async () => {
      const variantId = await house.variantWith(9);
      const input = { variantId, warehouseCode: 'MSK', reason: 'lost' };
      return [request(ADJUST, { ...input, change: -1 }), request(ADJUST, { ...input, change: -2 })];
    },
    expectDelivery: async () => {
      const input = { to: 'MSK', lines: await goods(3) };
      return [request(EXPECT_DELIVERY, input), request(EXPECT_DELIVERY, { ...input, to: 'NSK' })];
    },
    dispatchTransfer: async () => {
      const input = { from: 'MSK', to: 'NSK', lines: await goods(3) };
      return [request(DISPATCH, input), request(DISPATCH, { ...input, lines: await goods(1) })];
    },
    receiveInbound: async () => {
      const inboundShipmentId = await dispatched();
      return [
        request(RECEIVE_INBOUND, { inboundShipmentId }),
        request(RECEIVE_INBOUND, { inboundShipmentId, close: true }),
      ];
    },
    reportCount: async () => {
      const input = { warehouse: 'MSK', lines: await goods(3) };
      return [request(REPORT, input), request(REPORT, { ...input, warehouse: 'NSK' })];
    },
    approveCount: async () => [
      request(DECIDE('approveCount'), { stockCountId: await counted() }),
      request(DECIDE('approveCount'), { stockCountId: await counted() }),
    ],
    discardCount: async () => [
      request(DECIDE('discardCount'), { stockCountId: await counted() }),
      request(DECIDE('discardCount'), { stockCountId: await counted() }),
    ],
  };
  function request(mutation: string, input: object): Request {
    return (idempotencyKey) => [mutation, { input: { ...input, idempotencyKey } }];
  }

  const told: Record<string, string> = {
    ...{ receiveStock: 'inventory.GoodsMoved', adjustStock: 'inventory.GoodsMoved' },
    ...{ expectDelivery: 'inventory.InboundChanged', dispatchTransfer: 'inventory.InboundChanged' },
    ...{ receiveInbound: 'inventory.InboundChanged', reportCount: 'inventory.StockCountChanged' },
    ...{ approveCount: 'inventory.StockCountChanged', discardCount: 'inventory.StockCountChanged' },
    upsertWarehouse: 'inventory.WarehouseSaved',
  };

  const upsertWarehouse = async () => {
    const warehouse = { code: 'KZN', name: 'Казань', latitude: 55.8, longitude: 49.1 };
    const asking: Request = () => [UPSERT, { input: warehouse }];
    return [asking] as const;
  };

  test.each(Object.entries({ ...requests, upsertWarehouse }))(
    '%s is told of with who asked for it and from where',
    async (mutation, prepare) => {
      const [asking] = await prepare();
      const viewer = { ...ADMIN, id: newId(), origin: '192.0.2.1 Scanner/1' };
      const [document, variables] = asking(newId());
      await house.ask(document, { ...variables }, viewer);
      await eventually(() =>
        expect(house.subgraph.acts()).toContainEqual(
          expect.objectContaining({ type: told[mutation], actor: `user:${viewer.id}`, origin: viewer.origin }),
        ),
      );
    },
  );

  test.each(Object.entries(requests))('a key of %s is text', async (_mutation, prepare) => {
    const [one] = await prepare();
    for (const key of ['', 'k\0', 'k\ud800', 'x'.repeat(201)])
      expect(await house.ask(...one(key))).toMatchObject({ __typename: 'InvalidInput' });
  });

  test.each(Object.entries(requests))(
    'a key of %s has one answer, at once and later, and no other input can have it',
    async (_mutation, prepare) => {
      const [one, other] = await prepare();
      const key = newId();
      const movements = async () => (await house.subgraph.db.sql`select from movements`).count;
      const [first, ...same] = await Promise.all(
        [1, 2, 3, 4].map(() => house.ask<{ __typename: string }>(...one(key))),
      );
      expect(first!.__typename).not.toMatch(/Invalid|NotFound|Conflict|Short/);
      const before = await movements();
      expect([...same, await house.ask(...one(key))]).toEqual([first, first, first, first]);
      expect(await house.ask(...other(key))).toEqual({ __typename: 'IdempotencyConflict' });
      expect(await movements()).toBe(before);
      // Somebody else may have made the same key.
      const colleague = { ...ADMIN, id: newId() };
      expect(await house.ask(...other(key), colleague)).not.toEqual({ __typename: 'IdempotencyConflict' });
    },
  );
});
