import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import { ApiKeys } from '#router/registry/partners/api-keys.ts';
import { Webhooks } from '#router/registry/partners/webhooks.ts';
import { type Registry, UnknownVersion } from '#router/registry/registry.ts';
import { type OpenRegistry, openRegistry, REVIEWS, USERS } from '#router/registry/testing/open-registry.ts';
import { addUsage, forgetUsage } from '#router/registry/usage/usage-store.ts';

let open: OpenRegistry;
let registry: Registry;
beforeAll(async () => {
  open = await openRegistry();
  registry = open.registry;
  await registry.publish({ subgraphs: [USERS, REVIEWS] });
});
afterAll(() => open?.stop());

describe('the registry', () => {
  it('promotes from one environment to another, each with its own addresses, and goes back', async () => {
    const variant = 'staging';
    const at = (url: string, more = ''): PublishedSubgraph[] => [
      { ...USERS, url, sdl: `${USERS.sdl} ${more}` },
      { ...REVIEWS, url },
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
      open.db
        .sql`update deployments set deployed_at = now() - interval '100 days' where variant = 'past' and version_id <> ${lately}`;
    await age(third);
    const left = async () =>
      (await open.db.sql<{ id: number }[]>`select id from versions order by id`)
        .map(({ id }) => id)
        .filter((id) => id >= first);
    expect(await registry.prune({ versions: 50, days: 92 })).toBe(0);
    expect(await registry.prune({ versions: 0, days: 92 })).toBe(1);
    expect(await left()).toEqual([second, third, fourth, elsewhere]);
    await age(0);
    expect(await registry.prune({ versions: 0, days: 92 })).toBe(1);
    expect(await left()).toEqual([second, fourth, elsewhere]);
    const sdls = await open.db.sql<
      { sdl: string }[]
    >`select sdl from subgraph_schemas where subgraph = 'old' order by id`;
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
    await addUsage(open.db, 'old', [row('then'), row('now')]);
    await open.db.sql`update usage_days set day = day - 100 where hash = 'then'`;
    await open.db.sql`update usage_operations set first_seen = now() - interval '100 days' where hash = 'then'`;
    const keys = new ApiKeys(open.db);
    const { id: partnerId } = await keys.addPartner('Old', 'old@partner.example');
    const webhooks = new Webhooks(open.db);
    const { webhook } = await webhooks.add({ partnerId, url: 'https://old.example', variant: 'old', contract: null });
    for (const [age, due] of [
      [100, null],
      [100, new Date()],
      [1, null],
    ] as const)
      await open.db.sql`
        insert into webhook_deliveries (id, webhook_id, payload, next_attempt_at, created_at)
        values (gen_random_uuid(), ${webhook.id}, '', ${due}, now() - ${age}::int * interval '1 day')`;
    await forgetUsage(open.db, 92);
    await webhooks.forget(92);
    const left = await open.db.sql<{ hash: string }[]>`select hash from usage_operations where hash in ('then', 'now')`;
    expect(left.map(({ hash }) => hash)).toEqual(['now']);
    expect(await webhooks.deliveries(webhook.id, 10)).toHaveLength(2);
    await webhooks.remove(webhook.id);
  });
});
