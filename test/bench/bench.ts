import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { startTestServers } from '#stack/test-servers.ts';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { measureGateways } from './gateway/measure.ts';
import { measureList } from './list.ts';
import { measureHotSku, measureOrders } from './orders.ts';
import { prepareShop } from './prepare-shop.ts';
import { usageOf } from './processes.ts';
import { measureCheck } from './registry.ts';
import { Report } from './report.ts';
import { measureCrowd, measureReserve } from './reserve.ts';
import { measureSubscribers } from './subscribers.ts';
import { measureSubscriptions } from './subscriptions.ts';
import { Yardstick } from './yardstick.ts';

interface Flags {
  short: boolean;
  json?: string;
  keep: boolean;
  reserve: boolean;
  gateway: boolean;
  subscriptions: boolean;
  registry: boolean;
}

/** Parcels are planned and then stay where they are: what is measured ends when an order is paid. */
const STANDING_STILL = { AUTO_WAREHOUSE_MS: '0', CARRIER_AUTO_MOVE: 'false' };

/** Measures inventory's reserve command alone, on servers of its own. */
async function benchReserve({ short, json }: Flags): Promise<void> {
  const report = new Report();
  const servers = await startTestServers();
  try {
    await measureReserve(servers.postgresAdminUrl, short ? 1_000 : 5_000, report);
    await measureCrowd(servers.postgresAdminUrl, short ? 100_000 : 1_000_000, short ? 500 : 2_000, report);
  } finally {
    await servers.stop();
  }
  await told(report, json);
}

async function told(report: Report, json: string | undefined): Promise<void> {
  report.print();
  if (json) await report.writeJson(json);
  if (report.missed.length > 0) process.exitCode = 2;
}

/** Measures the registry's check alone, on a PostgreSQL of its own. */
async function benchRegistry({ json }: Flags): Promise<void> {
  const report = new Report();
  const servers = await startTestServers();
  try {
    await measureCheck(servers.postgresAdminUrl, report);
  } finally {
    await servers.stop();
  }
  await told(report, json);
}

/** Measures the router alone, beside stock `@apollo/gateway`. */
async function benchGateway({ short, json }: Flags): Promise<void> {
  const report = new Report();
  await measureGateways(short ? 4_000 : 15_000, report);
  await told(report, json);
}

/** Measures live subscriptions alone. */
async function benchSubscriptions({ short, json, keep }: Flags): Promise<void> {
  const report = new Report();
  const data = join(import.meta.dirname, '../../.data-bench');
  if (!keep) await rm(data, { recursive: true, force: true });
  const product = await ProductUnderTest.start({ dataDir: data, env: STANDING_STILL, verbose: true });
  try {
    await measureSubscriptions(product, short, report);
  } finally {
    await product.stop();
  }
  await told(report, json);
}

/** Measures the product as a user starts it, on this machine, against a yardstick of the same minutes. */
async function bench({ short, json, keep }: Flags): Promise<void> {
  const report = new Report();
  const data = join(import.meta.dirname, '../../.data-bench');
  if (!keep) await rm(data, { recursive: true, force: true });
  console.log('Starting the product');
  let product = await ProductUnderTest.start({ dataDir: data, env: STANDING_STILL, verbose: true });
  report.add({
    name: 'start.first',
    title: keep ? 'start' : 'first start, data seeded, programs already downloaded',
    value: product.startedInMs / 1000,
    unit: 's',
  });
  if (!short) {
    await product.stop();
    product = await ProductUnderTest.start({ dataDir: data, env: STANDING_STILL, verbose: true });
    report.add({
      name: 'start.warm',
      title: 'later start: command to first answer',
      value: product.startedInMs / 1000,
      unit: 's',
      goal: { atMost: 8 },
    });
  }
  try {
    const yardstick = await Yardstick.prepare(product.postgresAdminUrl);
    const { shop, hotVariantId } = await prepareShop(product, 401);
    const seconds = (long: number, brief: number): number => (short ? brief : long) * 1000;
    console.log('Paid orders');
    await measureOrders(shop, 16, seconds(20, 3), yardstick, report).catch(complain);
    await measureOrders(shop, 1, seconds(10, 2), yardstick, report).catch(complain);
    if (!short) await measureOrders(shop, 32, seconds(20, 3), yardstick, report).catch(complain);
    await measureOrders(shop, 128, seconds(60, 6), yardstick, report).catch(complain);
    console.log('A hot SKU');
    await measureHotSku(shop, hotVariantId, report).catch(complain);
    console.log('A list of 20 products');
    await measureList(product, seconds(15, 4), report).catch(complain);
    console.log('Subscribers');
    for (const sockets of short ? [1_000] : [1_000, 5_000])
      await measureSubscribers(shop, sockets, report).catch(complain);
    const { memoryMb } = usageOf(product.processes());
    for (const [name, value] of Object.entries(memoryMb))
      report.add({
        name: `memory.${name}`,
        title: `memory of ${name} after the bench`,
        value,
        unit: 'MB',
        ...(name === 'node' ? { goal: { atMost: 500 } } : {}),
      });
  } finally {
    await product.stop();
  }
  await told(report, json);
}

const complain = (error: Error): void => {
  console.error(`  not measured: ${error.message}`);
  process.exitCode = 1;
};

/** What is to be measured: one part, or all of the product. */
function partOf({ reserve, gateway, subscriptions, registry }: Flags): (flags: Flags) => Promise<void> {
  if (reserve) return benchReserve;
  if (gateway) return benchGateway;
  if (subscriptions) return benchSubscriptions;
  return registry ? benchRegistry : bench;
}

await new Command('npm run bench --')
  .description('Measures what the product does on this machine; ratios are to pgbench in the same run.')
  .option('--short', 'the most telling figures, within about a minute', false)
  .option('--json <file>', 'also write every figure with its name')
  .option('--keep', 'use the data of the last bench instead of seeding anew', false)
  .option('--reserve', "only inventory's reserve command, against a transaction per buyer", false)
  .option('--gateway', 'only the router, beside stock @apollo/gateway', false)
  .option('--subscriptions', 'only live subscriptions: many sockets, many orders, a new graph', false)
  .option('--registry', "only the registry's check of a graph of 20 subgraphs", false)
  .action((flags: Flags) => partOf(flags)(flags))
  .parseAsync();
