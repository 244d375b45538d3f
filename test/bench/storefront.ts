import { setTimeout as delay } from 'node:timers/promises';
import { GraphClient } from '#test/harness/graph-client.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { asAdmin, setStock } from './prepare-shop.ts';
import type { Report } from './report.ts';

const ROUNDS = 20;

/** Longest wait for one change, in ms. */
const PATIENCE_MS = 60_000;

const SHOWN = 'query ($id: ID!) { variant(id: $id) { availability { quantityLeft } } }';

/** From the answer that stock has changed until guests are shown it, whatever cache they are answered from. */
export async function measureStorefront(product: ProductUnderTest, variantId: string, report: Report): Promise<void> {
  const guest = new GraphClient(product.url, 1);
  const admin = await asAdmin(guest);
  const { warehouses } = await admin.ask<{ warehouses: { code: string }[] }>('{ warehouses { code } }');
  const shown = async (): Promise<number> =>
    (await guest.ask<{ variant: { availability: { quantityLeft: number } } }>(SHOWN, { id: variantId })).variant
      .availability.quantityLeft;
  // Orders of the measure before may still hold some of it: until they are sold, less is shown than lies there.
  const settledBy = performance.now() + PATIENCE_MS;
  do {
    await setStock(admin, variantId, 1_000, warehouses[0]!.code);
    await delay(100);
  } while ((await shown()) !== 1_000 && performance.now() < settledBy);
  const took: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const quantity = 1_000 + round;
    await setStock(admin, variantId, quantity, warehouses[0]!.code);
    const changedAt = performance.now();
    while ((await shown()) !== quantity) {
      if (performance.now() - changedAt > PATIENCE_MS)
        throw new Error('the storefront does not show that stock changed');
      await delay(1);
    }
    took.push(performance.now() - changedAt);
  }
  await guest.close();
  report.add({
    name: 'storefront.slowest',
    title: `stock changed until the storefront shows it, the slowest of ${ROUNDS}`,
    value: Math.max(...took),
    unit: 'ms',
    goal: { atMost: 1_000 },
  });
}
