import { setTimeout as delay } from 'node:timers/promises';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import type { BuyersResult, BuyersTask } from './load/buyers.load.ts';
import { forkLoad } from './load/fork-load.ts';
import type { Attempt, LoadBuyer } from './load/place-order.ts';
import { readMetric } from './metrics-reader.ts';
import { cpuBetween, stolenMs, stolenPercent, usageOf } from './processes.ts';
import type { Report } from './report.ts';
import type { Yardstick } from './yardstick.ts';

export interface Shop {
  product: ProductUnderTest;
  buyers: LoadBuyer[];
  /** Variants with stock for every order of the bench. */
  variantIds: string[];
}

/** What each number of concurrent buyers must show; see the table in README.md. */
const GOALS: Record<number, { ratio?: number; rate?: number; cpuMs?: number; statements?: number }> = {
  1: { statements: 35 },
  16: { ratio: 0.03 },
  32: {},
  128: { ratio: 0.08, rate: 83, cpuMs: 5, statements: 4 },
};

/** How long a load of orders lasts, and what belongs to it. */
export interface Pace {
  /** Buyers begin new orders for this long, in ms. */
  readonly forMs: number;
  /** The yardstick is put to the machine for this long, in s, before the load and after it: the machine changes in between. */
  readonly yardstickS: number;
  /** What paid orders set off, parcels above all, is done by then, in ms. */
  readonly settledMs: number;
}

const percentile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

const buying = (shop: Shop, buyers: number, forMs: number): Promise<BuyersResult> =>
  forkLoad('buyers.load.ts', {
    graphUrl: shop.product.url,
    bankUrl: shop.product.bankUrl,
    buyers: shop.buyers.slice(0, buyers),
    variantIds: shop.variantIds,
    linesPerOrder: 2,
    forMs,
  } satisfies BuyersTask);

/** Orders before any is measured: engines learn by doing, and what ran for minutes is what runs in a shop. */
export async function warmUp(shop: Shop): Promise<void> {
  for (const buyers of [16, 128]) await buying(shop, buyers, 10_000);
}

/** Paid orders a second by that many buyers at once, with what each order cost. */
export async function measureOrders(
  shop: Shop,
  buyers: number,
  { forMs, yardstickS, settledMs }: Pace,
  yardstick: Yardstick,
  report: Report,
): Promise<void> {
  const { product } = shop;
  const goal = GOALS[buyers] ?? {};
  const tpsBefore = await yardstick.measure(yardstickS);
  const processes = product.processes();
  const [before, statementsBefore] = [usageOf(processes), await readMetric(product.url, 'sql_statements_total')];
  const stolenBefore = stolenMs();
  const { attempts, errors, tookMs } = await buying(shop, buyers, forMs);
  const stolen = stolenPercent(stolenMs() - stolenBefore, tookMs);
  const [after, statementsAfter] = [usageOf(processes), await readMetric(product.url, 'sql_statements_total')];
  await delay(settledMs);
  const tps = (tpsBefore + (await yardstick.measure(yardstickS))) / 2;
  const paid = attempts.filter(({ outcome }) => outcome === 'PAID');
  if (errors.length > 0) console.log(`  ${errors.length} errors, the first: ${errors[0]}`);
  const rate = (paid.length / tookMs) * 1000;
  const cpu = cpuBetween(before, after);
  const name = `orders.${buyers}`;
  const by = `${buyers} ${buyers === 1 ? 'buyer' : 'buyers'}`;
  const goalOf = (atLeast?: number) => (atLeast === undefined ? undefined : { atLeast });
  const limitOf = (atMost?: number) => (atMost === undefined ? undefined : { atMost });
  report.add({ name: `${name}.errors`, title: `${by}: errors`, value: errors.length, unit: '', goal: { exactly: 0 } });
  report.add({ name: `${name}.rate`, title: `${by}: paid orders`, value: rate, unit: '/s', goal: goalOf(goal.rate) });
  report.add({
    name: `${name}.ratio`,
    title: `${by}: paid orders/s ÷ pgbench TPS (${Math.round(tps)})`,
    value: rate / tps,
    unit: '',
    goal: goalOf(goal.ratio),
  });
  const times = (of: (attempt: Attempt) => number): number[] => paid.map(of);
  for (const [what, of] of [
    ['place', ({ placeMs }: Attempt) => placeMs],
    ['whole', ({ wholeMs }: Attempt) => wholeMs],
  ] as const)
    for (const share of [50, 99])
      report.add({
        name: `${name}.${what}.p${share}`,
        title: `${by}: ${what === 'place' ? 'placeOrder' : 'cart to paid'} p${share}`,
        value: percentile(times(of), share / 100),
        unit: 'ms',
      });
  report.add({
    name: `${name}.stolen`,
    title: `${by}: of the CPUs, what the machine's host gave to others`,
    value: stolen,
    unit: '%',
  });
  const perOrder = (total: number): number => total / paid.length;
  for (const [process, ms] of Object.entries(cpu))
    report.add({
      name: `${name}.cpu.${process}`,
      title: `${by}: CPU of ${process}`,
      value: perOrder(ms),
      unit: 'ms/order',
    });
  report.add({
    name: `${name}.cpu.all`,
    title: `${by}: CPU of all processes`,
    value: perOrder(Object.values(cpu).reduce((sum, ms) => sum + ms, 0)),
    unit: 'ms/order',
    goal: limitOf(goal.cpuMs),
  });
  report.add({
    name: `${name}.statements`,
    title: `${by}: SQL statements`,
    value: perOrder(statementsAfter - statementsBefore),
    unit: '/order',
    goal: limitOf(goal.statements),
  });
}

/** More buyers than there is stock, all at once: each piece is sold once, everybody else is told. */
export async function measureHotSku(shop: Shop, hotVariantId: string, stock: number, report: Report): Promise<void> {
  const { attempts, errors, tookMs, retries } = await forkLoad<BuyersResult>('buyers.load.ts', {
    graphUrl: shop.product.url,
    bankUrl: shop.product.bankUrl,
    buyers: shop.buyers,
    variantIds: [hotVariantId],
    linesPerOrder: 1,
    forMs: 0,
    patient: true,
  } satisfies BuyersTask);
  if (errors.length > 0) console.log(`  ${errors.length} errors, the first: ${errors[0]}`);
  const count = (outcome: Attempt['outcome']): number => attempts.filter((one) => one.outcome === outcome).length;
  const refused = shop.buyers.length - stock;
  report.add({
    name: 'hot.paid',
    title: `hot SKU, ${shop.buyers.length.toLocaleString('en')} buyers: paid orders of ${stock}`,
    value: count('PAID'),
    unit: '',
    goal: { exactly: stock },
  });
  report.add({
    name: 'hot.refused',
    title: `hot SKU: OutOfStock of ${refused}`,
    value: count('OUT_OF_STOCK'),
    unit: '',
    goal: { exactly: refused },
  });
  report.add({ name: 'hot.took', title: 'hot SKU: until everybody knew', value: tookMs / 1_000, unit: 's' });
  report.add({ name: 'hot.retries', title: 'hot SKU: requests made again', value: retries, unit: '' });
}
