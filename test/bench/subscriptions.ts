import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import { openDatabase } from '#kernel/db/database.ts';
import postgres from '#kernel/db/postgres.ts';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { Registry } from '#router/registry/registry.ts';
import { orderStatusChanged } from '#schema/events.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { TRACK_ORDER } from './load/documents.ts';
import type { FollowersReport, FollowersTask } from './load/followers.load.ts';
import { forkLoad } from './load/fork-load.ts';
import type { PacedResult, PacedTask } from './load/paced.load.ts';
import { readMetric } from './metrics-reader.ts';
import { usageOf } from './processes.ts';
import type { Report } from './report.ts';

type Sql = ReturnType<typeof postgres>;

/** What tells the order's status alone; the bench of many orders follows it. */
const FOLLOW = `subscription Follow($orderId: ID!) { orderStatusChanged(orderId: $orderId) { at order { id status } } }`;

/** Statuses in the order of a life; an order is never told one twice, so a bench has so many events of each. */
const STATUSES = [
  'PAID',
  'PROCESSING',
  'SHIPPED',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'CANCELLED',
  'REFUNDED',
  'RETURNED',
];

/** Live subscriptions of the product as a user starts it: events are committed to order's outbox, as its commands do. */
export async function measureSubscriptions(product: ProductUnderTest, short: boolean, report: Report): Promise<void> {
  const url = product.postgresAdminUrl.replace(/\/postgres$/, '/marketplace');
  const sql = postgres(url, { max: 4, connection: { search_path: '"order",public' } });
  try {
    const many = short ? 1_000 : 5_000;
    await measureOneOrder(product, sql, many, 1, report);
    await measureOneOrder(product, sql, many, 50, report);
    await measureManyOrders(product, sql, short ? 2_000 : 10_000, short ? 5 : 20, report);
    await measureNewGraph(product, sql, url, short ? 10 : 30, report);
  } finally {
    await sql.end();
  }
}

/** One event, many sockets of one order, of one viewer or of several: the last one has it after how long? */
async function measureOneOrder(product: ProductUnderTest, sql: Sql, sockets: number, scopes: number, report: Report) {
  const userId = newId();
  const orderIds = await makeOrders(sql, userId, 1);
  const tokens = [await tokenOf(product, userId, ['buyer'])];
  while (tokens.length < scopes) tokens.push(await tokenOf(product, newId(), ['admin']));
  const followers = await Followers.open(product, { tokens, query: TRACK_ORDER, orderIds, sockets });
  try {
    const lasts: number[] = [];
    const cpuBefore = usageOf(product.processes()).cpuMs.node!;
    for (const status of STATUSES.slice(0, 5)) {
      await followers.reset();
      await commit(sql, orderIds, userId, status);
      const { last } = await followers.have(sockets);
      lasts.push(last);
    }
    report.add({
      name: `subscriptions.one.${sockets}.${scopes}.cpu`,
      title: `one event to ${sockets} subscribers of ${scopes} ${scopes === 1 ? 'viewer' : 'viewers'}: CPU of the product`,
      value: (usageOf(product.processes()).cpuMs.node! - cpuBefore) / lasts.length,
      unit: 'ms',
    });
    report.add({
      name: `subscriptions.one.${sockets}.${scopes}`,
      title: `one event to ${sockets} subscribers of ${scopes} ${scopes === 1 ? 'viewer' : 'viewers'}: commit to the last, median of ${lasts.length}`,
      value: lasts.toSorted((a, b) => a - b)[Math.floor(lasts.length / 2)]!,
      unit: 'ms',
      ...(sockets === 5_000 ? { goal: { atMost: scopes === 1 ? 150 : 300 } } : {}),
    });
  } finally {
    await followers.close();
  }
}

