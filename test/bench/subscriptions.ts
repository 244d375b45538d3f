import { setTimeout as delay } from 'node:timers/promises';
import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import { openDatabase } from '#kernel/db/database.ts';
import postgres from '#kernel/db/postgres.ts';
import { newId } from '#kernel/ids.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { Registry } from '#router/registry/registry.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { commit, makeOrders, paceEvents, type Sql, STATUSES } from './followed-orders.ts';
import { Followers } from './followers.ts';
import { TRACK_ORDER } from './load/documents.ts';
import { forkLoad } from './load/fork-load.ts';
import type { PacedResult, PacedTask } from './load/paced.load.ts';
import { readMetric } from './metrics-reader.ts';
import { usageOf } from './processes.ts';
import type { Report } from './report.ts';

/** What tells the order's status alone; the bench of many orders follows it. */
const FOLLOW = `subscription Follow($orderId: ID!) { orderStatusChanged(orderId: $orderId) { at order { id status } } }`;

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
