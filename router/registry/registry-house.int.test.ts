import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createRelay, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { openGraphSource } from '#router/registry/graph-source.ts';
import { ApiKeys } from '#router/registry/partners/api-keys.ts';
import { KnownKeys } from '#router/registry/partners/known-keys.ts';
import { DEFAULT_VARIANT, Registry, registrySchema } from '#router/registry/registry.ts';
import { usageIn } from '#router/registry/usage/usage-store.ts';
import { type RunningRouter, startRouter } from '#router/router.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

const shop: Toy = {
  name: 'shop',
  sdl: `
    type Query {
      "One product."
      product(id: ID!): Product @tag(name: "public")
      "Those who <b>buy</b>."
      buyers(first: Int = 3): [String!]! @tag(name: "seller")
    }
    "A thing to buy."
    type Product @key(fields: "id") {
      id: ID!
      "What it is called."
      title: String!
      name: String @deprecated(reason: "Use title.")
      cost: Int @tag(name: "seller")
      media: Media
    }
    union Media = Picture | Ledger
    type Picture { url: String! }
    type Ledger @tag(name: "seller") { lines: Int! }`,
  resolvers: {
    Query: {
      product: (_: unknown, { id }: { id: string }) => ({ id, title: `Chair ${id}`, cost: 7 }),
      buyers: () => ['ann'],
    },
    Product: {
      media: ({ id }: { id: string }) =>
        id === 'l' ? { __typename: 'Ledger', lines: 1 } : { __typename: 'Picture', url: '/x' },
    },
  },
};
const contracts = [
  { name: 'public', description: 'For everybody.', include: ['public'], exclude: [] },
  { name: 'seller', include: ['public', 'seller'], exclude: [] },
];

