import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';

/** Seconds a statement takes, so that several are under way at once. */
const A_MOMENT = 0.01;

describe('a database whose connections end under its hands', () => {
  let db: Database;
  let admin: Database;

  beforeAll(() => {
    const url = inject('servers').postgresAdminUrl;
    db = openDatabase(url, { owner: 'public', max: 2 });
    admin = openDatabase(url, { owner: 'public', max: 1 });
  });
  afterAll(() => Promise.all([db.close(), admin.close()]));

  /** Ends the server's end of a connection, as a server that dies does. */
  const end = (pid: number) => admin.sql`select pg_terminate_backend(${pid})`;

  it('refuses the rest of a transaction, and goes on', async () => {
    for (let time = 0; time < 5; time += 1) {
      const transaction = db.transaction(async ({ sql }) => {
        const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
        await end(row!.pid);
        // The connection may be known to be gone, or not yet.
        for (let statement = 0; statement < 50; statement += 1) {
          await sql`select 1`.catch(() => {});
          await new Promise((resolve) => setImmediate(resolve));
        }
        await sql`select 2`;
      });
      await expect(transaction).rejects.toThrow();
    }
    expect(await Promise.all(Array.from({ length: 10 }, () => db.sql`select 1 as one`))).toHaveLength(10);
  });

  it('answers every statement that was asked for in the same moment, with rows or with an error', async () => {
    const pids = new Set<number>();
    while (pids.size < 2)
      for (const [row] of await Promise.all(
        [1, 2].map(() => db.sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(${A_MOMENT})`),
      ))
        pids.add(row!.pid);
    const asked = Array.from(
      { length: 100 },
      (_, number) => db.sql`select ${number}::int as number, pg_sleep(${A_MOMENT})`,
    );
    await Promise.all([...pids].map(end));
    const settled = await Promise.allSettled(asked);
    expect(settled).toHaveLength(100);
    expect(await db.sql`select 'short' as text`).toEqual([{ text: 'short' }]);
  });
});

it('asks, of the connections that are free, the one that was used last', async () => {
  const db = openDatabase(inject('servers').postgresAdminUrl, { owner: 'public', max: 3 });
  try {
    const together = () =>
      Promise.all(
        [1, 2, 3].map(() => db.sql<{ pid: number }[]>`select pg_backend_pid() as pid, pg_sleep(${A_MOMENT})`),
      );
    const alone = async () => (await db.sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid;
    const pids = new Set<number>();
    while (pids.size < 3) for (const [row] of await together()) pids.add(row!.pid);
    const last = await alone();
    for (let time = 0; time < 6; time += 1) expect(await alone()).toBe(last);
    expect(await together()).toHaveLength(3);
  } finally {
    await db.close();
  }
});

describe('a server that goes away while a client gets to know it', () => {
  /** Stands before the server and ends connections that ask for the types there are, so many times. */
  async function goingAway(url: URL, times: number) {
    let left = times;
    const proxy = createServer((client) => {
      const server = connect(Number(url.port), url.hostname);
      for (const socket of [client, server]) socket.on('error', () => {});
      client.on('data', (bytes) => {
        if (left > 0 && bytes.includes('pg_type')) {
          left -= 1;
          client.resetAndDestroy();
        }
      });
      client.on('close', () => server.destroy());
      client.pipe(server).pipe(client);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const at = new URL(url);
    at.port = String((proxy.address() as AddressInfo).port);
    return { url: at.href, left: () => left, close: () => proxy.close() };
  }

  it.each([
    ['a statement', (db: Database) => db.sql`select ${[1, 2]}::int[] as numbers`],
    ['a transaction', (db: Database) => db.transaction(({ sql }) => sql`select ${[1, 2]}::int[] as numbers`)],
  ])('answers or refuses %s, and goes on', async (_what, ask) => {
    const server = await goingAway(new URL(inject('servers').postgresAdminUrl), 5);
    const db = openDatabase(server.url, { owner: 'public', max: 1 });
    while (server.left() > 0) await ask(db).then(undefined, () => {});
    expect(await ask(db)).toEqual([{ numbers: [1, 2] }]);
    await db.close();
    server.close();
  });
});

it('sends each of many statements as it is, however long the ones before it were', async () => {
  const db = openDatabase(inject('servers').postgresAdminUrl, { owner: 'public', max: 1 });
  const texts = [3, 70_000, 0, 65_536, 200, 300_000, 1].map((length, number) => String(number).repeat(length));
  const rows = await Promise.all(texts.map((text) => db.sql`select ${text} as text, ${text.length}::int as length`));
  expect(rows.map(([row]) => row)).toEqual(texts.map((text) => ({ text, length: text.length })));
  await db.close();
});

it('plans a statement once for all that it is asked for, where that was wished for', async () => {
  const db = openDatabase(inject('servers').postgresAdminUrl, { owner: 'public', max: 1, plansOnce: true });
  for (let time = 0; time < 8; time += 1)
    await db.sql`select oid from pg_class where oid = any(${Array.from({ length: time }, () => '1')}::oid[])`;
  const plans = await db.sql`
    select generic_plans as kept, custom_plans as anew from pg_prepared_statements where statement like '%any($1::oid[])'`;
  expect(plans).toEqual([{ kept: 8, anew: 0 }]);
  await db.close();
});
