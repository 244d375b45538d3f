import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { keptOnDisk } from '#router/registry/kept-on-disk.ts';
import { ApiKeys } from '#router/registry/partners/api-keys.ts';
import { Webhooks } from '#router/registry/partners/webhooks.ts';
import { DEFAULT_VARIANT, Registry, registrySchema, UnknownVersion } from '#router/registry/registry.ts';
import { registrySource } from '#router/registry/registry-source.ts';
import { addUsage, forgetUsage } from '#router/registry/usage/usage-store.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const subgraph = (name: string, sdl: string): PublishedSubgraph => ({
  name,
  sdl: `${LINK}\n${sdl}`,
  url: `http://${name}/graphql`,
});
const users = subgraph('users', 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String! }');
const reviews = subgraph('reviews', 'type User @key(fields: "id") { id: ID! reviews: [String!]! }');

describe('the registry', () => {
  let database: TestDatabase;
  let db: Database;
  let registry: Registry;
  const log = createLogger('registry-test');

  beforeAll(async () => {
    database = await cloneDatabase(testServers().postgresAdminUrl, [registrySchema]);
    db = openDatabase(database.urlFor('registry'), { owner: 'registry' });
    registry = new Registry(db);
  });
  afterAll(async () => {
    await db?.close();
    await database?.drop();
  });

  it('has nothing to run before the first publication', async () => {
    expect(await registry.current()).toBeUndefined();
    await expect(registrySource({ registry, log }).load()).rejects.toThrow('publish the subgraphs first');
  });

  it('makes a version of what composes, and none of what is there already', async () => {
    const first = await registry.publish({ subgraphs: [users, reviews] });
    const again = await registry.publish({ subgraphs: [reviews] });
    expect(first).toMatchObject({ outcome: 'published', changed: true });
    expect(again).toMatchObject({ outcome: 'published', changed: false });
    expect((await registry.current())?.apiSdl).toContain('reviews: [String!]!');
    expect((await registry.current())?.subgraphs.map(({ name }) => name)).toEqual(['reviews', 'users']);
  });

  it('refuses what does not compose, names every reason with its place, and changes nothing', async () => {
    const before = await registry.current();
    const unparsable = await registry.publish({
      subgraphs: [
        {
          ...subgraph('reviews', 'type User {\n'),
          files: [
            { path: 'link.graphql', firstLine: 1 },
            { path: 'user.graphql', firstLine: 2 },
          ],
        },
        subgraph('users', 'type Query { me User }'),
      ],
    });
    expect(unparsable).toMatchObject({
      outcome: 'refused',
      checks: [
        { check: 'names', outcome: 'passed' },
        {
          check: 'composition',
          outcome: 'failed',
          reasons: [
            { code: 'INVALID_GRAPHQL', subgraph: 'reviews', file: 'user.graphql', line: 2 },
            { code: 'INVALID_GRAPHQL', subgraph: 'users', line: 2 },
          ],
        },
        { check: 'breaking changes', outcome: 'skipped' },
        { check: 'policy', outcome: 'skipped' },
        { check: 'events', outcome: 'passed' },
        { check: 'documents', outcome: 'skipped' },
      ],
    });
    const unsatisfiable = await registry.publish({
      subgraphs: [{ ...subgraph('Bad Name', 'type Query { me: Nobody }'), url: 'nowhere' }],
      contracts: [{ name: 'press', include: ['press'], exclude: [] }],
    });
    expect(unsatisfiable).toMatchObject({
      outcome: 'refused',
      checks: [
        { check: 'names', outcome: 'failed', reasons: [{ code: 'INVALID_NAME' }, { code: 'INVALID_URL' }] },
        { check: 'composition', outcome: 'failed' },
        { check: 'breaking changes', outcome: 'skipped' },
        { outcome: 'skipped' },
        {},
        {},
      ],
    });
    const empty = await registry.publish({ contracts: [{ name: 'press', include: ['press'], exclude: [] }] });
    expect(empty).toMatchObject({
      outcome: 'refused',
      checks: [{}, { reasons: [{ code: 'INVALID_CONTRACT', breaks: ['press'] }] }, {}, {}, {}, {}],
    });
    expect(await registry.current()).toEqual(before);
    expect(await registry.history()).toHaveLength(1);
  });

  it('tells of breaking changes, and refuses them when asked to, unless somebody agreed', async () => {
    const withoutName = subgraph('users', 'type Query { me: User } type User @key(fields: "id") { id: ID! }');
    const refused = await registry.publish({ subgraphs: [withoutName], breaking: 'refuse' });
    expect(refused).toMatchObject({
      outcome: 'refused',
      checks: [
        {},
        {},
        {
          check: 'breaking changes',
          outcome: 'failed',
          reasons: [{ code: 'FIELD_REMOVED', path: 'User.name', breaks: ['graph'], subgraph: 'users', line: 2 }],
        },
        { check: 'policy', outcome: 'warned', reasons: [{ code: 'REMOVED_WITHOUT_DEPRECATION', path: 'User.name' }] },
        {},
        {},
      ],
    });
    const warned = await registry.check({ subgraphs: [withoutName] });
    expect(warned).toMatchObject({ outcome: 'accepted', checks: [{}, {}, { outcome: 'warned' }, {}, {}, {}] });
    await registry.approve({ code: 'FIELD_REMOVED', path: 'User.name', reason: 'nobody has one', actor: 'ann' });
    const agreed = await registry.publish({ subgraphs: [withoutName], breaking: 'refuse' });
    expect(agreed).toMatchObject({
      outcome: 'published',
      checks: [
        {},
        {},
        { reasons: [{ level: 'notice', approved: { by: 'ann', reason: 'nobody has one' } }] },
        {},
        {},
        {},
      ],
    });
    await registry.publish({ subgraphs: [users] });
  });

  it('judges a breaking change by whom it breaks', async () => {
    const report = (coordinates: string[], client: string) =>
      addUsage(db, DEFAULT_VARIANT, [
        {
          hash: coordinates.join(),
          name: 'Profile',
          document: '{ me { id } }',
          coordinates,
          client,
          clientVersion: '7',
          requests: 3,
          errors: 0,
        },
      ]);
    const withoutReviews = subgraph('reviews', 'type User @key(fields: "id") { id: ID! reviewCount: Int }');
    const check = async () =>
      (await registry.check({ subgraphs: [withoutReviews], breaking: 'refuse' })).checks.find(
        ({ check }) => check === 'breaking changes',
      );
    expect(await check()).toMatchObject({ outcome: 'failed' });
    // The longer name begins like the one that goes: it is another field all the same.
    await report(['Query.me', 'User.reviewsOfOthers'], 'web');
    expect(await check()).toMatchObject({
      outcome: 'passed',
      reasons: [{ level: 'notice', message: expect.stringContaining('Nobody used it in the last 30 days') }],
    });
    await report(['Query.me', 'User.reviews'], 'ios');
    await report(['Query.me', 'User.reviews'], 'ios');
    expect(await check()).toMatchObject({
      outcome: 'failed',
      reasons: [{ affects: [{ operation: 'Profile', client: 'ios', clientVersion: '7', requests: 6 }] }],
    });
  });

  it('forgets usage and deliveries that are old, and nothing else', async () => {
    const row = (hash: string) => ({
      hash,
      name: hash,
      document: hash,
      coordinates: [`Old.${hash}`],
      client: '',
      clientVersion: '',
      requests: 1,
      errors: 0,
    });
    await addUsage(db, 'old', [row('then'), row('now')]);
    await db.sql`update usage_days set day = day - 100 where hash = 'then'`;
    await db.sql`update usage_operations set first_seen = now() - interval '100 days' where hash = 'then'`;
    const keys = new ApiKeys(db);
    const { id: partnerId } = await keys.addPartner('Old', 'old@partner.example');
    const webhooks = new Webhooks(db);
    const { webhook } = await webhooks.add({ partnerId, url: 'https://old.example', variant: 'old', contract: null });
    for (const [age, due] of [
      [100, null],
      [100, new Date()],
      [1, null],
    ] as const)
      await db.sql`
        insert into webhook_deliveries (id, webhook_id, payload, next_attempt_at, created_at)
        values (gen_random_uuid(), ${webhook.id}, '', ${due}, now() - ${age}::int * interval '1 day')`;
    await forgetUsage(db, 92);
    await webhooks.forget(92);
    const left = await db.sql<{ hash: string }[]>`select hash from usage_operations where hash in ('then', 'now')`;
    expect(left.map(({ hash }) => hash)).toEqual(['now']);
    expect(await webhooks.deliveries(webhook.id, 10)).toHaveLength(2);
    await webhooks.remove(webhook.id);
  });

  it('removes versions that ran long ago, but none that runs, ran lately or could be gone back to', async () => {
    const subgraph = (fields: string, url = 'http://old.example/graphql') => ({
      name: 'old',
      url,
      sdl: `type Query { ${fields} }`,
    });
    const publish = async (fields: string, variant = 'past'): Promise<number> => {
      const result = await registry.publish({ variant, subgraphs: [subgraph(fields)] });
      return result.outcome === 'published' ? result.version.id : 0;
    };
    const first = await publish('first: Int');
    const second = await publish('second: Int');
    const third = await publish('third: Int');
    const fourth = await publish('fourth: Int');
    await registry.rollback({ variant: 'past', to: second });
    const elsewhere = await publish('third: Int', 'past-elsewhere');
    const age = (lately: number) =>
      db.sql`update deployments set deployed_at = now() - interval '100 days' where variant = 'past' and version_id <> ${lately}`;
    await age(third);
    const left = async () =>
      (await db.sql<{ id: number }[]>`select id from versions order by id`)
        .map(({ id }) => id)
        .filter((id) => id >= first);
    expect(await registry.prune({ versions: 50, days: 92 })).toBe(0);
    expect(await registry.prune({ versions: 0, days: 92 })).toBe(1);
    expect(await left()).toEqual([second, third, fourth, elsewhere]);
    await age(0);
    expect(await registry.prune({ versions: 0, days: 92 })).toBe(1);
    expect(await left()).toEqual([second, fourth, elsewhere]);
    const sdls = await db.sql<{ sdl: string }[]>`select sdl from subgraph_schemas where subgraph = 'old' order by id`;
    expect(sdls.map(({ sdl }) => sdl)).toEqual(
      ['second', 'third', 'fourth'].map((name) => subgraph(`${name}: Int`).sdl),
    );
    expect((await registry.history('past')).map(({ versionId }) => versionId)).toEqual([
      second,
      fourth,
      third,
      second,
      first,
    ]);
    await expect(registry.rollback({ variant: 'past', to: first })).rejects.toThrow(UnknownVersion);
    expect((await registry.rollback({ variant: 'past' })).id).toBe(fourth);
    expect((await registry.current('past'))?.subgraphs).toMatchObject([subgraph('fourth: Int')]);
  });

  it('cuts contracts at each publication, and tells which of them a change breaks', async () => {
    const tagged = (price: string): PublishedSubgraph => ({
      name: 'offers',
      url: 'http://offers',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag"])
        type Query { offer: Offer @tag(name: "public") audit: String @tag(name: "staff") }
        type Offer { name: String! ${price} }`,
    });
    const contracts = [
      { name: 'public', include: ['public'], exclude: [] },
      { name: 'whole', include: [], exclude: [] },
    ];
    const made = await registry.publish({ subgraphs: [tagged('price: Int')], contracts });
    expect(made).toMatchObject({ outcome: 'published' });
    const version = await registry.current();
    expect(version?.contracts.map(({ name }) => name)).toEqual(['public', 'whole']);
    expect(version?.contracts[0]?.apiSdl).not.toContain('audit');
    const hides = await registry.check({ subgraphs: [tagged('price: Int @tag(name: "staff")')] });
    expect(hides.checks[2]).toMatchObject({
      reasons: [{ code: 'FIELD_REMOVED', path: 'Offer.price', breaks: ['public'] }],
    });
    const removes = await registry.check({ subgraphs: [tagged('')], contracts: contracts.slice(0, 1) });
    expect(removes.checks[2]).toMatchObject({
      reasons: [
        { path: 'Offer.price', breaks: ['graph', 'public'] },
        { code: 'CONTRACT_REMOVED', breaks: ['whole'] },
      ],
    });
    await registry.publish({ retired: ['offers'], contracts: [] });
  });

  it('tells of events that consumers would stumble over', async () => {
    const paid = (version: number, properties: object) => ({
      ...users,
      events: [
        {
          type: 'users.Paid',
          version,
          key: 'id',
          schema: { type: 'object', properties, required: ['id'] },
          at: { file: 'users/events.ts', line: 7 },
        },
      ],
    });
    await registry.publish({ subgraphs: [paid(1, { id: { type: 'string' }, sum: { type: 'integer' } })] });
    const check = async (subgraph: PublishedSubgraph) =>
      (await registry.check({ subgraphs: [subgraph], breaking: 'refuse' })).checks.find(
        ({ check }) => check === 'events',
      );
    expect(await check(paid(1, { id: { type: 'string' }, sum: { type: 'integer' }, more: {} }))).toMatchObject({
      outcome: 'passed',
    });
    expect(await check(paid(1, { id: { type: ['string', 'null'] } }))).toMatchObject({
      outcome: 'failed',
      reasons: [
        { code: 'EVENT_FIELD_TYPE_CHANGED', path: 'users.Paid.id', file: 'users/events.ts', line: 7 },
        { code: 'EVENT_FIELD_REMOVED', path: 'users.Paid.sum' },
      ],
    });
    expect(await check(paid(2, { id: { type: 'string' } }))).toMatchObject({
      reasons: [{ code: 'EVENT_VERSION_RAISED', message: expect.stringContaining('sum') }],
    });
    expect(await check(users)).toMatchObject({ outcome: 'passed' });
    expect(await check({ ...users, events: [] })).toMatchObject({
      reasons: [{ code: 'EVENT_REMOVED', subgraph: 'users' }],
    });
    await registry.publish({ subgraphs: [{ ...users, events: [] }] });
  });

  it('promotes from one environment to another, each with its own addresses, and goes back', async () => {
    const variant = 'staging';
    const at = (url: string, more = ''): PublishedSubgraph[] => [
      { ...users, url, sdl: `${users.sdl} ${more}` },
      { ...reviews, url },
    ];
    const first = await registry.publish({ variant, subgraphs: at('http://staging'), actor: 'ann' });
    const before = await registry.current();
    await registry.publish({ variant, subgraphs: at('http://staging', 'extend type Query { fresh: String }') });
    expect(await registry.current()).toEqual(before);

    const promoted = await registry.promote(variant, { actor: 'bob', note: 'release 7' });
    expect(promoted).toMatchObject({ outcome: 'published', changed: true });
    const running = await registry.current();
    expect(running?.apiSdl).toContain('fresh');
    expect(running?.subgraphs.map(({ url }) => url)).toEqual(['http://reviews/graphql', 'http://users/graphql']);
    expect((await registry.history())[0]).toMatchObject({
      kind: 'promote',
      actor: 'bob',
      note: 'release 7',
      changes: { graph: [{ code: 'FIELD_ADDED', path: 'Query.fresh' }] },
    });
    expect((await registry.diff(before!.id, running!.id)).get('graph')).toMatchObject([{ path: 'Query.fresh' }]);

    expect((await registry.rollback({ actor: 'eve' })).id).toBe(before?.id);
    expect(await registry.current()).toEqual(before);
    expect((await registry.history())[0]).toMatchObject({ kind: 'rollback', versionId: before?.id });
    await expect(registry.rollback({ to: first.outcome === 'published' ? first.version.id : 0 })).rejects.toThrow(
      'is not one that production ran',
    );
    await expect(registry.promote('nowhere', {})).rejects.toThrow('Nothing runs in nowhere');
  });

  it('takes the publications of many at once one after the other, and loses none', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `extra${index}`);
    const results = await Promise.all(
      names.map((name) => registry.publish({ subgraphs: [subgraph(name, `type Query { ${name}: String }`)] })),
    );
    expect(results.every(({ outcome }) => outcome === 'published')).toBe(true);
    expect((await registry.current())?.subgraphs.map(({ name }) => name)).toEqual([...names, 'reviews', 'users']);
    const retired = await registry.publish({ subgraphs: [], retired: names });
    expect(retired).toMatchObject({ outcome: 'published', changed: true });
    expect((await registry.current())?.apiSdl).not.toContain('extra0');
  });

  it('tells routers of each new version, and serves the last one from disk when it is away', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'router-cache-'));
    try {
      const source = keptOnDisk(registrySource({ registry, log }), { dir: cacheDir, secret: 'k' }, log);
      const loaded = await source.load();
      const seen: string[] = [];
      const stop = await source.watch?.(({ id, supergraphSdl }) =>
        seen.push(`${id}:${supergraphSdl.includes('later')}`),
      );
      await eventually(async () => {
        const result = await registry.publish({ subgraphs: [subgraph('late', 'type Query { later: String }')] });
        return result.outcome === 'published';
      });
      await eventually(() => seen.length > 0);
      expect(seen.at(-1)).toBe(`${(await registry.current())?.id}:true`);
      expect(seen.at(-1)).not.toContain(`${loaded.id}:`);
      await stop?.();

      const away = openDatabase('postgres://nobody@127.0.0.1:1/nowhere', { owner: 'registry' });
      const offline = keptOnDisk(
        registrySource({ registry: new Registry(away), log }),
        { dir: cacheDir, secret: 'k' },
        log,
      );
      await eventually(async () => (await offline.load()).supergraphSdl.includes('later'));
      await writeFile(join(cacheDir, 'supergraph.json'), '{"id":"1","superg');
      await expect(offline.load()).rejects.toThrow('ECONNREFUSED');
      await away.close();
    } finally {
      await rm(cacheDir, { recursive: true });
    }
  });
});
