import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { returnReceived } from '#schema/events.ts';
import { stockChanged } from '../events.ts';
import { type InventoryHouse, startInventory } from '../testing/inventory-house.ts';

describe('goods that came back', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  const received = (lines: { variantId: string; restock: number; writeOff: number }[], warehouseId = house.nsk) => ({
    ...{ returnId: newId(), orderId: newId(), warehouseId, at: new Date().toISOString() },
    lines: lines.map((line) => ({ orderLineId: newId(), ...line })),
  });

  test('are restocked where they came, what cannot be sold is written off, and a second telling changes nothing', async () => {
    const [whole, broken] = [await house.variantWith(1), newId()];
    const told = received([
      { variantId: whole, restock: 2, writeOff: 1 },
      { variantId: broken, restock: 0, writeOff: 2 },
    ]);
    const id = await house.subgraph.publish(returnReceived, told);
    await eventually(async () => (await house.left(whole)) === 3);
    await house.subgraph.publish(returnReceived, told, { id });
    await house.subgraph.db.sql`delete from inbox`;
    await house.subgraph.publish(returnReceived, told, { id });
    const last = newId();
    await house.subgraph.publish(returnReceived, received([{ variantId: last, restock: 1, writeOff: 0 }]));
    await eventually(async () => (await house.left(last)) === 1);
    expect(await house.levelOf(whole, 'NSK')).toMatchObject({ onHand: 2 });
    expect(await house.movementsOf(whole)).toEqual([
      ['RECEIVED', 1],
      ['RETURNED', 3],
      ['WRITTEN_OFF', -1],
    ]);
    expect(await house.movementsOf(broken)).toEqual([
      ['RETURNED', 2],
      ['WRITTEN_OFF', -2],
    ]);
    const page = await house.ask<{ edges: { node: object }[] }>(
      `query M($v: ID!) { stockMovements(variantId: $v, first: 1) { edges { node { kind orderId documentId } } } }`,
      { v: whole },
    );
    expect(page.edges[0]!.node).toEqual({ kind: 'WRITTEN_OFF', orderId: told.orderId, documentId: told.returnId });
    const changes = house.subgraph.published(stockChanged).map(({ data }) => data);
    expect(changes.some(({ variantId }) => variantId === broken)).toBe(false);
  });

  test('in a warehouse nobody knows are set aside, and hold nobody up', async () => {
    const [lost, found] = [newId(), newId()];
    await house.subgraph.publish(returnReceived, received([{ variantId: lost, restock: 1, writeOff: 0 }], newId()));
    await house.subgraph.publish(returnReceived, received([{ variantId: found, restock: 1, writeOff: 0 }]));
    await eventually(async () => (await house.left(found)) === 1, { timeoutMs: 20_000 });
    expect(await house.movementsOf(lost)).toEqual([]);
  });
});
