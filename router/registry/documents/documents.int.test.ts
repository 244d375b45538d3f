import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RegisteredToys, registerToys } from '#router/registry/testing/registered-toys.ts';
import type { RunningRouter } from '#router/router.ts';
import type { Toy } from '#router/testing/toys.ts';

const shelf: Toy = {
  name: 'shelf',
  sdl: `type Query {
    "Books." books: [String!]! @tag(name: "public")
    "How many." stock: Int @tag(name: "seller")
  }`,
  resolvers: { Query: { books: () => ['Emma'], stock: () => 3 } },
};
const contracts = [{ name: 'public', include: ['public'], exclude: [] }];

const PUBLISH = `mutation ($input: DocumentListInput!) { publishDocuments(input: $input) { __typename
  ... on DocumentsPublished { changed list { client clientVersion actor } }
  ... on PublicationRefused { checks { outcome reasons { code path } } } } }`;
const REVOKE = 'mutation ($version: String!) { revokeDocuments(client: "web", clientVersion: $version) }';

describe('routers that execute only what clients were built with', () => {
  /** Its router has the registry's database; `far` asks that one over HTTP. */
  let near: RegisteredToys;
  let far: RunningRouter;
  let farKey: string;
  let cacheDir: string;

  beforeAll(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), 'documents-'));
    near = await registerToys([shelf], contracts, { trustedOnly: true });
    farKey = (await near.issueKey({ scopes: ['registry:read'] })).text;
    far = await near.start({ registry: near.router.url, key: farKey, cacheDir });
  });
  afterAll(async () => {
    await near?.stop();
    await rm(cacheDir, { recursive: true });
  });
  beforeEach(async () => {
    await near.db.sql`delete from document_lists`;
  });

  const publish = (clientVersion: string, documents: Record<string, string>, more: object = {}) => {
    const listed = Object.entries(documents).map(([id, text]) => ({ id, text }));
    return near.manage(PUBLISH, { input: { client: 'web', clientVersion, documents: listed, ...more } });
  };
  const answered = async (router: RunningRouter, documentId: string) => {
    const response = await fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'apollographql-client-name': 'web' },
      body: JSON.stringify({ documentId }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
    const { data, errors } = (await response.json()) as any;
    return data ?? errors[0].extensions.code;
  };
  const bothAnswer = async (documentId: string, expected: unknown) => {
    for (const router of [near.router, far])
      await expect.poll(() => answered(router, documentId), { timeout: 20_000 }).toEqual(expected);
  };

  it('take up and give up documents while they run, near the registry and far from it', async () => {
    await bothAnswer('Books', 'PERSISTED_QUERY_NOT_IN_LIST');
    expect((await publish('1', { Books: '{ books }' })).publishDocuments).toEqual({
      __typename: 'DocumentsPublished',
      changed: true,
      list: { client: 'web', clientVersion: '1', actor: 'ada' },
    });
    await bothAnswer('Books', { books: ['Emma'] });
    expect((await publish('1', { Books: '{ books }' })).publishDocuments.changed).toBe(false);

    await publish('2', { Books: '{ books }', Stock: '{ stock }' });
    await bothAnswer('Stock', { stock: 3 });
    await near.manage(REVOKE, { version: '2' });
    await bothAnswer('Stock', 'PERSISTED_QUERY_NOT_IN_LIST');
    await bothAnswer('Books', { books: ['Emma'] });
    await near.manage(REVOKE, { version: '1' });
    await bothAnswer('Books', 'PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('know them when they start while the registry is away', async () => {
    await publish('1', { Books: '{ books }' });
    await bothAnswer('Books', { books: ['Emma'] });
    const alone = await near.start({ registry: 'http://127.0.0.1:1', key: farKey, cacheDir });
    expect(await answered(alone, 'Books')).toEqual({ books: ['Emma'] });
    expect(await answered(alone, 'Stock')).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('are not told of a list that is refused', async () => {
    const refused = await publish('1', { Books: '{ books }', Stock: '{ stock }' }, { contract: 'public' });
    expect(refused.publishDocuments).toEqual({
      __typename: 'PublicationRefused',
      checks: [{ outcome: 'failed', reasons: [{ code: 'INVALID_DOCUMENT', path: 'web/Stock' }] }],
    });
    expect(await near.db.sql`select 1 from document_lists`).toHaveLength(0);
  });

  it('are published to by who may, for each client', async () => {
    const asKey = async (scope: string) => {
      const headers = { 'x-api-key': (await near.issueKey({ scopes: [scope] })).text };
      return (query: string, variables: object) => near.post('/registry/graphql', query, variables, headers);
    };
    const of = (client: string) => ({
      input: { client, clientVersion: '1', documents: [{ id: 'Books', text: '{ books }' }] },
    });
    const publisher = await asKey('registry:documents:web');
    expect((await publisher(PUBLISH, of('web'))).data.publishDocuments.changed).toBe(true);
    expect((await publisher(PUBLISH, of('mobile'))).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await publisher(REVOKE, { version: '1' })).data.revokeDocuments).toBe(true);
    const reader = await asKey('registry:read');
    expect((await reader(REVOKE, { version: '1' })).errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('go on answering them: a graph that breaks one is refused, though nobody has sent it', async () => {
    await publish('1', { Stock: 'query Stock { stock }' });
    const [subgraph] = near.toys.published;
    const sdl = subgraph!.sdl.replace(/"How many.*\n/, '\n');
    const breaking = { subgraphs: [{ ...subgraph!, sdl }], breaking: 'refuse' as const };
    await near.registry.approve({ code: 'FIELD_REMOVED', path: 'Query.stock', reason: 'nobody uses it', actor: 'ada' });
    expect((await near.registry.check(breaking)).checks.find(({ check }) => check === 'documents')).toMatchObject({
      outcome: 'failed',
      reasons: [{ code: 'DOCUMENT_BROKEN', path: 'web/Stock', breaks: ['graph'] }],
    });
    expect((await near.registry.publish(breaking)).outcome).toBe('refused');
    await near.manage(REVOKE, { version: '1' });
    expect((await near.registry.check(breaking)).outcome).toBe('accepted');
  });
});
