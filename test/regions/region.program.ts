import type pg from 'postgres';
import postgres from '#kernel/db/postgres.ts';
import { createKafka } from '#kernel/kafka/client.ts';
import { Mirror } from '#kernel/kafka/mirror.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { regionsFrom } from '#kernel/regions.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { runningInstallation } from '#stack/running-installation.ts';
import type { Verdict } from '#stack/verify/verdict.ts';
import { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { deadLettersOf, verdictsOf } from '../fault/aftermath.ts';
import { copyIn, copyOut } from './catalogue-copy.ts';
import { Shop, type Tally, type Wish } from './shop.ts';

/** An order that has to do with both regions, as one of them has it on record. */
export interface Across {
  readonly orderId: string;
  readonly status: string;
  readonly goods: string;
}

/** All that a region can be told to do, in its own namespace. */
export interface Deeds {
  start(dataDir: string, env: Record<string, string>, flags: readonly string[]): Promise<void>;
  /** Writes the catalogue into a folder. */
  copyOut(folder: string): Promise<void>;
  /** Replaces the catalogue by what is in a folder, as replication would bring it. */
  copyIn(folder: string): Promise<void>;
  /** New goods that lie nowhere yet: their variants. */
  makeGoods(count: number): Promise<string[]>;
  /** Takes stock in that is this region's. */
  receive(stock: Record<string, number>): Promise<void>;
  /** Waits until the storefront shows so many of a variant. */
  shows(variantId: string, available: number): Promise<void>;
  /** So many buyers who want one piece each, all at once. */
  crowd(buyers: number, wish: Wish): Promise<Tally>;
  /** Buyers who buy again and again until they are called off. */
  open(buyers: number, wish: Wish): Promise<void>;
  /** What all buyers of a variant were answered until now. */
  tally(variantId: string): Promise<Tally>;
  /** Calls them off, and waits for those who are at the till. */
  close(): Promise<void>;
  /** So many of those who left without paying pay after all: their orders. */
  payLate(variantId: string, count: number): Promise<string[]>;
  /** How many of these orders have each status. */
  statuses(orderIds: readonly string[]): Promise<Record<string, number>>;
  verify(patienceMs: number): Promise<Verdict[]>;
  /** Each with its consumer and its cause. */
  deadLetters(): Promise<string[]>;
  /** This region's orders whose goods were asked for elsewhere, and other regions' whose goods are here. */
  across(): Promise<{ asked: Across[]; lent: Across[] }>;
  /** On hand and reserved here. */
  stockOf(variantId: string): Promise<{ onHand: number; reserved: number }>;
  /** Brings everything that other regions ever told a second time. @returns how many messages */
  mirrorAgain(): Promise<number>;
  stop(): Promise<void>;
}

let product: ProductUnderTest;
let shop: Shop;
let dataDir = '';
let settings: Record<string, string> = {};

/** Runs some SQL on the product's database as a role that may do everything. */
async function sql<T>(work: (sql: pg.Sql) => Promise<T>): Promise<T> {
  const client = postgres((await runningInstallation(dataDir)).postgresAdminUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const GOODS = `coalesce((select string_agg(part, ', ' order by part) from (
  select (a ->> 'quantity') || ' × ' || (a ->> 'variantId') || ' from ' || (a ->> 'warehouseId') as part
  from jsonb_array_elements(allocations) as a) parts), '')`;

const deeds: Deeds = {
  start: async (folder, env, flags) => {
    dataDir = folder;
    settings = env;
    product = await ProductUnderTest.start({ dataDir, env, flags });
    shop = await Shop.of(`${product.url}/graphql`);
  },
  copyOut: (folder) => sql((client) => copyOut(client, folder)),
  copyIn: (folder) => sql((client) => copyIn(client, folder)),
  makeGoods: (count) => shop.makeGoods(count),
  receive: (stock) => shop.receive(stock),
  shows: (variantId, available) => shop.shows(variantId, available),
  crowd: (buyers, wish) => shop.crowd(buyers, wish),
  open: (buyers, wish) => shop.open(buyers, wish),
  tally: async (variantId) => shop.tally(variantId),
  close: () => shop.close(),
  payLate: (variantId, count) => shop.payLate(variantId, count),
  statuses: (orderIds) =>
    sql(async (client) => {
      const rows = await client<{ status: string; count: number }[]>`
        select status, count(*)::int from "order".orders where id = any(${[...orderIds]}::uuid[]) group by status`;
      return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    }),
  verify: (patienceMs) => verdictsOf(dataDir, patienceMs),
  deadLetters: () => deadLettersOf(dataDir),
  across: () =>
    sql(async (client) => ({
      asked: await client.unsafe<Across[]>(
        `select order_id as "orderId", case when status = 'HELD' and expires_at < now() then 'EXPIRED' else status end as status,
           ${GOODS} as goods from inventory.regional_holds order by order_id`,
      ),
      lent: await client.unsafe<Across[]>(
        `select order_id as "orderId", status, ${GOODS} as goods
         from inventory.reservations join inventory.lent_reservations using (order_id) order by order_id`,
      ),
    })),
  stockOf: (variantId) =>
    sql(async (client) => {
      const [row] = await client<{ onHand: number; reserved: number }[]>`
        select coalesce(sum(on_hand), 0)::int as "onHand", coalesce(sum(reserved), 0)::int as reserved
        from inventory.stock where variant_id = ${variantId}`;
      return row!;
    }),
  mirrorAgain: async () => {
    const { kafkaBrokers, topicPrefix } = await runningInstallation(dataDir);
    const log = createLogger('regions');
    const publisher = new Publisher(createKafka(kafkaBrokers, 'again', log));
    await publisher.connect();
    const from = regionsFrom(settings)!.others[0]!;
    let brought = 0;
    const mirror = new Mirror({
      ...{ from, group: 'mirror.again', topicPrefix, log },
      topics: ['inventory.events', 'logistics.events'],
      publisher: {
        publish: async (topics: Parameters<Publisher['publish']>[0]) => {
          await publisher.publish(topics);
          brought += topics.reduce((sum, { messages }) => sum + messages.length, 0);
        },
      } as Publisher,
      wanted: () => true,
    });
    mirror.start();
    const admin = createKafka(from.kafkaBrokers, 'again', log).admin();
    await admin.connect();
    await eventually(
      async () => {
        const whole = await admin.fetchTopicOffsets('inventory.events');
        return brought >= whole.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
      },
      { timeoutMs: 60_000, everyMs: 200 },
    );
    await Promise.all([mirror.stop(), admin.disconnect()]);
    await publisher.disconnect();
    return brought;
  },
  stop: async () => {
    await shop?.close();
    await product?.stop();
  },
};

process.on('message', async ({ id, deed, args }: { id: number; deed: keyof Deeds; args: unknown[] }) => {
  try {
    const value = await (deeds[deed] as (...given: unknown[]) => Promise<unknown>)(...args);
    process.send!({ id, value });
  } catch (error) {
    process.send!({ id, error: (error as Error).stack ?? String(error) });
  }
});
process.once('disconnect', () => process.exit(0));
