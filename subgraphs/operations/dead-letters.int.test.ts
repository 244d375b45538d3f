import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { ensureTopics, type KafkaMessage } from '#kernel/kafka/client.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { defineConsumer, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import { ConsumerHost } from '#kernel/messages/consumer-host.ts';
import { toDeadLetter } from '#kernel/messages/dead-letter.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { toy } from '#kernel/testing/toy/toy-subgraph.ts';
import { orderStatusChanged } from '#schema/events.ts';
import { shared } from '#schema/shared.ts';
import { deadLetterDiscarded, deadLetterFound, deadLetterReplayed } from './events.ts';
import { operations } from './subgraph.ts';

const ADMIN: Viewer = { kind: 'user', id: newId(), roles: ['admin'], sessionId: 's', origin: '192.0.2.1 test' };
const LETTER = 'id consumer eventType eventId key payload cause stack attempts times state closedBy reason';
const LIST = `query ($filter: DeadLetterFilter, $first: Int, $after: String) {
  deadLetters(filter: $filter, first: $first, after: $after) {
    edges { node { ${LETTER} } } pageInfo { hasNextPage endCursor } } }`;
const RESULT = `{ __typename
  ... on DeadLettersClosed { closed { ${LETTER} } hasMore
    refused { __typename ... on Refusal { code message } ... on DeadLetterClosed { deadLetter { id state } } } }
  ... on InvalidInput { code field } }`;
const REPLAY = `mutation ($selection: DeadLetterSelection!) { replayDeadLetters(selection: $selection) ${RESULT} }`;
const DISCARD = `mutation ($selection: DeadLetterSelection!, $reason: String!) {
  discardDeadLetters(selection: $selection, reason: $reason) ${RESULT} }`;

const byAdmin = (type: string, subject: string) => ({
  ...{ type, subject, actor: `user:${(ADMIN as { id: string }).id}`, origin: '192.0.2.1 test' },
});

interface Letter {
  id: string;
  key: string;
  state: string;
  times: number;
  eventId: string;
  closedBy: string | null;
}
interface Result {
  __typename: string;
  closed: Letter[];
  refused: { __typename: string; code: string; message: string }[];
  hasMore: boolean;
}