describe('a router with its registry', () => {
  const log = createLogger('registry-house-test');
  let database: TestDatabase;
  let db: Database;
  let registry: Registry;
  let toys: RunningToys;
  let mint: TokenMint;
  let admin: string;
  let router: RunningRouter;
  let graph: ReturnType<typeof openGraphSource>;

  const post = async (path: string, query: string, variables: object = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(`${router.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
    return { status: response.status, ...((await response.json()) as any) };
  };
  const manage = async (query: string, variables: object = {}) => {
    const { data, errors } = await post('/registry/graphql', query, variables, { authorization: admin });
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const publishShop = (sdl: string, more: object = {}) =>
    registry.publish({
      subgraphs: toys.published.map((subgraph) => ({ ...subgraph, sdl: subgraph.sdl.replace(shop.sdl, sdl) })),
      ...more,
    });

  beforeAll(async () => {
    database = await cloneDatabase(testServers().postgresAdminUrl, [registrySchema]);
    db = openDatabase(database.urlFor('registry'), { owner: 'registry' });
    registry = new Registry(db);
    mint = await createTokenMint();
    admin = await mint.authorization('ada', ['admin']);
    toys = await startToys([shop], 'embedded', log);
    await registry.publish({ subgraphs: toys.published, contracts });
    graph = openGraphSource({
      registry: database.urlFor('registry'),
      allowPrivateWebhooks: true,
      usageEveryMs: 100,
      log,
    });
    router = await startRouter({
      host: '127.0.0.1',
      port: 0,
      supergraph: graph.source,
      registry: graph.registry,
      transportTo: toys.transportTo,
      tokens: mint.options,
      playground: false,
      log,
    });
  });
  afterAll(async () => {
    await router?.stop();
    await graph?.close();
    await toys?.stop();
    await db?.close();
    await database?.drop();
  });

  it('serves each contract at its own address, where the rest of the graph is unknown', async () => {
    expect(await post('/graphql/public', '{ product(id: 1) { title } }')).toMatchObject({
      data: { product: { title: 'Chair 1' } },
    });
    expect((await post('/graphql/public', '{ product(id: 1) { cost } buyers }')).errors).toMatchObject([
      {
        message: expect.stringContaining('Cannot query field "cost"'),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
      { message: expect.stringContaining('Cannot query field "buyers"') },
    ]);
    expect((await post('/graphql/seller', '{ product(id: 1) { cost } buyers }')).data).toEqual({
      product: { cost: 7 },
      buyers: ['ann'],
    });
    const { data } = await post('/graphql/public', '{ __schema { types { name } } }');
    const names = data.__schema.types.map(({ name }: { name: string }) => name);
    expect(names).toContain('Product');
    expect(names).not.toContain('Ledger');
    expect(await post('/graphql/nothing', '{ __typename }')).toMatchObject({
      status: 404,
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('shows nothing of a type that the contract does not have', async () => {
    const query = '{ product(id: "l") { media { __typename } } }';
    expect((await post('/graphql', query)).data.product.media).toEqual({ __typename: 'Ledger' });
    expect((await post('/graphql/public', query)).data.product.media).toBeNull();
  });

  it('knows a partner by a key, serves it its contract only, and lets the key be replaced', async () => {
    const { addPartner } = await manage('mutation { addPartner(name: "Acme", contact: "a@acme.example") { id } }');
    const { issueApiKey } = await manage(
      'mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text key { id contract quotaPerMinute } } }',
      { input: { partnerId: addPartner.id, contract: 'public', quotaPerMinute: 500 } },
    );
    const key = { 'x-api-key': issueApiKey.text };
    expect((await post('/graphql', '{ product(id: 1) { title } }', {}, key)).data).toEqual({
      product: { title: 'Chair 1' },
    });
    expect((await post('/graphql', '{ buyers }', {}, key)).errors[0].message).toContain('Cannot query field');
    expect((await post('/graphql/seller', '{ buyers }', {}, key)).errors[0].extensions.code).toBe('FORBIDDEN');

    const rotate =
      'mutation ($id: ID!, $grace: Int!) { rotateApiKey(id: $id, graceHours: $grace) { text key { id contract } } }';
    const { rotateApiKey } = await manage(rotate, { id: issueApiKey.key.id, grace: 1 });
    expect(rotateApiKey.key.contract).toBe('public');
    for (const text of [issueApiKey.text, rotateApiKey.text])
      expect((await post('/graphql', '{ product(id: 1) { id } }', {}, { 'x-api-key': text })).data).toBeDefined();
    expect(
      (await manage('mutation ($id: ID!) { revokeApiKey(id: $id) }', { id: issueApiKey.key.id })).revokeApiKey,
    ).toBe(true);
    await eventually(async () => (await post('/graphql', '{ product(id: 1) { id } }', {}, key)).status === 401);
    const forged = `${rotateApiKey.text.slice(0, -1)}${rotateApiKey.text.endsWith('A') ? 'B' : 'A'}`;
    expect((await post('/graphql', '{ product(id: 1) { id } }', {}, { 'x-api-key': forged })).status).toBe(401);
    const shown = await db.sql`
      select id from api_keys where position(encode(digest, 'escape') in ${issueApiKey.text}) > 0`;
    expect(shown).toHaveLength(0);
  });

  it('knows the keys it knew while the registry is away, and says so of others', async () => {
    const { addPartner } = await manage('mutation { addPartner(name: "Far", contact: "f@far.example") { id } }');
    const issue = 'mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text } }';
    const [first, second] = [
      await manage(issue, { input: { partnerId: addPartner.id } }),
      await manage(issue, { input: { partnerId: addPartner.id } }),
    ];
    const own = openDatabase(database.urlFor('registry'), { owner: 'registry', max: 1 });
    let now = Date.now();
    const keys = new KnownKeys(new ApiKeys(own), () => now);
    const known = await keys.find(first.issueApiKey.text);
    expect(known).toMatchObject({ partnerId: addPartner.id });
    now += 60_000;
    expect(await keys.find(first.issueApiKey.text)).toBe(known);
    await own.close();
    now += 60_000;
    expect(await keys.find(first.issueApiKey.text)).toBe(known);
    expect(keys.find('nonsense')).toBeUndefined();
    await expect(keys.find(second.issueApiKey.text)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('lets nobody in who has not the scope, and a publisher to its own subgraphs only', async () => {
    const { addPartner } = await manage('mutation { addPartner(name: "Team", contact: "t@team.example") { id } }');
    const keyFor = async (...scopes: string[]) =>
      (
        await manage('mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text } }', {
          input: { partnerId: addPartner.id, scopes },
        })
      ).issueApiKey.text;
    const asking = async (key: string | undefined, query: string, variables = {}) =>
      (await post('/registry/graphql', query, variables, key ? { 'x-api-key': key } : {})).errors?.[0]?.extensions.code;
    const publish = 'mutation ($input: PublicationInput!) { publish(input: $input) { __typename } }';
    const foreign = {
      input: { subgraphs: [{ name: 'shop', files: [{ path: 'a.graphql', text: 'type Query { a: Int }' }] }] },
    };
    expect(await asking(undefined, '{ variants { name } }')).toBe('UNAUTHENTICATED');
    expect(await asking(await keyFor(), '{ variants { name } }')).toBe('FORBIDDEN');
    expect(await asking(await keyFor('registry:read'), '{ variants { name } }')).toBeUndefined();
    expect(await asking(await keyFor('registry:read'), publish, foreign)).toBe('FORBIDDEN');
    expect(await asking(await keyFor('registry:publish:reviews'), publish, foreign)).toBe('FORBIDDEN');
    expect(
      await asking(await keyFor('registry:publish:shop'), publish, {
        input: { ...foreign.input, removeContracts: ['public'] },
      }),
    ).toBe('FORBIDDEN');
    expect(
      await asking(await keyFor('registry:publish'), 'mutation { addPartner(name: "x", contact: "x") { id } }'),
    ).toBe('FORBIDDEN');
    const own = {
      input: {
        subgraphs: [
          {
            name: 'reviews',
            url: 'http://reviews',
            files: [{ path: 'reviews.graphql', text: 'type Query { review: Int' }],
          },
        ],
      },
    };
    const refused = await post(
      '/registry/graphql',
      `mutation ($input: PublicationInput!) { publish(input: $input) {
      __typename ... on PublicationRefused { checks { outcome reasons { code file line } } } } }`,
      own,
      { 'x-api-key': await keyFor('registry:publish:reviews') },
    );
    expect(refused.data.publish).toMatchObject({ __typename: 'PublicationRefused' });
    expect(refused.data.publish.checks[1].reasons).toEqual([
      { code: 'INVALID_GRAPHQL', file: 'reviews.graphql', line: 1 },
    ]);
    expect(await asking(await keyFor('registry:read'), '{ nothing }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await asking(await keyFor('registry:read'), '{')).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('counts what clients send, without their literals, also what was sent once', async () => {
    await post(
      '/graphql',
      'query Seldom { product(id: "ann@example.com") { title } }',
      {},
      {
        'apollographql-client-name': 'ios',
        'apollographql-client-version': '7',
      },
    );
    const rows = await eventually(async () => {
      const found = (await (await usageIn(db, DEFAULT_VARIANT, 1)).of(['Product.title'])).get('Product.title');
      return found?.some(({ client }) => client === 'ios') && found;
    });
    expect(rows.find(({ client }) => client === 'ios')).toMatchObject({
      operation: 'Seldom',
      clientVersion: '7',
      requests: 1,
    });
    const { variant } = await manage('{ variant { usage(days: 1) { operation document } } }');
    expect(JSON.stringify(variant.usage)).not.toContain('ann@example.com');
  });

  it.each([
    ['a document the graph would not accept', { document: '{ nothing }', requests: 1 }, 'would not accept'],
    ['what does not parse', { document: '{', requests: 1 }, 'Syntax Error'],
    [
      'an operation that is not there',
      { document: '{ __typename }', operationName: 'X', requests: 1 },
      'no such operation',
    ],
    ['no requests', { document: '{ __typename }', requests: 0 }, 'no count'],
    ['fewer requests than none', { document: '{ __typename }', requests: -5 }, 'no count'],
    ['more errors than requests', { document: '{ __typename }', requests: 1, errors: 2 }, 'errors'],
    ['more requests than there can be', { document: '{ __typename }', requests: 2_000_000_000 }, 'no count'],
    [
      'a client’s name with control characters',
      { document: '{ __typename }', requests: 1, client: '\u001b[2J' },
      'no such name',
    ],
    [
      'a client’s name without end',
      { document: '{ __typename }', requests: 1, client: 'x'.repeat(500) },
      'no such name',
    ],
    ['a document without end', { document: `{ ${'__typename '.repeat(10_000)} }`, requests: 1 }, 'at most'],
  ])('does not believe a usage report of %s', async (_what, operation, message) => {
    const { reportUsage } = await manage(
      'mutation ($operations: [UsedOperationInput!]!) { reportUsage(operations: $operations) { accepted refused { index message } } }',
      { operations: [{ document: '{ product(id: 1) { id } }', requests: 2 }, operation] },
    );
    expect(reportUsage).toEqual({ accepted: 1, refused: [{ index: 1, message: expect.stringContaining(message) }] });
  });

  it('gives routers elsewhere the graph, and each new version as it comes', async () => {
    const { addPartner } = await manage('mutation { addPartner(name: "Edge", contact: "e@edge.example") { id } }');
    const { issueApiKey } = await manage('mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text } }', {
      input: { partnerId: addPartner.id, scopes: ['registry:read', 'registry:usage'] },
    });
    const remote = openGraphSource({ registry: router.url, key: issueApiKey.text, log });
    const edge = await startRouter({
      host: '127.0.0.1',
      port: 0,
      supergraph: remote.source,
      registry: remote.registry,
      transportTo: toys.transportTo,
      tokens: mint.options,
      playground: false,
      log,
    });
    const fields = async (at: string): Promise<string> => {
      const response = await fetch(`${at}/graphql/public`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __type(name: "Product") { fields { name } } }' }),
      });
      return response.text();
    };
    try {
      expect(await fields(edge.url)).toContain('title');
      const issued = await manage(
        'mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text key { id } } }',
        { input: { partnerId: addPartner.id, contract: 'public' } },
      );
      const asPartner = async (query: string): Promise<number> => {
        const headers = { 'content-type': 'application/json', 'x-api-key': issued.issueApiKey.text };
        const body = JSON.stringify({ query });
        return (await fetch(`${edge.url}/graphql`, { method: 'POST', headers, body })).status;
      };
      expect([await asPartner('{ product(id: 1) { id } }'), await asPartner('{ buyers }')]).toEqual([200, 400]);
      await manage('mutation ($id: ID!) { revokeApiKey(id: $id) }', { id: issued.issueApiKey.key.id });
      await eventually(async () => (await asPartner('{ product(id: 1) { id } }')) === 401);
      await publishShop(shop.sdl.replace('cost: Int', 'weight: Int\n cost: Int'));
      for (const at of [router.url, edge.url]) await eventually(async () => (await fields(at)).includes('weight'));
      const away = openGraphSource({ registry: router.url, key: 'mk_0', log });
      await expect(away.source.load()).rejects.toThrow('401');
      await away.close();
    } finally {
      await edge.stop();
      await remote.close();
    }
    expect((await usageIn(db, DEFAULT_VARIANT, 1)).known).toBe(true);
  });

  it('has routers without its database know partners, and hear when a key ends, but sends them no key', async () => {
    const { addPartner } = await manage('mutation { addPartner(name: "Outer", contact: "o@outer.example") { id } }');
    const issue = async (input: object): Promise<{ text: string; key: { id: string } }> => {
      const variables = { input: { partnerId: addPartner.id, ...input } };
      return (
        await manage('mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text key { id } } }', variables)
      ).issueApiKey;
    };
    const own = await issue({ scopes: ['registry:read'] });
    const [brief, lasting] = [await issue({ contract: 'public' }), await issue({ contract: 'public' })];
    const relay = await relayTo(Number(new URL(router.url).port));
    const remote = openGraphSource({ registry: relay.url, key: own.text, log });
    const find = async (text: string): Promise<unknown> => remote.registry?.findApiKey?.(text);
    try {
      await eventually(() => relay.seen().includes('text/event-stream'));
      expect(await find(brief.text)).toMatchObject({ partnerId: addPartner.id, contract: 'public', scopes: [] });
      expect(await find(`${brief.text.slice(0, -1)}${brief.text.endsWith('A') ? 'E' : 'A'}`)).toBeUndefined();
      const known = await find(lasting.text);
      expect(known).toBeDefined();
      await manage('mutation ($id: ID!) { revokeApiKey(id: $id) }', { id: brief.key.id });
      await eventually(async () => (await find(brief.text)) === undefined);
      await relay.goAway();
      expect(await find(lasting.text)).toBe(known);
      await expect(find((await issue({})).text)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(relay.seen()).toContain('presentedKeys');
      for (const { text } of [brief, lasting]) expect(relay.seen()).not.toContain(text.split('.')[1]);
    } finally {
      await remote.close();
      await relay.goAway();
    }
  });

  it('says nothing of keys to whoever may not read it', async () => {
    const { addPartner } = await manage('mutation { addPartner(name: "Nosy", contact: "n@nosy.example") { id } }');
    const { issueApiKey } = await manage(
      'mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text key { id } } }',
      { input: { partnerId: addPartner.id } },
    );
    const headers = { 'x-api-key': issueApiKey.text };
    const asked = { keys: [{ id: issueApiKey.key.id, digest: '' }] };
    const ask = 'query ($keys: [PresentedKeyInput!]!) { presentedKeys(keys: $keys) { id } }';
    expect((await post('/registry/graphql', ask, asked, headers)).errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await manage(ask, asked)).presentedKeys).toEqual([null]);
    expect((await fetch(`${router.url}/registry/keys/changes`, { headers })).status).toBe(403);
    expect((await fetch(`${router.url}/registry/keys/changes`)).status).toBe(401);
  });

  it('tells partners of what changed for them, signed, again until they listen', async () => {
    const received: { id: string; body: string; headers: Record<string, string> }[] = [];
    let deaf = true;
    const listener = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        response.statusCode = deaf ? 500 : 204;
        if (!deaf)
          received.push({ id: String(request.headers['webhook-id']), body, headers: request.headers as never });
        deaf = false;
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    try {
      const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
      const { addPartner } = await manage(
        'mutation { addPartner(name: "Hooked", contact: "h@hooked.example") { id } }',
      );
      const add = 'mutation ($input: WebhookInput!) { addWebhook(input: $input) { secret webhook { id } } }';
      const { addWebhook } = await manage(add, { input: { partnerId: addPartner.id, url, contract: 'public' } });
      // Not the public's business.
      await publishShop(shop.sdl.replace('cost: Int', 'height: Int @tag(name: "seller")\n cost: Int'));
      await publishShop(shop.sdl.replace('cost: Int', 'depth: Int\n cost: Int'));
      const log = async () =>
        (
          await manage('{ partners { id webhooks { id deliveries { id status attempts lastStatus lastError } } } }')
        ).partners
          .flatMap(({ webhooks }: { webhooks: { id: string; deliveries: unknown[] }[] }) => webhooks)
          .find(({ id }: { id: string }) => id === addWebhook.webhook.id).deliveries;
      await eventually(async () => (await log()).some(({ lastStatus }: { lastStatus: number }) => lastStatus === 500));
      const waiting = (await log()).find(({ lastStatus }: { lastStatus: number }) => lastStatus === 500);
      expect(waiting).toMatchObject({ status: 'waiting', attempts: 1, lastError: 'answered 500' });
      await manage('mutation ($id: ID!) { redeliver(id: $id) }', { id: waiting.id });
      await eventually(async () => (await log()).every(({ status }: { status: string }) => status === 'delivered'));
      const messages = received.map(({ body, headers }) => {
        new Webhook(addWebhook.secret).verify(body, headers);
        return JSON.parse(body);
      });
      expect(messages.flatMap(({ data }) => data.changes.map(({ path }: { path: string }) => path))).toContain(
        'Product.depth',
      );
      expect(JSON.stringify(messages)).not.toContain('height');
      expect(messages[0]).toMatchObject({
        type: 'schema.changed',
        data: { contract: 'public', variant: 'production' },
      });
    } finally {
      listener.close();
    }
  });

  it('shows every contract on pages of its own, and nothing of what is not in it', async () => {
    const page = async (path: string) => {
      const response = await fetch(`${router.url}${path}`);
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
    };
    expect((await page('/schema')).text).toContain('For everybody.');
    const seller = await page('/schema/seller');
    expect(seller.text).toContain('Those who &lt;b&gt;buy&lt;/b&gt;.');
    const publicly = await page('/schema/public');
    expect(publicly.text).not.toContain('buyers');
    expect((await page('/schema/public/types/Product')).text).toContain('What it is called.');
    expect((await page('/schema/public/types/Ledger')).status).toBe(404);
    expect((await page('/schema/public?q=called')).text).toContain('/schema/public/types/Product#title');
    expect((await page('/schema/public?q=%3Cscript%3E')).text).not.toContain('<script>');
    expect((await page('/schema/public/deprecations')).text).toContain('Use title.');
    expect((await page('/schema/public/changelog')).text).toContain('Product.depth');
    const feed = await page('/schema/public/changelog.atom');
    expect(feed).toMatchObject({ type: 'application/atom+xml; charset=utf-8' });
    expect(feed.text).toContain('Product.depth');
    expect(feed.text).not.toContain('height');
    expect((await page('/schema/public/schema.graphql')).text).toContain('type Product');
    expect((await page('/schema/assets/explorer.js')).type).toContain('javascript');
    for (const path of ['/schema/nothing', '/schema/assets/toString', '/schema/assets/..%2froutes.ts'])
      expect((await page(path)).status).toBe(404);
  });
});

/** A way to a port of this machine that remembers what passed, and can end. */
async function relayTo(port: number) {
  let seen = '';
  const sockets = new Set<Socket>();
  const server = createRelay((socket) => {
    const beyond = connect(port, '127.0.0.1');
    socket.pipe(beyond).pipe(socket);
    for (const one of [socket, beyond]) {
      one.on('data', (data) => {
        seen += data;
      });
      sockets.add(one);
      one.on('error', () => {});
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => seen,
    goAway: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
