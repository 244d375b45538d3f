import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from '#kernel/db/postgres.ts';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { type Block, beginBlock, endBlock, repeatBlock } from './finished-orders.ts';
import type { BuyersResult, BuyersTask } from './load/buyers.load.ts';
import { forkLoad } from './load/fork-load.ts';
import type { Shop } from './orders.ts';
import { CHEAP_PASSWORDS, prepareShop } from './prepare-shop.ts';
import { cpuBetween, usageOf } from './processes.ts';
import type { Report } from './report.ts';

const BUYERS = 128;
/** A new order beside very many finished ones may cost so much more than beside none. */
const GOAL = { atMost: 1.3 };

/** Parcels move by themselves, and quickly. */
const MOVING = { ...CHEAP_PASSWORDS, AUTO_WAREHOUSE_MS: '100', CARRIER_SPEED: '10000000' };
/** Parcels stand still; the days that are over, which the bank knows nothing of, are not looked at. */
const STANDING = {
  ...CHEAP_PASSWORDS,
  AUTO_WAREHOUSE_MS: '0',
  CARRIER_AUTO_MOVE: 'false',
  PAYMENT_BOOKS_MS: '86400000',
};

/** What one paid order costs. */
interface Cost {
  readonly rate: number;
  /** CPU in ms, by process. */
  readonly cpu: Readonly<Record<string, number>>;
  /** Time of PostgreSQL's statements in ms, by who asks them and by their text. */
  readonly sql: ReadonlyMap<string, number>;
  readonly statements: ReadonlyMap<string, number>;
}

export interface MillionOptions {
  readonly dataDir: (name: string) => string;
  readonly orders: number;
  readonly rounds: number;
  readonly forMs: number;
}

/**
 * What finished orders cost a new one: two products side by side on this machine, both with a block of finished orders, one
 * of them with that block repeated until there are so many; then orders of both in turns. Afterwards the crowded
 * one's laws and its log are verified.
 */
export async function measureMillion(options: MillionOptions, report: Report): Promise<void> {
  const [emptyDir, fullDir] = [options.dataDir('empty'), options.dataDir('full')];
  console.log('A block of orders in each of two products');
  await running(emptyDir, MOVING, placeBlock);
  const block = await running(fullDir, MOVING, placeBlock);
  await running(emptyDir, STANDING, (empty) =>
    running(fullDir, STANDING, async (full) => {
      await repeat(full, block, Math.ceil(options.orders / BUYERS), report);
      const shops = await Promise.all([empty, full].map((product) => prepareShop(product, BUYERS)));
      const costs = shops.map((): Cost[] => []);
      for (let round = 0; round <= options.rounds; round += 1)
        for (const [index, { shop }] of shops.entries()) {
          const cost = await costOf(shop, round === 0 ? 3_000 : options.forMs);
          // Nobody's first round counts: code is compiled and caches are filled.
          if (round > 0) costs[index]!.push(cost);
        }
      compare(costs[0]!, costs[1]!, report);
      await verified(fullDir, report);
    }),
  );
}

/** A product that is stopped whatever comes of the work. */
async function running<T>(
  dataDir: string,
  env: Record<string, string>,
  work: (product: ProductUnderTest) => Promise<T>,
): Promise<T> {
  const product = await ProductUnderTest.start({ dataDir, env });
  try {
    return await work(product);
  } finally {
    await product.stop();
  }
}

async function placeBlock(product: ProductUnderTest): Promise<Block> {
  const database = databaseOf(product);
  const [{ shop }, begin] = await beginBlock(database, () => prepareShop(product, BUYERS));
  const { errors } = await forkLoad<BuyersResult>('buyers.load.ts', { ...task(shop, 0), patient: true });
  if (errors.length > 0) throw new Error(`the block cannot be placed: ${errors[0]}`);
  return endBlock(database, begin, BUYERS);
}

async function repeat(product: ProductUnderTest, block: Block, copies: number, report: Report): Promise<void> {
  const began = performance.now();
  await repeatBlock(databaseOf(product), block, copies, (line) => console.log(`  ${line}`));
  report.add({ name: 'million.orders', title: 'finished orders', value: copies * BUYERS + BUYERS, unit: '' });
  report.add({ name: 'million.made', title: 'made in', value: (performance.now() - began) / 1_000, unit: 's' });
}

const databaseOf = ({ postgresAdminUrl }: ProductUnderTest): string =>
  postgresAdminUrl.replace(/\/postgres$/, '/marketplace');

const task = ({ product, buyers, variantIds }: Shop, forMs: number): BuyersTask => ({
  graphUrl: product.url,
  bankUrl: product.bankUrl,
  buyers,
  variantIds,
  linesPerOrder: 2,
  forMs,
});