describe('dead letters', () => {
  let subgraph: TestSubgraph;
  let database: TestDatabase;
  let db: Database;
  let shop: ConsumerHost;
  let publisher: Publisher;
  let isBroken = true;
  const heardByOthers: string[] = [];

  beforeAll(async () => {
    subgraph = await startTestSubgraph(operations, { shared });
    const { kafka, topicPrefix } = subgraph;
    publisher = new Publisher(kafka);
    await publisher.connect();
    await ensureTopics(
      kafka,
      ['order.events', 'shop.orders.dlq', 'shop.others.dlq'].map((topic) => topicPrefix + topic),
      2,
    );
    // A subgraph of its own that cannot take orders in while it is broken, and a consumer beside that can.
    database = await cloneDatabase(testServers().postgresAdminUrl, [{ name: 'toy', migrations: toy.migrations! }]);
    db = openDatabase(database.urlFor('toy'), { owner: 'toy', max: 2 });
    shop = new ConsumerHost({
      ...{ owner: 'shop', kafka, publisher, db, topicPrefix, log: createLogger('test'), attempts: 1 },
      consumers: [
        defineConsumer({
          name: 'orders',
          events: [orderStatusChanged],
          handle: async (tx, events) => {
            if (isBroken) throw new TypeError('broken');
            for (const { data } of events)
              await tx.sql`insert into seen values (${data.orderId}, 1, 0)
                on conflict (id) do update set times = seen.times + 1`;
          },
        }),
        defineIdempotentConsumer({
          name: 'others',
          events: [orderStatusChanged],
          handle: async (events) => void heardByOthers.push(...events.map(({ data }) => data.orderId)),
        }),
      ],
    });
    shop.start();
  });
  afterAll(async () => {
    await shop.stop();
    await publisher.disconnect();
    await db.close();
    await subgraph.stop();
    await database.drop();
  });

  const place = async (id?: string) => {
    const orderId = newId();
    const payload = { orderId, userId: newId(), status: 'PAID', at: new Date().toISOString() };
    const eventId = await subgraph.publish(orderStatusChanged, payload, id ? { id } : {});
    return { orderId, eventId, payload };
  };
  const list = async (filter: object, page: object = {}, viewer = ADMIN) => {
    const answer = await subgraph.execute({ query: LIST, variables: { filter, ...page } }, viewer);
    if (answer.errors) throw answer.errors[0];
    const { deadLetters } = answer.data as unknown as {
      deadLetters: { edges: { node: Letter }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    return { letters: deadLetters.edges.map(({ node }) => node), ...deadLetters.pageInfo };
  };
  const replay = async (selection: object) => {
    const { data, errors } = await subgraph.execute({ query: REPLAY, variables: { selection } }, ADMIN);
    if (errors) throw errors[0];
    return (data as unknown as { replayDeadLetters: Result }).replayDeadLetters;
  };
  const discard = async (selection: object, reason: string) => {
    const { data, errors } = await subgraph.execute({ query: DISCARD, variables: { selection, reason } }, ADMIN);
    if (errors) throw errors[0];
    return (data as unknown as { discardDeadLetters: Result }).discardDeadLetters;
  };
  const dead = (orderId: string, times = 1) =>
    eventually(
      async () => {
        const [letter] = (await list({ key: orderId, state: 'WAITING' })).letters;
        return letter?.times === times && letter;
        // The first is found once the topics are.
      },
      { timeoutMs: 20_000 },
    );
  const effects = async (orderId: string) =>
    (await db.sql<{ times: number }[]>`select times from seen where id = ${orderId}`)[0]?.times;

  it('are found with their cause, wait again when they fail again, and take effect once', async () => {
    isBroken = true;
    const { orderId, eventId, payload } = await place();
    const letter = await dead(orderId);
    expect(letter).toMatchObject({
      consumer: 'shop.orders',
      eventType: 'order.OrderStatusChanged',
      eventId,
      cause: 'TypeError: broken',
      stack: expect.stringContaining('dead-letters.int.test.ts'),
      attempts: 1,
    });
    expect((await replay({ ids: [letter.id] })).closed).toMatchObject([{ id: letter.id, state: 'REPLAYED' }]);
    const again = await dead(orderId, 2);
    expect([again.id, again.closedBy]).toEqual([letter.id, null]);

    isBroken = false;
    const done = await replay({ filter: { consumer: 'shop.orders', key: orderId } });
    expect(done).toMatchObject({ closed: [{ id: letter.id }], refused: [], hasMore: false });
    await eventually(async () => expect(await effects(orderId)).toBe(1));
    expect(await replay({ ids: [letter.id] })).toMatchObject({
      closed: [],
      refused: [{ __typename: 'DeadLetterClosed', code: 'DEAD_LETTER_CLOSED', deadLetter: { state: 'REPLAYED' } }],
    });

    // Delivered once more by whomever: the inbox has it. The other consumer heard no replay, only this.
    await subgraph.publish(orderStatusChanged, payload, { id: eventId });
    await eventually(() => expect(heardByOthers.filter((id) => id === orderId)).toHaveLength(2));
    const later = await place();
    await eventually(async () => expect(await effects(later.orderId)).toBe(1));
    expect(await effects(orderId)).toBe(1);

    await eventually(() => expect(subgraph.published(deadLetterReplayed)).toHaveLength(2));
    const told = (definition: typeof deadLetterFound | typeof deadLetterReplayed) =>
      subgraph.published(definition).filter(({ data }) => data.deadLetterId === letter.id);
    expect(told(deadLetterFound).map(({ data }) => data.state)).toEqual(['WAITING', 'WAITING']);
    expect(told(deadLetterReplayed).map(({ data }) => data.eventId)).toEqual([eventId, eventId]);
    expect(subgraph.acts()).toContainEqual(byAdmin('operations.DeadLetterReplayed', letter.id));
  });

  it('are given up with a reason, for good', async () => {
    isBroken = true;
    const { orderId } = await place();
    const letter = await dead(orderId);
    expect(await discard({ ids: [letter.id] }, '  ')).toMatchObject({ __typename: 'InvalidInput', field: 'reason' });
    const { closed } = await discard({ ids: [letter.id] }, 'a test order');
    const user = ADMIN.kind === 'user' && ADMIN.id;
    expect(closed).toMatchObject([{ state: 'DISCARDED', reason: 'a test order', closedBy: `user:${user}` }]);
    expect((await replay({ ids: [letter.id] })).refused).toMatchObject([{ code: 'DEAD_LETTER_CLOSED' }]);
    await eventually(() => subgraph.published(deadLetterDiscarded).some(({ data }) => data.deadLetterId === letter.id));
    expect(subgraph.acts()).toContainEqual(byAdmin('operations.DeadLetterDiscarded', letter.id));
  });

  it('are refused when they no longer match the schema, and wait as before', async () => {
    const orderId = newId();
    const { headers } = toOutgoing(orderStatusChanged, {
      ...{ orderId, userId: newId(), status: 'PAID', at: new Date().toISOString() },
    });
    const bury = (value: string, type: string) =>
      publisher.publish([
        {
          topic: `${subgraph.topicPrefix}shop.orders.dlq`,
          messages: [
            toDeadLetter(
              {
                key: Buffer.from(orderId),
                value: Buffer.from(value),
                headers: { ...headers, ce_type: type, ce_id: newId() },
                offset: '0',
              } as unknown as KafkaMessage,
              { consumer: 'shop.orders', topic: 'order.events', partition: 0 },
              new Error('x'),
              1,
            ),
          ],
        },
      ]);
    await bury('{"orderId": 5}', 'order.OrderStatusChanged');
    await bury('{', 'order.OrderStatusChanged');
    await bury('{}', 'order.OrderSold');
    await eventually(async () => (await list({ key: orderId })).letters.length === 3);
    const { closed, refused } = await replay({ filter: { key: orderId } });
    expect(closed).toEqual([]);
    expect(refused.map(({ __typename, message }) => [__typename, message.split('\n')[0]])).toEqual(
      expect.arrayContaining([
        ['DeadLetterUnreadable', expect.stringContaining('Invalid input')],
        ['DeadLetterUnreadable', 'order.OrderStatusChanged: the payload is not JSON'],
        ['DeadLetterUnreadable', 'Nobody publishes order.OrderSold any more.'],
      ]),
    );
    expect((await list({ key: orderId, state: 'WAITING' })).letters).toHaveLength(3);
    const first = await list({ key: orderId }, { first: 2 });
    expect([first.letters.length, first.hasNextPage]).toEqual([2, true]);
    const rest = await list({ key: orderId }, { first: 2, after: first.endCursor });
    expect([rest.letters.length, rest.hasNextPage]).toEqual([1, false]);
  });

  it.each([
    [{}, 'selection'],
    [{ ids: [newId()], filter: {} }, 'selection'],
    [{ ids: [] }, 'selection.ids'],
    [{ ids: Array.from({ length: 101 }, newId) }, 'selection.ids'],
  ])('are not acted on when it is unclear which: %#', async (selection, field) => {
    expect(await replay(selection)).toEqual({ __typename: 'InvalidInput', code: 'INVALID_INPUT', field });
  });

  it('are not looked for, nor given up, by words that cannot be kept', async () => {
    const { errors } = await subgraph.execute({ query: LIST, variables: { filter: { consumer: 'a\0' } } }, ADMIN);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    const variables = { selection: { filter: {} }, reason: 'a\0' };
    expect((await subgraph.execute({ query: DISCARD, variables }, ADMIN)).data).toMatchObject({
      discardDeadLetters: { __typename: 'InvalidInput', field: 'reason' },
    });
  });

  it('that nobody knows are told, also by a malformed id', async () => {
    const { refused } = await replay({ ids: [newId(), 'nonsense'] });
    expect(refused.map(({ __typename }) => __typename)).toEqual(['NotFound', 'NotFound']);
  });

  it.each([
    ['a guest', GUEST, 'UNAUTHENTICATED'],
    ['a buyer', { kind: 'user', id: newId(), roles: ['buyer'], sessionId: 's' } as Viewer, 'FORBIDDEN'],
  ])('are not for %s', async (_who, viewer, code) => {
    const requests = [
      { query: LIST },
      { query: '{ deadLetter(id: "x") { id } }' },
      { query: REPLAY, variables: { selection: { filter: {} } } },
      { query: DISCARD, variables: { selection: { filter: {} }, reason: 'x' } },
    ];
    for (const request of requests) {
      const { errors } = await subgraph.execute(request, viewer);
      expect(errors?.[0]?.extensions?.code).toBe(code);
    }
  });
});
