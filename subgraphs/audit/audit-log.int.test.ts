import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { ensureTopics } from '#kernel/kafka/client.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { type EventCause, type EventDefinition, type PayloadOf, toOutgoing } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { orderCancelled, orderPaid, orderStatusChanged, paymentCaptured } from '#schema/events.ts';
import { shared } from '#schema/shared.ts';
import { AUDITED } from './consumers/actions.ts';
import { auditLaws } from './store/laws.ts';
import { audit } from './subgraph.ts';

const ADMIN: Viewer = { kind: 'user', id: newId(), roles: ['admin'], sessionId: 's' };
const ENTRY = 'seq action subject actor origin correlationId causationId before after hash';
const ENTRIES = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    edges { node { ${ENTRY} } } pageInfo { hasNextPage endCursor } } }`;
const OF_ORDER = `query ($orders: [_Any!]!) {
  _entities(representations: $orders) { ... on Order { audit { edges { node { ${ENTRY} } } } } } }`;

interface Breach {
  seq: number;
  through: number;
  what: string;
}

interface Entry {
  seq: number;
  action: string;
  actor: string;
  origin: string | null;
  correlationId: string;
  causationId: string | null;
  before: string | null;
  after: string;
  hash: string;
}
type Page = { edges: { node: Entry }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

describe('the audit log', () => {
  let subgraph: TestSubgraph;
  let publisher: Publisher;
  let admin: postgres.Sql;

  beforeAll(async () => {
    subgraph = await startTestSubgraph(audit, { shared });
    publisher = new Publisher(subgraph.kafka);
    await publisher.connect();
    await ensureTopics(
      subgraph.kafka,
      AUDITED.map((name) => `${subgraph.topicPrefix}${name}.events`),
      2,
    );
    const [database] = await subgraph.db.sql<{ name: string }[]>`select current_database() as name`;
    const url = new URL(testServers().postgresAdminUrl);
    url.pathname = `/${database!.name}`;
    admin = postgres(url.href, { max: 1, connection: { search_path: 'audit' }, onnotice: () => {} });
  });
  afterAll(async () => {
    await Promise.all([publisher.disconnect(), admin.end()]);
    await subgraph.stop();
  });

  const tell = async <E extends EventDefinition>(definition: E, payload: PayloadOf<E>, cause: EventCause = {}) => {
    const { topic, key, headers, payload: value } = toOutgoing(definition, payload, cause);
    const messages = [{ key, headers, value }];
    await publisher.publish([{ topic: subgraph.topicPrefix + topic, messages }]);
    return () => publisher.publish([{ topic: subgraph.topicPrefix + topic, messages }]);
  };
  const moved = (orderId: string, status: string, cause: EventCause = {}) =>
    tell(orderStatusChanged, { orderId, userId: newId(), status, at: new Date().toISOString() }, cause);
  const list = async (filter: object, page: object = {}) => {
    const { data, errors } = await subgraph.execute({ query: ENTRIES, variables: { filter, ...page } }, ADMIN);
    if (errors) throw errors[0];
    return (data as unknown as { auditEntries: Page }).auditEntries;
  };
  /** Entries about a subject, oldest first, once there are so many. */
  const entries = (subject: string, count: number) =>
    eventually(
      async () => {
        const { edges } = await list({ subject });
        return edges.length >= count && edges.map(({ node }) => node).reverse();
      },
      { timeoutMs: 20_000 },
    );
  const breaches = () => subgraph.db.sql<Breach[]>`select * from breach order by seq, what`;

  it('has who did what from where, in order, with what it was before and what it came to', async () => {
    const [orderId, user, cause] = [newId(), newId(), newId()];
    await moved(orderId, 'PROCESSING');
    await tell(paymentCaptured, {
      ...{ paymentId: newId(), orderId, amountMinor: 500, currency: 'RUB', at: new Date().toISOString() },
    });
    await entries(orderId, 2);
    await tell(
      orderCancelled,
      {
        ...{ orderId, userId: user, status: 'CANCELLED', at: new Date().toISOString() },
        ...{ reason: 'BUYER' as const, paymentId: null },
      },
      { actor: `user:${user}`, origin: '192.0.2.7 Browser/1', correlationId: orderId, id: cause },
    );
    const [, , cancelled, ...more] = await entries(orderId, 3);
    expect(more).toEqual([]);
    expect(cancelled).toMatchObject({
      action: 'order.OrderCancelled',
      actor: `user:${user}`,
      origin: '192.0.2.7 Browser/1',
      correlationId: orderId,
      causationId: cause,
    });
    expect(JSON.parse(cancelled!.after)).toMatchObject({ status: 'CANCELLED', reason: 'BUYER' });
    expect(JSON.parse(cancelled!.before!)).toMatchObject({ status: 'PROCESSING' });
    const [captured] = (await list({ subject: orderId, action: 'payment.PaymentCaptured' })).edges;
    expect(captured!.node).toMatchObject({ actor: 'service:payment', origin: null, before: null });
    expect((await list({ actor: `user:${user}` })).edges).toHaveLength(1);
    expect((await list({ subject: 'nonsense' })).edges).toEqual([]);
  });

  it('has an event once however often it is delivered, and never an address', async () => {
    const orderId = newId();
    const again = await tell(orderPaid, {
      ...{ orderId, userId: newId(), status: 'PAID', at: new Date().toISOString(), number: 'M-1', paymentId: newId() },
      ...{ lines: [], totalMinor: 5, currency: 'RUB', deliverySlotId: null },
      address: {
        ...{ recipient: 'Anna Secret', phone: '+70000000000', country: 'RU', region: null, city: 'X', street: 'Y 1' },
        ...{ postalCode: null, latitude: null, longitude: null },
      },
    });
    await entries(orderId, 1);
    await again();
    await moved(orderId, 'SHIPPED');
    const found = await entries(orderId, 2);
    expect(found.map(({ action }) => action)).toEqual(['order.OrderPaid', 'order.OrderStatusChanged']);
    expect(found[0]!.after).not.toContain('Secret');
    expect(JSON.parse(found[0]!.after)).toMatchObject({ number: 'M-1', totalMinor: 5 });
  });

  it('is read in pages, newest first, and by order', async () => {
    const orderId = newId();
    for (const status of ['A', 'B', 'C']) await moved(orderId, status, { actor: 'guest' });
    await entries(orderId, 3);
    const first = await list({ subject: orderId }, { first: 2 });
    const rest = await list({ subject: orderId }, { first: 2, after: first.pageInfo.endCursor });
    const seqs = [...first.edges, ...rest.edges].map(({ node }) => node.seq);
    expect([seqs.length, first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([3, true, false]);
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
    const ofOrder = async (viewer: Viewer) => {
      const orders = [{ __typename: 'Order', id: orderId }];
      const { data } = await subgraph.execute({ query: OF_ORDER, variables: { orders } }, viewer);
      return (data as unknown as { _entities: [{ audit: Page | null }] })._entities[0].audit;
    };
    expect((await ofOrder(ADMIN))?.edges.map(({ node }) => node.seq)).toEqual(seqs);
    expect(await ofOrder({ kind: 'user', id: newId(), roles: ['buyer'], sessionId: 's' })).toBeNull();
    expect(await ofOrder(GUEST)).toBeNull();
  });

  it.each([
    ['a guest', GUEST, 'UNAUTHENTICATED'],
    ['a seller', { kind: 'user', id: newId(), roles: ['seller'], sessionId: 's' } as Viewer, 'FORBIDDEN'],
  ])('is not for %s', async (_who, viewer, code) => {
    for (const query of [ENTRIES, '{ auditHead { seq } }', `mutation { eraseAuditOrigins(userId: "${newId()}") }`]) {
      const { errors } = await subgraph.execute({ query }, viewer);
      expect(errors?.[0]?.extensions?.code).toBe(code);
    }
  });

  it.each([
    "update entry set data = '{}'",
    'delete from entry',
    'truncate entry',
    'delete from head',
    "update origin set origin = 'elsewhere'",
    'alter table entry disable trigger all',
    'drop view breach',
  ])('cannot be altered by the subgraph itself: %s', async (statement) => {
    await expect(subgraph.db.sql.unsafe(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  describe('tampered with', () => {
    let orderId: string;
    let [first, second, third]: Entry[] = [];
    beforeEach(async () => {
      orderId = newId();
      const from = { actor: `user:${newId()}`, origin: '192.0.2.9 Browser/2' };
      for (const status of ['A', 'B', 'C']) await moved(orderId, status, from);
      [first, second, third] = await entries(orderId, 3);
      expect(await breaches()).toEqual([]);
    });

    /** Does something behind the log's back, as whoever owns the tables, and undoes it after a look. */
    const tampered = async (statement: string) => {
      let found: Breach[] = [];
      await admin
        .begin(async (tx) => {
          await tx.unsafe(statement);
          found = await tx<Breach[]>`select seq::int, through::int, what from breach order by seq, what`;
          // However the log is parted, the same is found.
          const inParts = await tx<Breach[]>`
            select f.seq::int, f.through::int, f.what
            from generate_series(0, (select max(seq) from entry), 2) as part(after), breaches(part.after, part.after + 2) f
            union all select seq::int, through::int, what from breach_of_end order by seq, what`;
          // An origin's entries are named from the first to the last of each part.
          const alike = (rows: readonly Breach[]) => rows.filter(({ what }) => what !== 'ORIGIN_CHANGED');
          expect(alike(inParts)).toEqual(alike(found));
          throw new Error('undo');
        })
        .catch((error: Error) => {
          if (error.message !== 'undo') throw error;
        });
      return found;
    };
    const at = (entry: Entry | undefined, what: string, to = entry) => [{ seq: entry!.seq, through: to!.seq, what }];

    it.each([
      ["data = '{}'"],
      ["actor = 'guest'"],
      ["at = at + interval '1 ms'"],
      ["action = 'order.OrderPaid'"],
      ['subject = event_id'],
      ['correlation = null'],
      ['origin = null'],
    ])('names the row whose %s', async (change) => {
      expect(await tampered(`update entry set ${change} where seq = ${second!.seq}`)).toEqual(at(second, 'CHANGED'));
    });

    it('names rows that are missing, in the middle and at the end', async () => {
      expect(await tampered(`delete from entry where seq in (${first!.seq}, ${second!.seq})`)).toEqual(
        at(first, 'MISSING', second),
      );
      expect(await tampered(`delete from entry where seq >= ${second!.seq}`)).toEqual(at(second, 'MISSING', third));
    });

    it('names the row after one that was changed together with its hash', async () => {
      const change = `update entry e set data = '{}', hash = sha256((select hash from entry p where p.seq = e.seq - 1)
        || convert_to(sealed(row(e.seq, e.event_id, e.at, e.action, e.subject, e.actor, e.origin, e.correlation,
          e.causation, '{}', e.hash)::entry), 'UTF8')) where seq = ${second!.seq}`;
      expect(await tampered(change)).toEqual(at(third, 'CHANGED'));
    });

    it('names entries whose place of origin was changed or taken out, unless it was erased', async () => {
      const [seqs] = await subgraph.db.sql<{ first: number; last: number }[]>`
        select min(e.seq) as first, max(e.seq) as last from entry e
        where e.origin = (select origin from entry where seq = ${third!.seq})`;
      const place = `digest = (select origin from entry where seq = ${third!.seq})`;
      expect(await tampered(`update origin set origin = 'x' where ${place}`)).toEqual([
        { seq: seqs!.first, through: seqs!.last, what: 'ORIGIN_CHANGED' },
      ]);
      expect(await tampered(`delete from origin where ${place}`)).toContainEqual({
        ...{ seq: third!.seq, through: third!.seq, what: 'ORIGIN_MISSING' },
      });
      const userId = third!.actor.slice('user:'.length);
      const query = 'mutation ($userId: ID!) { eraseAuditOrigins(userId: $userId) }';
      const { data } = await subgraph.execute({ query, variables: { userId } }, ADMIN);
      expect((data as unknown as { eraseAuditOrigins: number }).eraseAuditOrigins).toBeGreaterThan(0);
      const entriesNow = await entries(orderId, 3);
      expect(entriesNow.map(({ origin }) => origin)).toEqual([null, null, null]);
      expect(await breaches()).toEqual([]);
      const [erased] = (await list({ subject: userId })).edges;
      expect(erased!.node).toMatchObject({ action: 'audit.OriginsErased' });
    });

    it('breaks its law', async () => {
      const [law] = auditLaws;
      expect(await subgraph.db.sql.unsafe(law!.violations)).toEqual([]);
      const [{ checked }] = (await subgraph.db.sql.unsafe(law!.count)) as unknown as [{ checked: number }];
      expect(checked).toBeGreaterThanOrEqual(third!.seq);
    });
  });
});
