import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';

/** Where the product of this run is reached; one product per project, in the mode the project is named after. */
export interface ProductUrls {
  graph: string;
  subscriptions: string;
  playground: string;
  bank: string;
  carrier: string;
  mode: 'embedded' | 'distributed';
}

declare module 'vitest' {
  interface ProvidedContext {
    product: ProductUrls;
  }
}

/** A catalogue just large enough for the stories, a carrier in a hurry, passwords that cost little. */
const ENV = { DEMO_PRODUCTS: '120', CARRIER_SPEED: '50000', AUTO_WAREHOUSE_MS: '100', CARRIER_CONTROLS: 'true' };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mode = project.name === 'e2e-distributed' ? 'distributed' : 'embedded';
  const dataDir = await mkdtemp(join(tmpdir(), `marketplace-${mode}-`));
  const flags = mode === 'distributed' ? ['--distributed'] : [];
  const product = await ProductUnderTest.start({ dataDir, flags, env: ENV });
  project.provide('product', {
    graph: `${product.url}/graphql`,
    subscriptions: `${product.url.replace('http', 'ws')}/graphql`,
    playground: `${product.url}/playground`,
    bank: product.bankUrl,
    carrier: product.carrierUrl,
    mode,
  });
  return async () => {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
