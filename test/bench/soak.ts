import { setTimeout as delay } from 'node:timers/promises';
import type { BuyersResult, BuyersTask } from './load/buyers.load.ts';
import { forkLoad } from './load/fork-load.ts';
import { readSamples } from './metrics-reader.ts';
import type { Shop } from './orders.ts';
import { usageOf } from './processes.ts';
import type { Report } from './report.ts';

/** Orders begun a minute, and by how many buyers. */
const PER_MINUTE = 5_000;
const BUYERS = 128;
/** How often memory is looked at, in ms, and the first part of the soak that counts as warming up. */
const LOOK_MS = 5_000;
const WARM_SHARE = 0.25;

/** A steady 5,000 orders a minute: memory must not grow with time, nor events wait in the outboxes. */
export async function measureSoak(shop: Shop, forMs: number, report: Report): Promise<void> {
  const { product, buyers, variantIds } = shop;
  const buying = forkLoad<BuyersResult>('buyers.load.ts', {
    graphUrl: product.url,
    bankUrl: product.bankUrl,
    buyers: buyers.slice(0, BUYERS),
    variantIds,
    linesPerOrder: 2,
    forMs,
    everyMs: (BUYERS * 60_000) / PER_MINUTE,
  } satisfies BuyersTask);
  let over = false;
  const finished = buying.finally(() => {
    over = true;
  });
  const began = performance.now();
  const before = await outboxBuckets(product.url);
  const memory: { minutes: number; mb: number }[] = [];
  while (!over) {
    await Promise.race([delay(LOOK_MS), finished.catch(() => {})]);
    const minutes = (performance.now() - began) / 60_000;
    memory.push({ minutes, mb: usageOf(product.processes()).memoryMb.node! });
  }
  const { attempts, errors, tookMs } = await finished;
  if (errors.length > 0) console.log(`  ${errors.length} errors, the first: ${errors[0]}`);
  const after = await outboxBuckets(product.url);
  const warm = memory.filter(({ minutes }) => minutes * 60_000 > forMs * WARM_SHARE);
  const add = (
    name: string,
    title: string,
    value: number,
    unit: string,
    goal?: { atMost?: number; atLeast?: number },
  ) => report.add({ name: `soak.${name}`, title: `soak: ${title}`, value, unit, ...(goal ? { goal } : {}) });
  add('errors', 'errors', errors.length, '', { atMost: 0 });
  add('rate', 'paid orders', (attempts.length / tookMs) * 60_000, '/min', { atLeast: PER_MINUTE * 0.98 });
  add('memory', "Node's memory at the end", memory.at(-1)!.mb, 'MB', { atMost: 500 });
  add('growth', "growth of Node's memory", slope(warm), 'MB/min');
  const published = after.total - before.total;
  add('lag', 'outbox batches older than 500 ms', (100 * (published - (after.quick - before.quick))) / published, '%', {
    atMost: 1,
  });
}

/** Batches the relays published, and those of them whose oldest event was at most 500 ms old. */
async function outboxBuckets(url: string): Promise<{ total: number; quick: number }> {
  const samples = await readSamples(url, 'outbox_lag_seconds_bucket');
  const sum = (bound: string) =>
    samples.filter(({ labels }) => labels.includes(`le="${bound}"`)).reduce((total, { value }) => total + value, 0);
  return { total: sum('+Inf'), quick: sum('0.5') };
}

/** Least squares. */
function slope(points: readonly { minutes: number; mb: number }[]): number {
  const mean = (of: (point: { minutes: number; mb: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ mb }) => mb)];
  const spread = points.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0);
  return points.reduce((sum, { minutes, mb }) => sum + (minutes - x) * (mb - y), 0) / spread;
}
