import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { startTestServers } from '#stack/test-servers.ts';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { measureGateways } from './gateway/measure.ts';
import { measureList } from './list.ts';
import { measureMillion } from './million.ts';
import { measureHotSku, measureOrders, type Pace, warmUp } from './orders.ts';
import { CHEAP_PASSWORDS, prepareShop } from './prepare-shop.ts';
import { usageOf } from './processes.ts';
import { measureCheck } from './registry.ts';
import { Report } from './report.ts';
import { measureCrowd, measureReserve } from './reserve.ts';
import { measureSoak } from './soak.ts';
import { measureStorefront } from './storefront.ts';
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
  hot: boolean;
  million: boolean;
  soak: boolean;
}

const DATA = join(import.meta.dirname, '../../.data-bench');

/** Parcels are planned and then stay where they are: what is measured ends when an order is paid. */
const STANDING_STILL = { AUTO_WAREHOUSE_MS: '0', CARRIER_AUTO_MOVE: 'false' };

/** Measures inventory's reserve command alone, on servers of its own. */
const benchReserve = ({ short }: Flags, report: Report): Promise<void> =>
  withServers(async (postgresAdminUrl) => {
    await measureReserve(postgresAdminUrl, short ? 1_000 : 5_000, report);
    await measureCrowd(postgresAdminUrl, short ? 100_000 : 1_000_000, short ? 500 : 2_000, report);
  });

/** Measures the registry's check alone, on a PostgreSQL of its own. */
const benchRegistry = (_flags: Flags, report: Report): Promise<void> =>
  withServers((postgresAdminUrl) => measureCheck(postgresAdminUrl, report));

/** Measures the router alone, beside stock `@apollo/gateway`. */
const benchGateway = ({ short }: Flags, report: Report): Promise<void> =>
  measureGateways(short ? 4_000 : 15_000, report);

/** Measures live subscriptions alone. */
const benchSubscriptions = (flags: Flags, report: Report): Promise<void> =>
  withProduct(flags, (product) => measureSubscriptions(product, flags.short, report));

/** The load's buyers do not renew their tokens, and a soak lasts longer than one works. */
const LONG_TOKENS = { ACCESS_TOKEN_SECONDS: '3600' };

/** Measures a steady load over minutes. */
const benchSoak = (flags: Flags, report: Report): Promise<void> =>
  withProduct(
    flags,
    async (product) => {
      const { shop } = await prepareShop(product, 128);
      await measureSoak(shop, (flags.short ? 1 : 10) * 60_000, report);
    },
    LONG_TOKENS,
  );

/** Measures a sale alone. */
const benchHot = (flags: Flags, report: Report): Promise<void> =>
  withProduct(
    flags,
    async (product) => {
      const [buyers, stock] = flags.short ? [2_000, 200] : [10_000, 1_000];
      const { shop, hotVariantId } = await prepareShop(product, buyers, stock, 64);
      await measureHotSku(shop, hotVariantId, stock, report);
    },
    CHEAP_PASSWORDS,
  );

/** Measures a new order beside a million finished ones. */
async function benchMillion({ short }: Flags, report: Report): Promise<void> {
  const dataDir = (name: string): string => `${DATA}-${name}`;
  for (const name of ['empty', 'full']) await rm(dataDir(name), { recursive: true, force: true });
  const size = short ? { orders: 20_000, rounds: 1, forMs: 5_000 } : { orders: 1_000_000, rounds: 5, forMs: 15_000 };
  await measureMillion({ dataDir, ...size }, report);
}

async function withServers(measure: (postgresAdminUrl: string) => Promise<void>): Promise<void> {
  const servers = await startTestServers();
  try {
    await measure(servers.postgresAdminUrl);
  } finally {
    await servers.stop();
  }
}

async function withProduct(
  { keep }: Flags,
  measure: (product: ProductUnderTest) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  if (!keep) await rm(DATA, { recursive: true, force: true });
  const product = await ProductUnderTest.start({ dataDir: DATA, env: { ...STANDING_STILL, ...env }, verbose: true });
  try {
    await measure(product);
  } finally {
    await product.stop();
  }
}

/** Measures the product as a user starts it, on this machine, against a yardstick of the same minutes. */
async function bench({ short, keep }: Flags, report: Report): Promise<void> {
  if (!keep) await rm(DATA, { recursive: true, force: true });
  console.log('Starting the product');
  const env = { ...STANDING_STILL, ...(short ? CHEAP_PASSWORDS : {}) };
  let product = await ProductUnderTest.start({ dataDir: DATA, env, verbose: true });
  report.add({
    name: 'start.first',
    title: keep ? 'start' : 'first start, data seeded, programs already downloaded',
    value: product.startedInMs / 1000,
    unit: 's',
  });
  if (!short) {
    await product.stop();
    product = await ProductUnderTest.start({ dataDir: DATA, env, verbose: true });
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
    const pace = (long: number, brief: number): Pace => {
      const around = short ? 1 : 3;
      return { forMs: seconds(long, brief), yardstickS: around, settledMs: around * 1000 };
    };
    if (!short) {
      console.log('Orders that are not measured');
      await warmUp(shop);
    }
    console.log('Paid orders');
    await measureOrders(shop, 16, pace(20, 3), yardstick, report).catch(complain);
    await measureOrders(shop, 1, pace(10, 2), yardstick, report).catch(complain);
    if (!short) await measureOrders(shop, 32, pace(20, 3), yardstick, report).catch(complain);
    await measureOrders(shop, 128, pace(60, 6), yardstick, report).catch(complain);
    console.log('A hot SKU');
    await measureHotSku({ ...shop, buyers: shop.buyers.slice(0, 400) }, hotVariantId, 100, report).catch(complain);
    await measureStorefront(product, hotVariantId, report).catch(complain);
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
}

const complain = (error: Error): void => {
  console.error(`  not measured: ${error.message}`);
  process.exitCode = 1;
};

/** What is to be measured: one part, or all of the product. */
function partOf({ reserve, gateway, subscriptions, registry, soak, hot, million }: Flags): typeof bench {
  if (reserve) return benchReserve;
  if (gateway) return benchGateway;
  if (subscriptions) return benchSubscriptions;
  if (soak) return benchSoak;
  if (hot) return benchHot;
  if (million) return benchMillion;
  return registry ? benchRegistry : bench;
}

await new Command('npm run bench --')
  .description('Measures what the product does on this machine; ratios are to pgbench in the same run.')
  .option(
    '--short',
    'the most telling figures, within a minute; engines are cold, so what an order costs is above the truth',
    false,
  )
  .option('--json <file>', 'also write every figure with its name')
  .option('--keep', 'use the data of the last bench instead of seeding anew', false)
  .option('--reserve', "only inventory's reserve command, against a transaction per buyer", false)
  .option('--gateway', 'only the router, beside stock @apollo/gateway', false)
  .option('--subscriptions', 'only live subscriptions: many sockets, many orders, a new graph', false)
  .option('--soak', 'only a steady 5,000 orders a minute, for ten minutes (--short: one)', false)
  .option('--hot', 'only a sale: 1,000 in stock, 10,000 buyers at once (--short: 200, 2,000)', false)
  .option('--million', 'only a new order beside a million finished ones (--short: 20,000)', false)
  .option('--registry', "only the registry's check of a graph of 20 subgraphs", false)
  .action(async (flags: Flags) => {
    const report = new Report();
    await partOf(flags)(flags, report);
    report.print();
    if (flags.json) await report.writeJson(flags.json);
    if (report.missed.length > 0) process.exitCode = 2;
  })
  .parseAsync();
