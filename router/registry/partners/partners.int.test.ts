import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#kernel/db/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { ApiKeys } from '#router/registry/partners/api-keys.ts';
import { KnownKeys } from '#router/registry/partners/known-keys.ts';
import { type RegisteredToys, registerShop } from '#router/registry/testing/registered-toys.ts';

let shop: RegisteredToys;
beforeAll(async () => {
  shop = await registerShop();
});
afterAll(() => shop?.stop());

const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) }';

describe('a partner’s key', () => {
  it('is known, leads to its contract only, and can be replaced', async () => {
    const issued = await shop.issueKey({ contract: 'public', quotaPerMinute: 500 });
    const ask = (query: string, text = issued.text, path = '/graphql') =>
      shop.post(path, query, {}, { 'x-api-key': text });
    expect((await ask('{ product(id: 1) { title } }')).data).toEqual({ product: { title: 'Chair 1' } });
    expect((await ask('{ buyers }')).errors[0].message).toContain('Cannot query field');
    expect((await ask('{ buyers }', issued.text, '/graphql/seller')).errors[0].extensions.code).toBe('FORBIDDEN');

    const rotate =
      'mutation ($id: ID!, $grace: Int!) { rotateApiKey(id: $id, graceHours: $grace) { text key { id contract } } }';
    const { rotateApiKey } = await shop.manage(rotate, { id: issued.key.id, grace: 1 });
    expect(rotateApiKey.key.contract).toBe('public');
    for (const text of [issued.text, rotateApiKey.text])
      expect((await ask('{ product(id: 1) { id } }', text)).data).toBeDefined();
    expect((await shop.manage(REVOKE, { id: issued.key.id })).revokeApiKey).toBe(true);
    await eventually(async () => (await ask('{ product(id: 1) { id } }')).status === 401);
    const forged = `${rotateApiKey.text.slice(0, -1)}${rotateApiKey.text.endsWith('A') ? 'B' : 'A'}`;
    expect((await ask('{ product(id: 1) { id } }', forged)).status).toBe(401);
    const shown = await shop.db.sql`
      select id from api_keys where position(encode(digest, 'escape') in ${issued.text}) > 0`;
    expect(shown).toHaveLength(0);
  });

  it('that was known still is while the registry is away; of others it is said that nobody knows', async () => {
    const partnerId = await shop.addPartner();
    const [first, second] = [await shop.issueKey({ partnerId }), await shop.issueKey({ partnerId })];
    const own = openDatabase(shop.url, { owner: 'registry', max: 1 });
    let now = Date.now();
    const keys = new KnownKeys(new ApiKeys(own), () => now);
    const known = await keys.find(first.text);
    expect(known).toMatchObject({ partnerId });
    now += 60_000;
    expect(await keys.find(first.text)).toBe(known);
    await own.close();
    now += 60_000;
    expect(await keys.find(first.text)).toBe(known);
    expect(keys.find('nonsense')).toBeUndefined();
    await expect(keys.find(second.text)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('without the scope lets nobody in, and a publisher to its own subgraphs only', async () => {
    const keyFor = async (...scopes: string[]) => (await shop.issueKey({ scopes })).text;
    const asking = async (key: string | undefined, query: string, variables = {}) =>
      (await shop.post('/registry/graphql', query, variables, key ? { 'x-api-key': key } : {})).errors?.[0]?.extensions
        .code;
    const publish = 'mutation ($input: PublicationInput!) { publish(input: $input) { __typename } }';
    const foreign = {
      input: { subgraphs: [{ name: 'shop', files: [{ path: 'a.graphql', text: 'type Query { a: Int }' }] }] },
    };
    expect(await asking(undefined, '{ variants { name } }')).toBe('UNAUTHENTICATED');
    expect(await asking(await keyFor(), '{ variants { name } }')).toBe('FORBIDDEN');
    expect(await asking(await keyFor('registry:read'), '{ variants { name } }')).toBeUndefined();
    expect(await asking(await keyFor('registry:read'), publish, foreign)).toBe('FORBIDDEN');
    expect(await asking(await keyFor('registry:publish:reviews'), publish, foreign)).toBe('FORBIDDEN');
    const removing = { input: { ...foreign.input, removeContracts: ['public'] } };
    expect(await asking(await keyFor('registry:publish:shop'), publish, removing)).toBe('FORBIDDEN');
    const addPartner = 'mutation { addPartner(name: "x", contact: "x") { id } }';
    expect(await asking(await keyFor('registry:publish'), addPartner)).toBe('FORBIDDEN');
    const files = [{ path: 'reviews.graphql', text: 'type Query { review: Int' }];
    const refused = await shop.post(
      '/registry/graphql',
      `mutation ($input: PublicationInput!) { publish(input: $input) {
        __typename ... on PublicationRefused { checks { outcome reasons { code file line } } } } }`,
      { input: { subgraphs: [{ name: 'reviews', url: 'http://reviews', files }] } },
      { 'x-api-key': await keyFor('registry:publish:reviews') },
    );
    expect(refused.data.publish).toMatchObject({ __typename: 'PublicationRefused' });
    expect(refused.data.publish.checks[1].reasons).toEqual([
      { code: 'INVALID_GRAPHQL', file: 'reviews.graphql', line: 1 },
    ]);
    expect(await asking(await keyFor('registry:read'), '{ nothing }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await asking(await keyFor('registry:read'), '{')).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('says nothing of keys to whoever may not read the registry', async () => {
    const { text, key } = await shop.issueKey();
    const headers = { 'x-api-key': text };
    const asked = { keys: [{ id: key.id, digest: '' }] };
    const ask = 'query ($keys: [PresentedKeyInput!]!) { presentedKeys(keys: $keys) { id } }';
    expect((await shop.post('/registry/graphql', ask, asked, headers)).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await shop.manage(ask, asked)).presentedKeys).toEqual([null]);
    expect((await fetch(`${shop.router.url}/registry/keys/changes`, { headers })).status).toBe(403);
    expect((await fetch(`${shop.router.url}/registry/keys/changes`)).status).toBe(401);
  });
});
