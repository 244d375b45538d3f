import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CRASH_POINTS } from '#kernel/crash-points.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { fromInput } from '#schema/money.ts';
import { MyOrdersDocument } from '#schema/operations.generated.ts';
import { DEMO_ADMIN } from '#stack/demo/demo-accounts.ts';
import { removeDataDirectory } from '#stack/servers/postgres-account.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { prepareShop } from '#test/bench/prepare-shop.ts';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { atBank, capturesByPayment, deadLettersOf, parcelsByShipment, verdictsOf } from '../aftermath.ts';
import { type Market, PersistentBuyer } from '../persistent-buyer.ts';
import { Lapses } from './lapses.ts';
import { type Stage, Story } from './stories.ts';

/** When each place is passed that a process may be killed at. */
const STAGES: Record<string, readonly Stage[]> = {
  'batch.gathered-not-run': ['checkout'],
  'batch.run-not-answered': ['checkout', 'payment'],
  'outbox.read-not-published': ['checkout'],
  'outbox.published-not-marked': ['payment'],
  'consumer.handled-not-committed': ['payment'],
  'consumer.committed-not-resolved': ['cancellation'],
  'inventory.held-not-answered': ['checkout'],
  'inventory.settled-not-committed': ['payment', 'cancellation'],
  'inventory.moved-not-committed': ['return'],
  'inventory.holds-ended-not-committed': ['end of the hold'],
  'order.key-claimed-not-begun': ['checkout'],
  'order.cart-closed-not-held': ['checkout'],
  'order.goods-held-not-saved': ['checkout'],
  'order.saved-not-paid': ['checkout'],
  'order.payment-begun-not-answered': ['checkout'],
  'order.refused-not-let-go': ['refused checkout'],
  'order.let-go-not-released': ['refused checkout'],
  'order.command-not-committed': ['cancellation', 'return'],
  'order.command-not-answered': ['cancellation of what is not paid', 'return'],
  'order.advanced-not-announced': ['payment', 'cancellation'],
  'order.returns-advanced-not-committed': ['return'],
  'order.deadlines-met-not-committed': ['end of the wait for money'],
  'order.return-deadlines-met-not-committed': ['end of the wait for returned goods'],
  'payment.begun-not-asked': ['checkout'],
  'payment.start-asked-not-recorded': ['checkout'],
  'payment.watch-asked-not-recorded': ['waiting for money'],
  'payment.capture-asked-not-recorded': ['payment'],
  'payment.void-asked-not-recorded': ['cancellation of what is not paid'],
  'payment.refund-asked-not-recorded': ['return'],
  'payment.decided-not-worked': ['payment'],
  'payment.callback-read-not-recorded': ['payment'],
  'payment.callback-recorded-not-answered': ['payment'],
  'logistics.slot-booked-not-answered': ['checkout'],
  'logistics.planned-not-resolved': ['payment'],
  'logistics.stopped-not-committed': ['cancellation'],
  'logistics.moved-not-committed': ['dispatch'],
  'logistics.request-kept-not-asked': ['dispatch', 'return'],
  'logistics.carrier-asked-not-recorded': ['dispatch', 'return'],
  'logistics.parcels-asked-about-not-recorded': ['dispatch'],
  'logistics.callback-recorded-not-answered': ['dispatch'],
  'logistics.return-received-not-committed': ['return'],
};

/** Every crash, neighbours of different processes: several are under way at the same time. */
const CRASHES = [...Map.groupBy(Object.entries(STAGES), ([point]) => point.split('.')[0]).values()]
  .flatMap((ofOne) =>
    ofOne
      .flatMap(([point, stages]) => stages.map((stage) => ({ point, stage })))
      .map((crash, nth) => ({ ...crash, nth })),
  )
  .toSorted((a, b) => a.nth - b.nth)
  .map(({ point, stage }, turn) => ({ point, stage, turn }));

/** How long a crash is waited for. */
const CRASH_SOON = { timeoutMs: 180_000, everyMs: 50 };

/** No dead letter comes of an order's life, and its process runs in the tables: tests of their own kill there. */
const ELSEWHERE = [
  'dead-letter.published-not-resolved',
  'order.signalled-not-resolved',
  'order.workflow-decided-not-saved',
  'order.workflow-saved-not-answered',
];