async function costOf(shop: Shop, forMs: number): Promise<Cost> {
  const processes = shop.product.processes();
  const sql = postgres(databaseOf(shop.product), { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe('create extension if not exists pg_stat_statements with schema public');
    await sql.unsafe('select public.pg_stat_statements_reset()');
    const before = usageOf(processes);
    const { attempts, errors, tookMs } = await forkLoad<BuyersResult>('buyers.load.ts', task(shop, forMs));
    const cpu = cpuBetween(before, usageOf(processes));
    if (errors.length > 0) console.log(`  ${errors.length} errors, the first: ${errors[0]}`);
    const paid = attempts.filter(({ outcome }) => outcome === 'PAID').length;
    const asked = await sql<{ owner: string; text: string; ms: number }[]>`
      select userid::regrole::text as owner, query as text, total_exec_time as ms from public.pg_stat_statements
      where toplevel and userid::regrole::text <> 'postgres'`;
    const each = (ms: number): number => ms / paid;
    const sums = (of: (row: { owner: string; text: string }) => string): Map<string, number> => {
      const total = new Map<string, number>();
      for (const row of asked) total.set(of(row), (total.get(of(row)) ?? 0) + each(row.ms));
      return total;
    };
    return {
      rate: (paid / tookMs) * 1_000,
      cpu: Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, each(ms)])),
      sql: sums(({ owner }) => owner),
      // Constants are numbered, or as they were when the statement was first seen.
      statements: sums(
        ({ owner, text }) =>
          `${owner}: ${text
            .replaceAll(/\$?\d+/g, '?')
            .replaceAll(/\s+/g, ' ')
            .slice(0, 100)}`,
      ),
    };
  } finally {
    await sql.end();
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const total = (parts: Iterable<number>): number => [...parts].reduce((sum, part) => sum + part, 0);

function compare(empty: readonly Cost[], full: readonly Cost[], report: Report): void {
  const add = (name: string, title: string, of: (cost: Cost) => number, unit: string, goal?: typeof GOAL): void => {
    const [without, beside] = [median(empty.map(of)), median(full.map(of))];
    // Of a rate, more is less cost.
    const ratio = unit === '/s' ? without / beside : beside / without;
    for (const [where, value] of [
      ['empty', without],
      ['full', beside],
    ] as const)
      report.add({
        name: `million.${name}.${where}`,
        title: `${title}, beside ${where === 'full' ? 'them' : 'none'}`,
        value,
        unit,
      });
    report.add({
      name: `million.${name}`,
      title: `${title}: cost beside them ÷ beside none`,
      value: ratio,
      unit: '',
      ...(goal ? { goal } : {}),
    });
  };
  add('cpu', 'CPU of all processes', ({ cpu }) => total(Object.values(cpu)), 'ms/order', GOAL);
  for (const name of ['node', 'postgres']) add(`cpu.${name}`, `CPU of ${name}`, ({ cpu }) => cpu[name]!, 'ms/order');
  add('rate', 'paid orders', ({ rate }) => rate, '/s', GOAL);
  add('sql', 'time of SQL statements', ({ sql }) => total(sql.values()), 'ms/order');
  for (const owner of ['"order"', 'payment', 'inventory', 'logistics', 'audit'])
    add(
      `sql.${owner.replaceAll('"', '')}`,
      `SQL of ${owner.replaceAll('"', '')}`,
      ({ sql }) => sql.get(owner) ?? 0,
      'ms/order',
    );
  const of = (costs: readonly Cost[], text: string): number =>
    median(costs.map(({ statements }) => statements.get(text) ?? 0));
  const grown = [...full.at(-1)!.statements.keys()]
    .map((text) => ({ text, without: of(empty, text), beside: of(full, text) }))
    .toSorted((a, b) => b.beside - b.without - (a.beside - a.without));
  console.log('  What grew most, ms an order beside none → beside them');
  for (const { text, without, beside } of grown.slice(0, 8))
    console.log(`    ${without.toFixed(3)} → ${beside.toFixed(3)} ${text}`);
}

/** The laws and the log of the product, as its user has them verified. */
async function verified(dataDir: string, report: Report): Promise<void> {
  for (const [name, program, ...args] of [
    ['verify', 'stack/verify/verify.ts'],
    ['audit', 'stack/audit/audit.ts', 'verify'],
  ] as const) {
    const began = performance.now();
    const root = join(import.meta.dirname, '../..');
    const failed = await promisify(execFile)(
      process.execPath,
      ['stack/start.mjs', program, ...args, '--data', dataDir],
      {
        cwd: root,
        maxBuffer: 64e6,
      },
    ).then(
      () => 0,
      ({ stdout, stderr, code }: { stdout: string; stderr: string; code: number }) => {
        console.log(`${stdout}${stderr}`);
        return code;
      },
    );
    const what = ['npm run', name, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
    report.add({
      name: `million.${name}.failed`,
      title: `${what} beside them: exit code`,
      value: failed,
      unit: '',
      goal: { atMost: 0 },
    });
    report.add({
      name: `million.${name}`,
      title: `${what} beside them`,
      value: (performance.now() - began) / 1_000,
      unit: 's',
    });
  }
}
