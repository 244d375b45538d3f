import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '#stack/ports.ts';
import type { Verdict } from '#stack/verify/verdict.ts';
import { prepareShop } from '#test/bench/prepare-shop.ts';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { capturesByPayment, deadLettersOf, parcelsByShipment, redeliverEverything, verdictsOf } from './aftermath.ts';
import type { Fault } from './faults.ts';
import { Broken, PersistentBuyer, type SeenOrder } from './persistent-buyer.ts';

export interface FaultsOptions {
  dataDir: string;
  faults: readonly Fault[];
  /** Orders that must be acknowledged at least; buyers go on until all faults are over, too. */
  orders: number;
  buyers: number;
  /** Quiet between two faults, in ms. */
  everyMs: number;
  env?: Record<string, string>;
  say: (line: string) => void;
}

export interface FaultsResult {
  orders: SeenOrder[];
  /** What no retry could mend. */
  broken: string[];
  /** Orders that were acknowledged, and that their buyer no longer finds. */
  missing: string[];
  /** Orders that were paid for and did not come to their end. */
  stranded: string[];
  retries: number;
  recovery: { fault: string; ms: number }[];
  verdicts: Verdict[];
  /** Payments the bank took money for more than once. */
  chargedTwice: string[];
  /** Shipments the carrier took more than one parcel on for. */
  sentTwice: string[];
  /** What consumers could not process, and why. */
  deadLetters: string[];
}

const SKEWED = { NODE_OPTIONS: `--import=${new URL('./skewed-clock.mjs', import.meta.url).href}` };
/**
 * A bank and a carrier that can be told to misbehave, a carrier at the door within seconds, and subgraphs that soon ask
 * after what they were not told.
 */
const SETTINGS = {
  BANK_CONTROLS: 'true',
  CARRIER_CONTROLS: 'true',
  CARRIER_SPEED: '50000',
  PAYMENT_WATCH_MS: '3000',
  CARRIER_WATCH_MS: '3000',
  BANK_TIMEOUT_MS: '1500',
  AUTO_WAREHOUSE_MS: '200',
};

type Acknowledged = SeenOrder & { readonly buyer: PersistentBuyer };

/** Where nothing more is to come. */
const ENDS = ['DELIVERED', 'CANCELLED', 'REFUNDED'];

/** How long the product may take to agree with itself when all is over, in ms. */
const SETTLE_MS = 120_000;

/**
 * Orders placed by buyers who retry while one thing after the other goes wrong, clocks minutes apart; then every event
 * once more from the beginning; then the laws.
 */
export async function runFaults(options: FaultsOptions): Promise<FaultsResult> {
  const { dataDir, faults, orders: wanted, say } = options;
  const ports = await freePorts();
  const start = () =>
    ProductUnderTest.start({
      dataDir,
      ports,
      flags: ['--distributed'],
      env: { ...SKEWED, ...SETTINGS, ...options.env },
    });
  let product = await start();
  try {
    const { shop } = await prepareShop(product, 0);
    const market = { graphUrl: product.url, bankUrl: product.bankUrl, variantIds: shop.variantIds };
    const buyers = await Promise.all(
      Array.from({ length: options.buyers }, () => new PersistentBuyer(market).register()),
    );
    const seen: Acknowledged[] = [];
    const broken: string[] = [];
    let faultsOver = faults.length === 0;
    const shopping = buyers.map(async (buyer, number) => {
      for (let turn = number; !faultsOver || seen.length < wanted; turn += buyers.length) {
        try {
          seen.push({ ...(await buyer.buy(turn)), buyer });
        } catch (error) {
          broken.push(error instanceof Broken ? error.message : String(error));
          if (broken.length > 100) return;
        }
      }
    });
    const recovery: FaultsResult['recovery'] = [];
    for (const fault of faults) {
      await delay(options.everyMs);
      const before = seen.length;
      await fault.strike(product);
      const over = performance.now();
      recovery.push({ fault: fault.name, ms: await untilOneSettles(seen, over) });
      say(
        `${fault.name}: recovered after ${Math.round(recovery.at(-1)!.ms)} ms, ${seen.length - before} orders meanwhile`,
      );
    }
    faultsOver = true;
    await Promise.all(shopping);
    say(`${seen.length} orders acknowledged; every event comes once more`);
    for (const why of new Set(broken)) say(`broken: ${why}`);
    // A carrier that is started again tells once more what it told last.
    const stranded = await strandedOf(seen);
    await product.stop();
    await redeliverEverything(dataDir);
    product = await start();
    const verdicts = await verdictsOf(dataDir, SETTLE_MS);
    const captures = await capturesByPayment(product);
    return {
      orders: seen.map(({ buyer: _, ...order }) => order),
      broken,
      missing: await missingOf(seen),
      stranded,
      retries: buyers.reduce((sum, { retries }) => sum + retries, 0),
      recovery,
      verdicts,
      chargedTwice: oftenerThanOnce(captures),
      sentTwice: oftenerThanOnce(parcelsByShipment(dataDir)),
      deadLetters: await deadLettersOf(dataDir),
    };
  } finally {
    await product.stop();
  }
}

const oftenerThanOnce = (times: ReadonlyMap<string, number>): string[] =>
  [...times].filter(([, count]) => count > 1).map(([id]) => id);

/** How long after a moment the first order that was begun after it is settled, in ms. */
async function untilOneSettles(seen: readonly SeenOrder[], since: number): Promise<number> {
  for (const until = since + SETTLE_MS; ; await delay(50)) {
    const first = seen.find(({ begunAt, settledAt }) => begunAt > since && settledAt !== undefined);
    if (first) return first.settledAt! - since;
    if (performance.now() > until) return Number.POSITIVE_INFINITY;
  }
}

/** Orders that are paid for and do not come to their end, each with where it and its parcels are. */
async function strandedOf(seen: readonly Acknowledged[]): Promise<string[]> {
  let open = seen.filter(({ settledAt }) => settledAt !== undefined);
  for (const until = performance.now() + SETTLE_MS; ; await delay(1_000)) {
    const still: Acknowledged[] = [];
    for (const one of open) if (!ENDS.includes(await one.buyer.statusOf(one.orderId).catch(() => ''))) still.push(one);
    open = still;
    if (open.length > 0 && performance.now() < until) continue;
    return Promise.all(
      open.map(({ buyer, orderId }) => buyer.whereabouts(orderId).catch((error) => `${orderId}: ${error}`)),
    );
  }
}

/** Orders that somebody was told of and that are not there. */
async function missingOf(seen: readonly Acknowledged[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { buyer, orderId } of seen) await buyer.statusOf(orderId).catch(() => missing.push(orderId));
  return missing;
}
