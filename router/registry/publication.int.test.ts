import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { keptOnDisk } from '#router/registry/kept-on-disk.ts';
import { Registry } from '#router/registry/registry.ts';
import { registrySource } from '#router/registry/registry-source.ts';
import { type OpenRegistry, openRegistry, REVIEWS, subgraph, USERS } from '#router/registry/testing/open-registry.ts';

const log = createLogger('registry-test');
let open: OpenRegistry;
let registry: Registry;
beforeAll(async () => {
  open = await openRegistry();
  registry = open.registry;
});
afterAll(() => open?.stop());

describe('a publication', () => {
  it('has nothing to run before the first publication', async () => {
    expect(await registry.current()).toBeUndefined();
    await expect(registrySource({ registry, log }).load()).rejects.toThrow('publish the subgraphs first');
  });

  it('makes a version of what composes, and none of what is there already', async () => {
    const first = await registry.publish({ subgraphs: [USERS, REVIEWS] });
    const again = await registry.publish({ subgraphs: [REVIEWS] });
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
