import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { DECIDE, type InventoryHouse, type Lines, REPORT, startInventory, UPSERT } from '../testing/inventory-house.ts';

interface Count {
  __typename: string;
  id: string;
  status: string;
  lineCount: number;
  differenceCount: number;
  differences: { edges: { node: { variant: { id: string }; counted: number; expected: number; change: number } }[] };
}

describe('a warehouse’s own count', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  const report = (lines: Lines, how: object = {}) =>
    house.ask<Count>(REPORT, { input: { warehouse: 'MSK', lines, idempotencyKey: newId(), ...how } });
  const decide = (decision: 'approveCount' | 'discardCount', stockCountId: string, idempotencyKey = newId()) =>
    house.ask<Count>(DECIDE(decision), { input: { stockCountId, idempotencyKey } });

  test('lists what differs from the books, changes nothing before it is approved, and then stock is as counted', async () => {
    const [less, same, more] = [await house.variantWith(10), await house.variantWith(3), newId()];
    const count = await report([
      { variantId: less, quantity: 8 },
      { variantId: same, quantity: 3 },
      { variantId: more, quantity: 2 },
    ]);
    expect(count).toMatchObject({ status: 'OPEN', lineCount: 3, differenceCount: 2, decidedAt: null });
    expect(count.differences.edges.map(({ node }) => node)).toEqual(
      expect.arrayContaining([
        { variant: { id: less }, counted: 8, expected: 10, change: -2 },
        { variant: { id: more }, counted: 2, expected: 0, change: 2 },
      ]),
    );
    expect(await house.left(less)).toBe(10);
    expect(await decide('approveCount', count.id)).toMatchObject({ status: 'APPROVED', decidedAt: expect.any(String) });
    expect([await house.left(less), await house.left(same), await house.left(more)]).toEqual([8, 3, 2]);
    expect(await house.movementsOf(less)).toEqual([
      ['RECEIVED', 10],
      ['COUNTED', -2],
    ]);
    expect(await house.movementsOf(same)).toEqual([['RECEIVED', 3]]);
  });

  test('is compared with what lay there when it was taken, whatever was sold since', async () => {
    const variantId = await house.variantWith(10);
    const [row] = await house.subgraph.db.sql<{ now: Date }[]>`select clock_timestamp() as now`;
    await house.ask(
      `mutation A($v: ID!) { adjustStock(input: { variantId: $v, warehouseCode: "MSK", change: -4, reason: "lost", idempotencyKey: "lost" }) { __typename } }`,
      { v: variantId },
    );
    const count = await report([{ variantId, quantity: 9 }], { countedAt: row!.now.toISOString() });
    expect(count.differences.edges[0]!.node).toMatchObject({ counted: 9, expected: 10, change: -1 });
    await decide('approveCount', count.id);
    expect(await house.left(variantId)).toBe(5);
  });

  test('that is complete finds that what it does not name is gone, in its own warehouse only', async () => {
    await house.ask(UPSERT, { input: { code: 'OMS', name: 'Омск', latitude: 55, longitude: 73 } });
    const [seen, unseen] = [await house.variantWith(2, 'OMS'), await house.variantWith(4, 'OMS')];
    const elsewhere = await house.variantWith(7);
    const count = await report([{ variantId: seen, quantity: 2 }], { warehouse: 'OMS', complete: true });
    expect(count).toMatchObject({ lineCount: 2, differenceCount: 1 });
    await decide('approveCount', count.id);
    expect([await house.left(seen), await house.left(unseen), await house.left(elsewhere)]).toEqual([2, 0, 7]);
  });

  test('that would take what is promised is not applied, not even in part, and can be put aside', async () => {
    const [held, free] = [await house.variantWith(5), await house.variantWith(5)];
    await house.reserve(newId(), [{ variantId: held, quantity: 4 }]);
    const count = await report([held, free].map((variantId) => ({ variantId, quantity: 3 })));
    expect(await decide('approveCount', count.id)).toEqual({
      __typename: 'StockShort',
      lines: [{ variant: { id: held }, requested: 2, available: 1 }],
    });
    expect(await house.levelOf(free)).toMatchObject({ onHand: 5 });
    expect(await decide('discardCount', count.id)).toMatchObject({ status: 'DISCARDED' });
    expect(await decide('approveCount', count.id)).toEqual({ __typename: 'CountDecided', decided: 'DISCARDED' });
  });

  test('is reported and applied once, however many ask at once', async () => {
    const variantId = await house.variantWith(5);
    const key = { idempotencyKey: newId() };
    const counts = await Promise.all(Array.from({ length: 6 }, () => report([{ variantId, quantity: 4 }], key)));
    expect(new Set(counts.map(({ id }) => id)).size).toBe(1);
    expect(await report([{ variantId, quantity: 3 }], key)).toEqual({ __typename: 'IdempotencyConflict' });
    await Promise.all(Array.from({ length: 6 }, () => decide('approveCount', counts[0]!.id)));
    expect(await house.left(variantId)).toBe(4);
  });

  const line = { variantId: newId(), quantity: 1 };
  const strange = newId();
  test.each<[string, object, object]>([
    ['of an unknown warehouse', { warehouse: 'NIL' }, { __typename: 'NotFound', unknown: 'NIL' }],
    ['of nothing', { lines: [] }, { __typename: 'InvalidInput', field: 'input.lines' }],
    [
      'of fewer than none',
      { lines: [{ ...line, quantity: -1 }] },
      { __typename: 'InvalidInput', field: 'input.lines.0.quantity' },
    ],
    [
      'of more than can be',
      { lines: [{ ...line, quantity: 2_000_000_000 }] },
      { __typename: 'InvalidInput', field: 'input.lines.0.quantity' },
    ],
    ['of a variant twice', { lines: [line, line] }, { __typename: 'InvalidInput', field: 'input.lines' }],
    ['of the future', { countedAt: '2100-01-01T00:00:00Z' }, { __typename: 'InvalidInput', field: 'input.countedAt' }],
    ['of long ago', { countedAt: '2020-01-01T00:00:00Z' }, { __typename: 'InvalidInput', field: 'input.countedAt' }],
  ])('%s is refused', async (_title, change, refusal) => {
    expect(await report([line], change)).toEqual(refusal);
  });

  test.each([strange, 'x'])('that does not exist cannot be decided: %s', async (id) => {
    expect(await decide('approveCount', id)).toEqual({ __typename: 'NotFound', unknown: id });
    expect(await decide('discardCount', id)).toEqual({ __typename: 'NotFound', unknown: id });
  });
});
