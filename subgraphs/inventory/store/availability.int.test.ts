import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { stockChanged } from '../events.ts';
import { AVAILABLE, type InventoryHouse, startInventory } from '../testing/inventory-house.ts';

describe('availability', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  test('twenty products cost no statement once they are known', async () => {
    const variants = await Promise.all(Array.from({ length: 20 }, (_, index) => house.variantWith(index)).slice(1));
    const products = variants.map((id) => ({ __typename: 'Product', id: newId(), variants: [{ id }] }));
    const first = await house.ask<{ availability: { quantityLeft: number } }[]>(AVAILABLE, { variants: products });
    expect(first.map(({ availability }) => availability.quantityLeft)).toEqual(variants.map((_, index) => index + 1));
    const reads = async () =>
      /batch_size_count\{batcher="inventory.availability"\} (\d+)/.exec(await metrics.metrics())?.[1];
    const before = await reads();
    expect(await house.ask(AVAILABLE, { variants: products })).toEqual(first);
    expect(await reads()).toBe(before);
  });

  test('a product has what its variants have together; unknown and malformed ids have none', async () => {
    const variants = await Promise.all([house.variantWith(2), house.variantWith(3)]);
    const representations = [
      { __typename: 'Product', id: newId(), variants: variants.map((id) => ({ __typename: 'Variant', id })) },
      { __typename: 'Product', id: newId(), variants: [] },
      { __typename: 'Variant', id: newId() },
      { __typename: 'Variant', id: "'; drop table stock" },
    ];
    const answers = await house.ask<{ availability: { quantityLeft: number } }[]>(AVAILABLE, {
      variants: representations,
    });
    expect(answers.map(({ availability }) => availability.quantityLeft)).toEqual([5, 0, 0, 0]);
  });

  test('what another process changed is shown as soon as its StockChanged arrives', async () => {
    const variantId = await house.variantWith(7);
    expect(await house.left(variantId)).toBe(7);
    await house.subgraph.db.sql`update stock set on_hand = 4 where variant_id = ${variantId}`;
    await house.subgraph.db
      .sql`insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change) values (${variantId}, ${house.msk}, 'ADJUSTED', -3, 0)`;
    expect(await house.left(variantId)).toBe(7);
    await house.subgraph.publish(stockChanged, { variantId, available: 4, at: new Date().toISOString() });
    await eventually(async () => (await house.left(variantId)) === 4);
  });
});