/** Every socket follows an order of its own; a thousand events a second go to one after the other. */
async function measureManyOrders(
  product: ProductUnderTest,
  sql: Sql,
  sockets: number,
  seconds: number,
  report: Report,
) {
  const userId = newId();
  const orderIds = await makeOrders(sql, userId, sockets);
  const tokens = [await tokenOf(product, userId, ['buyer'])];
  const before = await liveMemory(product);
  const followers = await Followers.open(product, { tokens, query: FOLLOW, orderIds, sockets });
  try {
    const perSocket = ((await liveMemory(product)) - before) / 1_024 / sockets;
    await followers.reset();
    const events = 1_000 * seconds;
    const cpuBefore = usageOf(product.processes()).cpuMs.node!;
    await paceEvents(sql, orderIds, userId, events);
    const { p50, p99, answers } = await followers.have(events);
    const cpu = (usageOf(product.processes()).cpuMs.node! - cpuBefore) / events;
    const title = `1,000 events/s over ${sockets} sockets, an order each`;
    const goal = sockets === 10_000;
    report.add({
      name: 'subscriptions.many.answers',
      title: `${title}: answers`,
      value: answers,
      unit: '',
      goal: { exactly: events },
    });
    report.add({ name: 'subscriptions.many.p50', title: `${title}: commit to socket, p50`, value: p50, unit: 'ms' });
    report.add({
      name: 'subscriptions.many.p99',
      title: `${title}: commit to socket, p99`,
      value: p99,
      unit: 'ms',
      ...(goal ? { goal: { atMost: 250 } } : {}),
    });
    report.add({
      name: 'subscriptions.many.cpu',
      title: `${title}: CPU of the product per event`,
      value: cpu,
      unit: 'ms',
    });
    report.add({
      name: 'subscriptions.many.memory',
      title: `${title}: memory per socket`,
      value: perSocket,
      unit: 'kB',
      ...(goal ? { goal: { atMost: 30 } } : {}),
    });
  } finally {
    await followers.close();
  }
}

/** New versions of the graph are published while requests and subscriptions are under way. */
async function measureNewGraph(
  product: ProductUnderTest,
  sql: Sql,
  databaseUrl: string,
  seconds: number,
  report: Report,
) {
  const userId = newId();
  const orderIds = await makeOrders(sql, userId, 1_000);
  const tokens = [await tokenOf(product, userId, ['buyer'])];
  const followers = await Followers.open(product, { tokens, query: TRACK_ORDER, orderIds, sockets: 1_000 });
  const db = openDatabase(databaseUrl, { owner: 'registry', max: 1 });
  const registry = new Registry(db);
  const original = (await manifestSubgraphs()).find(({ name }) => name === 'inventory')!;
  try {
    const paced = forkLoad<PacedResult>('paced.load.ts', {
      url: product.url,
      perSecond: 1_000,
      forMs: seconds * 1_000,
      bodies: await someRequests(product),
    } satisfies PacedTask);
    const versions = 3;
    for (let version = 1; version <= versions; version += 1) {
      await delay((seconds * 1_000) / (versions + 2));
      const sdl = version === versions ? original.sdl : `${original.sdl}\nextend type Query { bench${version}: Int }`;
      const result = await registry.publish({ subgraphs: [{ name: original.name, sdl }], actor: 'bench' });
      if (result.outcome !== 'published') throw new Error(`not published: ${JSON.stringify(result.checks)}`);
      await followers.reset();
      await commit(sql, orderIds, userId, STATUSES[version - 1]!);
      await followers.have(1_000);
    }
    const { answered, failed, p99 } = await paced;
    const { ended } = await followers.report();
    for (const reason of [...failed, ...ended].slice(0, 5)) console.error(`  ${reason}`);
    const title = `${versions} new graphs under ${Math.round(answered / seconds)} requests/s and 1,000 subscriptions`;
    report.add({
      name: 'subscriptions.graph.failed',
      title: `${title}: failed requests`,
      value: failed.length,
      unit: '',
      goal: { exactly: 0 },
    });
    report.add({
      name: 'subscriptions.graph.ended',
      title: `${title}: ended subscriptions`,
      value: ended.length,
      unit: '',
      goal: { exactly: 0 },
    });
    report.add({ name: 'subscriptions.graph.p99', title: `${title}: p99 of requests`, value: p99, unit: 'ms' });
  } finally {
    await followers.close();
    await db.close();
  }
}

/** How often it is looked what has come, in ms, and how many looks without anything new are the end. */
const LOOK_MS = 500;
const PATIENCE = 30;

