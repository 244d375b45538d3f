import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { Registry, registrySchema } from '#router/registry/registry.ts';
import { registrySource } from '#router/registry/registry-source.ts';

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
    expect(await registry.newest()).toBeUndefined();
    await expect(registrySource({ registry, log }).load()).rejects.toThrow('publish the subgraphs first');
  });

  it('makes a version of what composes, and none of what is there already', async () => {
    const first = await registry.publish({ subgraphs: [users, reviews] });
    const again = await registry.publish({ subgraphs: [reviews] });
    expect(first).toMatchObject({ outcome: 'published', changed: true });
    expect(again).toMatchObject({ outcome: 'published', changed: false });
    expect((await registry.newest())?.apiSdl).toContain('reviews: [String!]!');
    expect((await registry.subgraphs()).map(({ name }) => name)).toEqual(['reviews', 'users']);
  });

  it('refuses what does not compose, names every reason with its place, and changes nothing', async () => {
    const before = await registry.newest();
    const unparsable = await registry.publish({
      subgraphs: [subgraph('reviews', 'type User {\n'), subgraph('users', 'type Query { me User }')],
    });
    expect(unparsable).toMatchObject({
      outcome: 'refused',
      checks: [
        { check: 'naming', outcome: 'passed' },
        {
          check: 'composition',
          outcome: 'failed',
          reasons: [
            { code: 'INVALID_GRAPHQL', subgraph: 'reviews', line: 3 },
            { code: 'INVALID_GRAPHQL', subgraph: 'users', line: 2 },
          ],
        },
        { check: 'breaking changes', outcome: 'skipped' },
      ],
    });
    const unsatisfiable = await registry.publish({
      subgraphs: [subgraph('Bad Name', 'type Query { me: Nobody }')],
    });
    expect(unsatisfiable).toMatchObject({
      outcome: 'refused',
      checks: [
        { check: 'naming', outcome: 'failed', reasons: [{ code: 'INVALID_NAME' }] },
        { check: 'composition', outcome: 'failed' },
        { check: 'breaking changes', outcome: 'skipped' },
      ],
    });
    expect(await registry.newest()).toEqual(before);
  });

  it('tells of breaking changes, and refuses them when asked to', async () => {
    const withoutName = subgraph('users', 'type Query { me: User } type User @key(fields: "id") { id: ID! }');
    const refused = await registry.publish({ subgraphs: [withoutName], breaking: 'refuse' });
    expect(refused).toMatchObject({
      outcome: 'refused',
      checks: [
        {},
        {},
        { check: 'breaking changes', outcome: 'failed', reasons: [{ code: 'FIELD_REMOVED', path: 'User.name' }] },
      ],
    });
    const warned = await registry.publish({ subgraphs: [withoutName] });
    expect(warned).toMatchObject({ outcome: 'published', checks: [{}, {}, { outcome: 'warned' }] });
    await registry.publish({ subgraphs: [users] });
  });

  it('takes the publications of many at once one after the other, and loses none', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `extra${index}`);
    const results = await Promise.all(
      names.map((name) => registry.publish({ subgraphs: [subgraph(name, `type Query { ${name}: String }`)] })),
    );
    expect(results.every(({ outcome }) => outcome === 'published')).toBe(true);
    expect((await registry.subgraphs()).map(({ name }) => name)).toEqual([...names, 'reviews', 'users']);
    const retired = await registry.publish({ subgraphs: [], retired: names });
    expect(retired).toMatchObject({ outcome: 'published', changed: true });
    expect((await registry.newest())?.apiSdl).not.toContain('extra0');
  });

  it('tells routers of each new version, and serves the last one from disk when it is away', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'router-cache-'));
    try {
      const source = registrySource({ registry, cacheDir, log });
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
      expect(seen.at(-1)).toBe(`${(await registry.newest())?.id}:true`);
      expect(seen.at(-1)).not.toContain(`${loaded.id}:`);
      await stop?.();

      const away = openDatabase('postgres://nobody@127.0.0.1:1/nowhere', { owner: 'registry' });
      const offline = registrySource({ registry: new Registry(away), cacheDir, log });
      await eventually(async () => (await offline.load()).supergraphSdl.includes('later'));
      await away.close();
    } finally {
      await rm(cacheDir, { recursive: true });
    }
  });
});
