import type { Admin } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { bumped, toy } from '#kernel/testing/toy/toy-subgraph.ts';
import { type ConsumerDefinition, defineConsumer } from './consumer.ts';
import { ConsumerHost } from './consumer-host.ts';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';
import { toOutgoing } from './event.ts';

const log = createLogger('test');
const kafka = createKafka(testServers().kafkaBrokers, 'test', log);

describe('a consumer on Kafka', () => {
  let database: TestDatabase;
  let db: Database;
  let admin: Admin;
  let publisher: Publisher;
  let topicPrefix: string;
  const hosts: ConsumerHost[] = [];

  beforeEach(async () => {
    topicPrefix = `t${newId().replaceAll('-', '')}.`;
    database = await cloneDatabase(testServers().postgresAdminUrl, [{ name: 'toy', migrations: toy.migrations! }]);
    db = openDatabase(database.urlFor('toy'), { owner: 'toy', max: 3 });
    publisher = new Publisher(kafka);
    admin = kafka.admin();
    await Promise.all([
      admin.connect(),
      publisher.connect(),
      // One partition: whatever stops it stops everybody.
      ensureTopics(kafka, [`${topicPrefix}toy.events`, `${topicPrefix}toy.bumps.dlq`], 1),
    ]);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
    await Promise.all([publisher.disconnect(), admin.disconnect(), db.close()]);
    await database.drop();
  });

  const publish = (events: { id: string; by: number }[]) =>
    publisher.publish([
      {
        topic: `${topicPrefix}toy.events`,
        messages: events.map((event) => {
          const { key, headers, payload } = toOutgoing(bumped, event);
          return { key, headers, value: payload };
        }),
      },
    ]);
  const start = (consumers: ConsumerDefinition[], owner = 'toy') => {
    const host = new ConsumerHost({ owner, consumers, kafka, publisher, db, topicPrefix, log, discoverMs: 50 });
    hosts.push(host);
    host.start();
    return host;
  };
  /** Adds what it consumes up in `seen`, and fails as it is told. */
  const bumps = (fails: (by: number) => unknown = () => undefined) =>
    defineConsumer({
      name: 'bumps',
      events: [bumped],
      handle: async (tx, events) => {
        for (const { data } of events) {
          await tx.sql`insert into seen values (${data.id}, 1, ${data.by})
            on conflict (id) do update set times = seen.times + 1, total = seen.total * 10 + ${data.by}`;
          const error = fails(data.by);
          if (error) throw error;
        }
      },
    });
  /** Digits of what took effect of an aggregate, in order. */
  const seen = async (id: string) =>
    (await db.sql<{ total: number }[]>`select total from seen where id = ${id}`)[0]?.total;

  it('does nothing again when Kafka delivers from the start', async () => {
    const ids = [newId(), newId()] as const;
    await publish([1, 2, 3].flatMap((by) => ids.map((id) => ({ id, by }))));
    const first = start([bumps()]);
    await eventually(async () => expect([await seen(ids[0]), await seen(ids[1])]).toEqual([123, 123]));
    await first.stop();
    hosts.length = 0;
    const [told] = await admin.fetchOffsets({ groupId: `${topicPrefix}toy`, topics: [`${topicPrefix}toy.events`] });
    expect(told!.partitions[0]!.offset).toBe('6');
    await admin.resetOffsets({ groupId: `${topicPrefix}toy`, topic: `${topicPrefix}toy.events`, earliest: true });
    await publish([{ id: ids[0], by: 4 }]);
    start([bumps()]);
    await eventually(async () => expect(await seen(ids[0])).toBe(1234));
    expect(await seen(ids[1])).toBe(123);
  });

  it('lets others pass one whose peer is away, keeps its order, and begins there when it is started again', async () => {
    const [stuck, other] = [newId(), newId()];
    let isAway = true;
    const consumer = bumps((by) => (by === 7 && isAway ? new Fault('UNAVAILABLE', 'a peer is away') : undefined));
    const first = start([consumer]);
    await publish([
      { id: stuck, by: 7 },
      { id: other, by: 1 },
      { id: stuck, by: 8 },
      { id: other, by: 2 },
    ]);
    await eventually(async () => expect(await seen(other)).toBe(12));
    expect(await seen(stuck)).toBeUndefined();
    await first.stop();
    hosts.length = 0;
    const [told] = await admin.fetchOffsets({ groupId: `${topicPrefix}toy`, topics: [`${topicPrefix}toy.events`] });
    expect(Number(told!.partitions[0]!.offset)).toBeLessThan(1);
    start([consumer]);
    await publish([{ id: other, by: 3 }]);
    await eventually(async () => expect(await seen(other)).toBe(123));
    isAway = false;
    await eventually(async () => expect(await seen(stuck)).toBe(78));
  });

  it('sets a poison event in the middle aside, where a consumer of all dead letters finds it', async () => {
    const [id, other] = [newId(), newId()];
    const letters: DeadLetter[] = [];
    start([bumps((by) => (by === 6 ? new Error('poison') : undefined))]);
    start(
      [
        {
          name: 'letters',
          topics: /\.dlq$/,
          inbox: false,
          gatherMs: 100,
          read: readDeadLetter,
          handle: async (_tx, found) => void letters.push(...(found as DeadLetter[])),
        } as ConsumerDefinition,
      ],
      'watch',
    );
    await publish([1, 6, 3].flatMap((by) => [id, other].map((each) => ({ id: each, by }))));
    await eventually(async () => expect([await seen(id), await seen(other)]).toEqual([13, 13]), { timeoutMs: 15_000 });
    await eventually(() => expect(letters).toHaveLength(2));
    expect(letters.map(({ key, attempts }) => [key, attempts])).toEqual(
      expect.arrayContaining([
        [id, 5],
        [other, 5],
      ]),
    );
    expect(letters[0]).toMatchObject({ consumer: 'toy.bumps', topic: 'toy.events', cause: 'Error: poison' });
    expect(JSON.parse(letters[0]!.payload)).toMatchObject({ by: 6 });
  });
});
