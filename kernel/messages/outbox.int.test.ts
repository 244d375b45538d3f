import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Tx } from '#kernel/db/database.ts';
import postgres from '#kernel/db/postgres.ts';
import { newId } from '#kernel/ids.ts';
import { defineEvent, type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import { eventsOf, intoOutboxOf, Outbox } from '#kernel/messages/outbox.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { toy } from '#kernel/testing/toy/toy-subgraph.ts';

const noted = defineEvent({
  type: 'toy.Noted',
  key: 'id',
  description: 'Somebody wrote something down.',
  schema: z.object({ id: z.uuid(), text: z.string() }),
});

/** Of all lengths, and of characters that mean something to JSON, to arrays or to nobody. */
const TEXTS = [
  ...Array.from({ length: 40 }, (_, number) => `note ${number}`),
  '{"a": [1, "\\"]}',
  'line\nline\u001eline\u001f\u2028,},{NULL',
  'ж'.repeat(3_000),
  'x'.repeat(60_000),
  '',
  'the last',
];

const notes = (id: string, texts = TEXTS): OutgoingEvent[] => texts.map((text) => toOutgoing(noted, { id, text }));

describe('the outbox', () => {
  let subgraph: TestSubgraph;
  const outbox = new Outbox('toy', { leading: false, nudge: () => {} });
  beforeAll(async () => {
    subgraph = await startTestSubgraph(toy, { shared: { typeDefs: '', resolvers: {} } });
  });
  afterAll(() => subgraph.stop());

  const published = (id: string) =>
    subgraph.published(noted).flatMap(({ data }) => (data.id === id ? [data.text] : []));

  /** What lies in the outbox after `work`, of which nobody else ever hears. */
  async function rowsAfter(work: (tx: Tx) => Promise<unknown>): Promise<OutgoingEvent[][]> {
    let rows: { events: string }[] = [];
    const undone = subgraph.db.transaction(async (tx) => {
      await work(tx);
      rows = await tx.sql<{ events: string }[]>`select events from outbox order by seq`;
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    return rows.map(({ events }) => eventsOf(events));
  }

  it('keeps events of one moment in few rows, as they are and in their order', async () => {
    const events = notes(newId());
    const rows = await rowsAfter((tx) => outbox.append(tx, events));
    expect(rows.flat()).toEqual(events);
    expect(rows.length).toBeLessThan(events.length / 4);
  });

  it('gives a row no more than fits a page, unless a single event is more', async () => {
    const rows = await rowsAfter((tx) => outbox.append(tx, notes(newId())));
    for (const row of rows) expect(row.length === 1 || Buffer.byteLength(JSON.stringify(row)) < 8_000).toBe(true);
  });

  it('takes of many events those that the statement tells of, in their order', async () => {
    const [id, told, untold] = [newId(), newId(), newId()];
    const events = notes(id);
    const ids = events.map((_, index) => (index % 3 === 0 ? untold : told));
    const rows = await rowsAfter(
      (tx) => tx.sql`
        with saved as (select ${told}::uuid as id)
        ${intoOutboxOf(tx, events, ids, tx.sql`select id from saved`)}`,
    );
    expect(rows.flat()).toEqual(events.filter((_, index) => index % 3 !== 0));
    expect(await rowsAfter((tx) => tx.sql`${intoOutboxOf(tx, events, ids, tx.sql`select null::uuid`)}`)).toEqual([]);
  });

  it('is published in order, whatever the events are', async () => {
    const id = newId();
    await subgraph.db.transaction((tx) => outbox.append(tx, notes(id)));
    await subgraph.db.transaction((tx) => outbox.append(tx, notes(id, ['and one more'])));
    await eventually(async () => expect(published(id)).toHaveLength(TEXTS.length + 1));
    expect(published(id)).toEqual([...TEXTS, 'and one more']);
  });

  it('is published in order where a process of before wrote between, an event a row', async () => {
    const id = newId();
    await subgraph.db.transaction(async (tx) => {
      await outbox.append(tx, notes(id, ['first', 'second']));
      for (const { topic, key, headers, payload } of notes(id, ['"third"', 'fourth']))
        await tx.sql`
          insert into outbox (topic, key, headers, payload)
          values (${topic}, ${key}, ${JSON.stringify(headers)}::text::jsonb, ${payload})`;
      await outbox.append(tx, notes(id, ['fifth']));
    });
    await eventually(async () => expect(published(id)).toHaveLength(5));
    expect(published(id)).toEqual(['first', 'second', '"third"', 'fourth', 'fifth']);
  });
});

describe('an outbox that nobody but its relay looks at', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startTestSubgraph(toy, { shared: { typeDefs: '', resolvers: {} } });
  });
  afterAll(() => subgraph.stop());

  it('is looked at by its index, however empty it was when that was planned', async () => {
    const { sql } = subgraph.db;
    const outbox = new Outbox('toy', { leading: false, nudge: () => {} });
    const tell = () => subgraph.db.transaction((tx) => outbox.append(tx, notes(newId(), ['again'])));
    await tell();
    await eventually(() => subgraph.published(noted).length > 0);
    // By whoever owns the table, as PostgreSQL itself does it.
    const url = new URL(testServers().postgresAdminUrl);
    url.pathname = new URL(subgraph.databaseUrl).pathname;
    const admin = postgres(url.href, { max: 1 });
    await admin`vacuum (analyze, truncate false) toy.outbox`;
    await admin.end();
    // PostgreSQL counts a connection's scans together about once a second, when a transaction of its ends.
    const scans = await eventually(async () => {
      await tell();
      const [row] = await sql<{ whole: number; byIndex: number }[]>`
        select seq_scan as whole, idx_scan as "byIndex" from pg_stat_user_tables
        where schemaname = current_schema() and relname = 'outbox'`;
      return row!.whole + row!.byIndex > 20 && row!;
    });
    expect(scans.whole).toBe(0);
  });
});
