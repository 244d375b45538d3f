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
  /** Where it keeps its data, its secrets and its processes' logs. */
  dataDir: string;
  /** Where each process of the house listens, by name. */
  addresses: Record<string, string>;
  /** With which bank and carrier sign what they call back. */
  webhookSecrets: { bank: string; carrier: string };
  /** With which the router signs the viewer it tells subgraphs, and accounts the tokens it gives. */
  signing: { viewerSecret: string; jwtPrivateJwk: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    product: ProductUrls;
  }
}

/**
 * A catalogue just large enough for the stories, passwords that cost little, a bank and a carrier in a hurry. The
 * warehouse takes about a second, in which an order can be called off.
 */
const ENV = {
  DEMO_PRODUCTS: '120',
  ARGON2_MEMORY_KIB: '64',
  ARGON2_ITERATIONS: '1',
  AUTO_WAREHOUSE_MS: '400',
  CARRIER_SPEED: '50000',
  BANK_HANG_MS: '2000',
  BANK_LATE_CALLBACK_MS: '1500',
  BANK_TIMEOUT_MS: '1000',
  PAYMENT_WATCH_MS: '2000',
  PAYMENT_RETRY_MS: '200',
  PAYMENT_SWEEP_MS: '200',
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mode = project.name === 'e2e-distributed' ? 'distributed' : 'embedded';
  const dataDir = await mkdtemp(join(tmpdir(), `marketplace-${mode}-`));
  const flags = mode === 'distributed' ? ['--distributed'] : [];
  const product = await ProductUnderTest.start({ dataDir, flags, env: ENV });
  const secrets = product.secrets();
  project.provide('product', {
    graph: `${product.url}/graphql`,
    subscriptions: `${product.url.replace('http', 'ws')}/graphql`,
    playground: `${product.url}/playground`,
    bank: product.bankUrl,
    carrier: product.carrierUrl,
    mode,
    dataDir,
    addresses: product.addresses(),
    webhookSecrets: { bank: secrets.bankWebhookSecret, carrier: secrets.carrierWebhookSecret },
    signing: { viewerSecret: secrets.viewerSecret, jwtPrivateJwk: secrets.jwtPrivateJwk },
  });
  return async () => {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
