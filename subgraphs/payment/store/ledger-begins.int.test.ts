import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { migrate } from '#kernel/db/migrate.ts';
import { newId } from '#kernel/ids.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { paymentLaws } from './laws.ts';

const all = new URL('../migrations/', import.meta.url);

let folder: string;
let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await cp(new URL('0001-payments.sql', all), join(folder, '0001-payments.sql'));
  const first = pathToFileURL(`${folder}/`);
  database = await cloneDatabase(testServers().postgresAdminUrl, [{ name: 'payment', migrations: first }]);
  db = openDatabase(database.urlFor('payment'), { owner: 'payment', max: 1 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

it('payments from before there was a ledger have their entries, and keys of refunds still answer', async () => {
  const pay = async (status: string, held: boolean, captured: number, returned: number): Promise<string> => {
    const id = newId();
    await db.sql`
      insert into payment (id, order_id, user_id, amount_minor, currency, status, held, captured_minor, returned_minor, return_url)
      values (${id}, ${newId()}, ${newId()}, 1000, 'RUB', ${status}, ${held}, ${captured}, ${returned}, 'https://x')`;
    return id;
  };
  const refund = (paymentId: string, minor: number, status: string, key: string | null) => db.sql`
    insert into refund (id, payment_id, amount_minor, status, reason, automatic, requested_by, idempotency_key, input_digest)
    values (${newId()}, ${paymentId}, ${minor}, ${status}, 'damaged', false, ${key && newId()}, ${key}, ${key && 'digest'})`;
  await pay('REQUIRES_ACTION', false, 0, 0);
  const held = await pay('AUTHORIZED', true, 0, 0);
  const refunded = await pay('PARTIALLY_REFUNDED', false, 1000, 700);
  await refund(refunded, 300, 'SUCCEEDED', 'a');
  await refund(refunded, 200, 'SUCCEEDED', null);
  await refund(refunded, 200, 'PENDING', null);
  await refund(refunded, 500, 'REFUSED', 'b');

  await migrate(database.adminUrl, { name: 'payment', password: 'test', migrations: all });

  for (const { name, violations } of paymentLaws) expect(await db.sql.unsafe(violations), name).toEqual([]);
  const entries = await db.sql`
    select payment_id as id, kind, sum(amount_minor)::int as minor from ledger_transfer group by 1, 2 order by 2, 3`;
  expect(entries).toEqual([
    { id: held, kind: 'AUTHORIZATION', minor: 1000 },
    { id: refunded, kind: 'CAPTURE', minor: 1000 },
    { id: refunded, kind: 'REFUND', minor: 500 },
  ]);
  const keys = await db.sql`select idempotency_key as key, payment_id as id from staff_request order by 1`;
  expect(keys).toEqual([
    { key: 'a', id: refunded },
    { key: 'b', id: refunded },
  ]);
});