/** Sockets in a process of their own. */
class Followers {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async open({ url }: ProductUnderTest, task: Omit<FollowersTask, 'url'>): Promise<Followers> {
    const child = fork(new URL('./load/followers.load.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    child.send({ ...task, url: `${url.replace('http', 'ws')}/graphql` } satisfies FollowersTask);
    const [{ ended }] = (await once(child, 'message')) as [FollowersReport];
    if (ended.length > 0) throw new Error(`not everybody could subscribe: ${ended[0]}`);
    return new Followers(child);
  }

  async reset(): Promise<void> {
    this.#child.send('reset');
    await this.report();
  }

  async report(): Promise<FollowersReport> {
    this.#child.send('report');
    const [report] = (await once(this.#child, 'message')) as [FollowersReport];
    return report;
  }

  /** Waits until so many answers have come, or for long nothing more. */
  async have(answers: number): Promise<FollowersReport> {
    for (let before = -1, still = 0; ; still += 1) {
      const report = await this.report();
      if (report.answers >= answers || still > PATIENCE) return report;
      if (report.answers !== before) still = 0;
      before = report.answers;
      await delay(LOOK_MS);
    }
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#child.send('close');
  }
}

async function tokenOf(product: ProductUnderTest, userId: string, roles: string[]): Promise<string> {
  const jwk = JSON.parse(product.secrets().jwtPrivateJwk);
  return new SignJWT({ roles, sid: newId() })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? (await calculateJwkThumbprint(jwk)) })
    .setSubject(userId)
    .setIssuer('marketplace')
    .setAudience('marketplace')
    .setIssuedAt()
    .setExpirationTime('30m')
    .sign(await importJWK(jwk, 'EdDSA'));
}

/** Orders as they are after `placeOrder`, waiting for their payment for a day. */
async function makeOrders(sql: Sql, userId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await sql`
    insert into orders (id, number, user_id, cart_id, status, hold, money, hold_expires_at, total_minor, currency, address, placed_at)
    select id, id::text, ${userId}::uuid, id, 'PENDING_PAYMENT', 'HELD', 'AWAITED', now() + interval '1 day', 100, 'RUB',
      '{"recipient":"Bench","phone":null,"country":"RU","region":null,"city":"Москва","street":"1","postalCode":null,"latitude":55.7,"longitude":37.6}',
      now()
    from unnest(${ids}::uuid[]) as made (id)`;
  await sql`
    insert into order_history (order_id, at, event, decision, status)
    select id, now(), 'order.OrderPlaced', 'placed', 'PENDING_PAYMENT' from unnest(${ids}::uuid[]) as made (id)`;
  return ids;
}

/** Commits an event for each order, as order's commands do. */
async function commit(sql: Sql, orderIds: readonly string[], userId: string, status: string): Promise<void> {
  const at = new Date().toISOString();
  const events = orderIds.map((orderId) => toOutgoing(orderStatusChanged, { orderId, userId, status, at }));
  await sql.begin(async (tx) => {
    await tx`
      insert into outbox (topic, key, headers, payload)
      select * from unnest(
        ${events.map(({ topic }) => topic)}::text[],
        ${events.map(({ key }) => key)}::text[],
        ${events.map(({ headers }) => JSON.stringify(headers))}::text[]::jsonb[],
        ${events.map(({ payload }) => payload)}::text[])`;
    await tx`select pg_notify('order_outbox', '')`;
  });
}

/** A thousand events a second, ten at a time, each order's turn after the other. */
async function paceEvents(sql: Sql, orderIds: readonly string[], userId: string, count: number): Promise<void> {
  const begun = performance.now();
  const committing: Promise<void>[] = [];
  for (let sent = 0; sent < count; sent += 10) {
    const late = begun + sent - performance.now();
    if (late > 0) await delay(late);
    const some = Array.from({ length: 10 }, (_, index) => orderIds[(sent + index) % orderIds.length]!);
    committing.push(commit(sql, some, userId, STATUSES[Math.floor(sent / orderIds.length)]!));
  }
  await Promise.all(committing);
}

/** Bytes the product's own process holds: the least of some seconds, when the garbage of what was before is gone. */
async function liveMemory({ url }: ProductUnderTest): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 20; look += 1) {
    const [heap, external] = [
      await readMetric(url, 'nodejs_heap_size_used_bytes'),
      await readMetric(url, 'nodejs_external_memory_bytes'),
    ];
    least = Math.min(least, heap + external);
    await delay(500);
  }
  return least;
}

/** Pages of products, as a shop's visitors ask for them. */
async function someRequests({ url }: ProductUnderTest): Promise<string[]> {
  const ask = async (query: string, variables: object) =>
    (await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    }).then((response) => response.json())) as { data: { products: { edges: { node: { id: string } }[] } } };
  const { data } = await ask('{ products(first: 50) { edges { node { id } } } }', {});
  const query = 'query Product($id: ID!) { product(id: $id) { id title variants { sku price { now { amount } } } } }';
  return data.products.edges.map(({ node }) => JSON.stringify({ query, variables: { id: node.id } }));
}
