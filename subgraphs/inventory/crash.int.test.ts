import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signViewer, VIEWER_HEADER, type Viewer } from '#kernel/auth/viewer.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { inventory } from './subgraph.ts';
import {
  ADJUST,
  ADMIN,
  DECIDE,
  DISPATCH,
  expectTheLaws,
  MOSCOW,
  NOVOSIBIRSK,
  RECEIVE,
  RECEIVE_INBOUND,
  REPORT,
  UPSERT,
} from './testing/inventory-house.ts';

const program = fileURLToPath(new URL('../serve.ts', import.meta.url));
const secret = newId();
const prefix = `t${newId().replaceAll('-', '')}.`;

let database: TestDatabase;
let db: Database;
let child: ChildProcess;
let ended: Promise<unknown>;
let url: string;

/** Starts the subgraph as the process it is in a cluster. */
async function start(): Promise<void> {
  const { redisUrl, kafkaBrokers } = testServers();
  child = fork(program, ['inventory'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...{ INVENTORY_DATABASE_URL: database.urlFor('inventory'), REDIS_URL: redisUrl, KAFKA_BROKERS: kafkaBrokers },
      ...{ TOPIC_PREFIX: prefix, VIEWER_SECRET: secret, RESERVATION_GRACE_SECONDS: '0' },
    },
  });
  ended = new Promise((resolve) => child.once('exit', resolve));
  url = await new Promise((resolve) =>
    child.once('message', (message) => resolve((message as { listening: string }).listening)),
  );
}

async function ask<T>(query: string, variables: object, viewer: Viewer = ADMIN): Promise<T> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [VIEWER_HEADER]: signViewer(viewer, secret) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Record<string, T>; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return Object.values(data)[0]!;
}

beforeAll(async () => {
  const { postgresAdminUrl, kafkaBrokers } = testServers();
  database = await cloneDatabase(postgresAdminUrl, [{ name: 'inventory', migrations: inventory.migrations! }]);
  db = openDatabase(database.urlFor('inventory'), { owner: 'inventory', max: 2 });
  const streams = ['inventory.events', 'order.events', 'logistics.events'].map((topic) => prefix + topic);
  await ensureTopics(createKafka(kafkaBrokers, 'test', createLogger('test')), streams, 1);
  await start();
  await ask(UPSERT, { input: { code: 'MSK', name: 'Москва', ...MOSCOW } });
  await ask(UPSERT, { input: { code: 'NSK', name: 'Новосибирск', ...NOVOSIBIRSK } });
});
afterAll(async () => {
  child.kill('SIGTERM');
  await ended;
  await expectTheLaws(db);
  await db.close();
  await database.drop();
});

async function variantWith(quantity: number): Promise<string> {
  const variantId = newId();
  await ask(RECEIVE, { input: [{ variantId, warehouseCode: 'MSK', quantity }], key: newId() });
  return variantId;
}
const movementsOf = async (variantId: string): Promise<number[]> => {
  const rows = await db.sql<{ change: number }[]>`
    select on_hand_change as change from movements where variant_id = ${variantId} order by seq`;
  return rows.map(({ change }) => change);
};

/** Asks, kills the process in the middle of the request's transaction, and starts it again. The client hears nothing. */
async function killedInTheMiddle(variantId: string, asking: () => Promise<unknown>): Promise<void> {
  let heard: Promise<string> | undefined;
  await db.transaction(async (tx) => {
    // Somebody holds the level, so that the request waits with its key claimed and nothing committed.
    await tx.sql`select 1 from stock where variant_id = ${variantId} for update`;
    heard = asking().then(
      () => 'an answer',
      () => 'nothing',
    );
    await eventually(async () => {
      const waiting = await db.sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return waiting.length > 0;
    });
    child.kill('SIGKILL');
    await ended;
  });
  expect(await heard).toBe('nothing');
  await start();
}

describe('a process killed in the middle of a request of staff', () => {
  const key = () => ({ idempotencyKey: newId() });
  const line = (variantId: string) => [{ variantId, quantity: 2 }];

  const requests: Record<string, (variantId: string) => Promise<{ query: string; variables: object; change: number }>> =
    {
      'a receipt': async (variantId) => ({
        query: RECEIVE,
        variables: { input: [{ variantId, warehouseCode: 'MSK', quantity: 2 }], key: newId() },
        change: 2,
      }),
      'a correction': async (variantId) => ({
        query: ADJUST,
        variables: { input: { variantId, warehouseCode: 'MSK', change: -2, reason: 'lost', ...key() } },
        change: -2,
      }),
      'a transfer': async (variantId) => ({
        query: DISPATCH,
        variables: { input: { from: 'MSK', to: 'NSK', lines: line(variantId), ...key() } },
        change: -2,
      }),
      'an arrival': async (variantId) => {
        const input = { from: 'MSK', to: 'NSK', lines: line(variantId), ...key() };
        const { id } = await ask<{ id: string }>(DISPATCH, { input });
        return { query: RECEIVE_INBOUND, variables: { input: { inboundShipmentId: id, ...key() } }, change: 2 };
      },
      'an approved count': async (variantId) => {
        const input = { warehouse: 'MSK', lines: [{ variantId, quantity: 3 }], ...key() };
        const { id } = await ask<{ id: string }>(REPORT, { input });
        return { query: DECIDE('approveCount'), variables: { input: { stockCountId: id, ...key() } }, change: -2 };
      },
    };

  test.each(Object.entries(requests))(
    '%s moves goods once, and its key has one answer',
    async (_title, request) => {
      const variantId = await variantWith(5);
      const { query, variables, change } = await request(variantId);
      const before = await movementsOf(variantId);
      await killedInTheMiddle(variantId, () => ask(query, variables));
      expect(await movementsOf(variantId)).toEqual(before);
      const answer = await ask(query, variables);
      expect(await ask(query, variables)).toEqual(answer);
      expect(await movementsOf(variantId)).toEqual([...before, change]);
    },
    60_000,
  );
});