/** A small shop whose processes are started again however often they are killed, soon, and where people move parcels. */
const ENV = {
  DEMO_PRODUCTS: '120',
  ARGON2_MEMORY_KIB: '64',
  ARGON2_ITERATIONS: '1',
  AUTO_WAREHOUSE_MS: '0',
  ORDER_SWEEP_MS: '100',
  CARRIER_SPEED: '50000',
  CARRIER_TIMEOUT_MS: '500',
  CARRIER_WATCH_MS: '200',
  BANK_TIMEOUT_MS: '1500',
  PAYMENT_LEASE_MS: '3000',
  PAYMENT_WATCH_MS: '2000',
  PAYMENT_RETRY_MS: '200',
  PAYMENT_SWEEP_MS: '200',
  RESTARTS_ALLOWED: '100',
};

describe('a process that is killed between two steps of an order', () => {
  let dataDir: string;
  let armed: string;
  let product: ProductUnderTest;
  let market: Market;
  let staff: PersistentBuyer;
  let lapses: Lapses;
  const lived: { orderId: string; buyer: PersistentBuyer }[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'marketplace-crashes-'));
    armed = join(dataDir, 'crash-points');
    mkdirSync(armed);
    product = await ProductUnderTest.start({
      dataDir,
      flags: ['--distributed'],
      env: { ...ENV, CRASH_POINTS: armed },
    });
    const { shop } = await prepareShop(product, 0);
    market = { graphUrl: product.url, bankUrl: product.bankUrl, variantIds: shop.variantIds };
    lapses = await Lapses.of(dataDir);
    staff = await new PersistentBuyer(market, DEMO_ADMIN).logIn();
  }, 240_000);
  afterAll(async () => {
    await Promise.all([staff, ...lived.map(({ buyer }) => buyer)].map((buyer) => buyer?.close()));
    await lapses?.close();
    await product?.stop();
    await removeDataDirectory(dataDir);
  });

  test('there is a story for every place', async () => {
    const own = await Promise.all(manifest.map(async ({ load }) => Object.keys((await load()).crashPoints ?? {})));
    const all = [...Object.keys(CRASH_POINTS), ...own.flat()];
    expect([...Object.keys(STAGES), ...ELSEWHERE].toSorted()).toEqual(all.toSorted());
  });

  test.concurrent.each(CRASHES)(
    'at $point during the $stage lets the order’s life go on',
    { timeout: 480_000 },
    async ({ point, stage, turn }) => {
      const file = join(armed, point);
      // Others may wait for a crash at the same place.
      const arm = () =>
        eventually(() => !existsSync(file), CRASH_SOON).then(() => writeFileSync(file, '', { flag: 'wx' }));
      const buyer = await new PersistentBuyer(market).register();
      const orderId = await new Story(buyer, staff, lapses).play(stage, turn, async (act) => {
        await arm();
        const done = await act();
        await eventually(() => !existsSync(file), CRASH_SOON);
        return done;
      });
      lived.push({ orderId, buyer });
    },
  );

  test('all laws hold and no event is dead', { timeout: 120_000 }, async () => {
    const verdicts = await verdictsOf(dataDir, 60_000);
    expect(verdicts.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(await deadLettersOf(dataDir)).toEqual([]);
  });

  test('each buyer has one order, one charge, and each parcel once', { timeout: 120_000 }, async () => {
    expect(lived).toHaveLength(CRASHES.length);
    const parcels = parcelsByShipment(dataDir);
    const charged: string[] = [];
    for (const { buyer, orderId } of lived) {
      const { me } = await buyer.ask(MyOrdersDocument, { first: 20 });
      expect(me!.orders.edges.map(({ node }) => node.id)).toEqual([orderId]);
      const { payment, shipments } = await new Story(buyer, staff, lapses).orderOf(orderId);
      const [captured, refunded] = [fromInput(payment!.captured).minor, fromInput(payment!.refunded).minor];
      if (captured > 0) charged.push(payment!.id);
      expect([orderId, await atBank(product, payment!.id)]).toEqual([orderId, [{ captured, refunded }]]);
      for (const { id, trackingNumber } of shipments)
        expect([orderId, parcels.get(id)]).toEqual([orderId, trackingNumber ? 1 : undefined]);
    }
    // Those of returns, too.
    expect([...parcels].filter(([, times]) => times > 1)).toEqual([]);
    const captures = await capturesByPayment(product);
    expect([...captures.keys()].toSorted()).toEqual(charged.toSorted());
  });
});
