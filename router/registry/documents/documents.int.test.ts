import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { type GraphSource, openGraphSource } from '#router/registry/graph-source.ts';
import { Registry, registrySchema } from '#router/registry/registry.ts';
import { type RunningRouter, startRouter } from '#router/router.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

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
  const log = createLogger('documents-test');
  let database: TestDatabase;
  let db: Database;
  let registry: Registry;
  let toys: RunningToys;
  let mint: TokenMint;
  let admin: string;
  /** One with the registry's database, and one that asks the former over HTTP. */
  let near: RunningRouter;
  let far: RunningRouter;
  let farKey: string;
  let cacheDir: string;
  const opened: GraphSource[] = [];
  const started: RunningRouter[] = [];

  const open = async (address: string, key?: string): Promise<RunningRouter> => {
    const graph = openGraphSource({ registry: address, key, cacheDir: key && cacheDir, log });
    opened.push(graph);
    const router = await startRouter({
      host: '127.0.0.1',
      port: 0,
      supergraph: graph.source,
      registry: graph.registry,
      transportTo: toys.transportTo,
      tokens: mint.options,
      trustedOnly: true,
      playground: false,
      log,
    });
    started.push(router);
    return router;
  };
  const post = async (url: string, body: object, headers: Record<string, string>) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
    return (await response.json()) as any;
  };
  const manage = (query: string, variables: object, as: Record<string, string> = { authorization: admin }) =>
    post(`${near.url}/registry/graphql`, { query, variables }, as);
  const publish = (clientVersion: string, documents: Record<string, string>, more: object = {}) => {
    const listed = Object.entries(documents).map(([id, text]) => ({ id, text }));
    return manage(PUBLISH, { input: { client: 'web', clientVersion, documents: listed, ...more } });
  };
  const answered = async (router: RunningRouter, documentId: string) => {
    const { data, errors } = await post(
      `${router.url}/graphql`,
      { documentId },
      { 'apollographql-client-name': 'web' },
    );
    return data ?? errors[0].extensions.code;
  };
  const bothAnswer = async (documentId: string, expected: unknown) => {
    for (const router of [near, far])
      await expect.poll(() => answered(router, documentId), { timeout: 20_000 }).toEqual(expected);
  };

  beforeAll(async () => {
    database = await cloneDatabase(testServers().postgresAdminUrl, [registrySchema]);
    db = openDatabase(database.urlFor('registry'), { owner: 'registry' });
    registry = new Registry(db);
    mint = await createTokenMint();
    admin = await mint.authorization('ada', ['admin']);
    toys = await startToys([shelf], 'embedded', log);
    cacheDir = await mkdtemp(join(tmpdir(), 'documents-'));
    await registry.publish({ subgraphs: toys.published, contracts });
    near = await open(database.urlFor('registry'));
    farKey = await issueKey(['registry:read']);
    far = await open(near.url, farKey);
  });
  afterAll(async () => {
    for (const router of started) await router.stop();
    for (const graph of opened) await graph.close();
    await toys?.stop();
    await db?.close();
    await database?.drop();
    await rm(cacheDir, { recursive: true });
  });
  beforeEach(async () => {
    await db.sql`delete from document_lists`;
  });

  const issueKey = async (scopes: readonly string[]): Promise<string> => {
    const { data } = await manage('mutation { addPartner(name: "Web", contact: "w@web.example") { id } }', {});
    const input = { partnerId: data.addPartner.id, scopes };
    const issued = await manage('mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text } }', { input });
    return issued.data.issueApiKey.text;
  };

  it('take up and give up documents while they run, near the registry and far from it', async () => {
    await bothAnswer('Books', 'PERSISTED_QUERY_NOT_IN_LIST');
    expect((await publish('1', { Books: '{ books }' })).data.publishDocuments).toEqual({
      __typename: 'DocumentsPublished',
      changed: true,
      list: { client: 'web', clientVersion: '1', actor: 'ada' },
    });
    await bothAnswer('Books', { books: ['Emma'] });
    expect((await publish('1', { Books: '{ books }' })).data.publishDocuments.changed).toBe(false);

    await publish('2', { Books: '{ books }', Stock: '{ stock }' });
    await bothAnswer('Stock', { stock: 3 });
    await manage(REVOKE, { version: '2' });
    await bothAnswer('Stock', 'PERSISTED_QUERY_NOT_IN_LIST');
    await bothAnswer('Books', { books: ['Emma'] });
    await manage(REVOKE, { version: '1' });
    await bothAnswer('Books', 'PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('know them when they start while the registry is away', async () => {
    await publish('1', { Books: '{ books }' });
    await bothAnswer('Books', { books: ['Emma'] });
    const alone = await open('http://127.0.0.1:1', farKey);
    expect(await answered(alone, 'Books')).toEqual({ books: ['Emma'] });
    expect(await answered(alone, 'Stock')).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('are not told of a list that is refused', async () => {
    const refused = await publish('1', { Books: '{ books }', Stock: '{ stock }' }, { contract: 'public' });
    expect(refused.data.publishDocuments).toEqual({
      __typename: 'PublicationRefused',
      checks: [{ outcome: 'failed', reasons: [{ code: 'INVALID_DOCUMENT', path: 'web/Stock' }] }],
    });
    expect(await db.sql`select 1 from document_lists`).toHaveLength(0);
  });

  it('are published to by who may, for each client', async () => {
    const as = { 'x-api-key': await issueKey(['registry:documents:web']) };
    const of = (client: string) => ({
      input: { client, clientVersion: '1', documents: [{ id: 'Books', text: '{ books }' }] },
    });
    expect((await manage(PUBLISH, of('web'), as)).data.publishDocuments.changed).toBe(true);
    expect((await manage(PUBLISH, of('mobile'), as)).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await manage(REVOKE, { version: '1' }, as)).data.revokeDocuments).toBe(true);
    const reader = { 'x-api-key': await issueKey(['registry:read']) };
    expect((await manage(REVOKE, { version: '1' }, reader)).errors[0].extensions.code).toBe('FORBIDDEN');
  });

  it('go on answering them: a graph that breaks one is refused, though nobody has sent it', async () => {
    await publish('1', { Stock: 'query Stock { stock }' });
    const [subgraph] = toys.published;
    const sdl = subgraph!.sdl.replace(/"How many.*\n/, '\n');
    const breaking = { subgraphs: [{ ...subgraph!, sdl }], breaking: 'refuse' as const };
    await registry.approve({ code: 'FIELD_REMOVED', path: 'Query.stock', reason: 'nobody uses it', actor: 'ada' });
    expect((await registry.check(breaking)).checks.find(({ check }) => check === 'documents')).toMatchObject({
      outcome: 'failed',
      reasons: [{ code: 'DOCUMENT_BROKEN', path: 'web/Stock', breaks: ['graph'] }],
    });
    expect((await registry.publish(breaking)).outcome).toBe('refused');
    await manage(REVOKE, { version: '1' });
    expect((await registry.check(breaking)).outcome).toBe('accepted');
  });
});
