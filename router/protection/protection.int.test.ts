import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { sha256, TrustedDocuments } from '#router/documents/trusted-documents.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { startTestRouter, type TestRouter, type TestRouterOptions } from '#router/testing/start-test-router.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

let placed = 0;

const guarded: Toy = {
  name: 'guarded',
  sdl: /* GraphQL */ `
    type Query {
      open: String
      mine: String @authenticated
      staff: String! @policy(policies: [["role:admin"]])
      books(first: Int = 1): [Book!]! @listSize(slicingArguments: ["first"])
    }
    type Mutation {
      place: Int @requiresScopes(scopes: [["orders:write"]])
    }
    type Book {
      title: String!
      notes: [Note] @authenticated
    }
    union Note = Remark | Letter
    type Remark {
      text: String
    }
    type Letter @requiresScopes(scopes: [["letters:read"]]) {
      text: String
    }
  `,
  resolvers: {
    Query: {
      open: () => 'open',
      mine: () => 'mine',
      staff: () => 'staff',
      books: (_: unknown, { first }: { first: number }) =>
        Array.from({ length: first }, (_, i) => ({ title: `b${i}` })),
    },
    Mutation: {
      place: () => {
        placed += 1;
        return placed;
      },
    },
    Book: {
      notes: () => [
        { __typename: 'Remark', text: 'r' },
        { __typename: 'Letter', text: 'l' },
      ],
    },
  },
};

let toys: RunningToys;
const stops: (() => Promise<void>)[] = [];
const start = async (options: TestRouterOptions = {}): Promise<TestRouter> => {
  const router = await startTestRouter({
    supergraph: fixedSupergraph(toys.supergraphSdl),
    transportTo: toys.transportTo,
    ...options,
  });
  stops.push(() => router.stop());
  return router;
};

beforeAll(async () => {
  toys = await startToys([guarded], 'embedded', createLogger('test'));
});
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await toys?.stop();
});

const unauthorized = (...path: string[]) => ({
  message: 'Unauthorized field or type',
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', retryable: false },
});

describe('authorization', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await start({
      findApiKey: (key) =>
        key === 'partner'
          ? { partnerId: 'p', scopes: ['orders:write', 'letters:read'], quotaPerMinute: 1_000 }
          : undefined,
    });
  });

  it('answers what a guest may see, and says of the rest where it was', async () => {
    for (const _again of [1, 2])
      expect(await router.ask('{ open mine books { title notes { __typename } } }')).toEqual({
        data: { open: 'open', mine: null, books: [{ title: 'b0', notes: null }] },
        errors: [unauthorized('mine'), unauthorized('books', '@', 'notes')],
      });
  });

  it('answers everything to whoever may see everything, also after a guest has asked the same', async () => {
    const query = '{ mine staff }';
    const admin = await router.mint.authorization('ann', ['admin']);
    const buyer = await router.mint.authorization('bob', ['buyer']);
    expect(await router.ask(query)).toEqual({ data: null, errors: [unauthorized('mine'), unauthorized('staff')] });
    expect(await router.ask(query, {}, admin)).toEqual({ data: { mine: 'mine', staff: 'staff' } });
    expect(await router.ask(query, {}, buyer)).toEqual({ data: null, errors: [unauthorized('staff')] });
  });

  it('sends subgraphs nothing when nothing is left', async () => {
    const before = placed;
    toys.requests.clear();
    expect(await router.ask('mutation { place }')).toEqual({ data: { place: null }, errors: [unauthorized('place')] });
    expect(placed).toBe(before);
    expect(toys.requests.size).toBe(0);
  });

  it('takes scopes from the token or from the API key, and not one for the other', async () => {
    const ann = await router.mint.authorization('ann', ['buyer'], { scope: 'letters:read other' });
    const query = '{ books { notes { ... on Letter { text } ... on Remark { text } } } }';
    expect((await router.ask(query, {}, ann)).data).toEqual({ books: [{ notes: [{ text: 'r' }, { text: 'l' }] }] });
    const place = { query: 'mutation { place }' };
    const byKey = await router.post(place, { 'x-api-key': 'partner' });
    expect(await byKey.json()).toEqual({ data: { place: expect.any(Number) } });
    const both = await router.post(place, { 'x-api-key': 'partner', authorization: ann });
    expect(await both.json()).toEqual({ data: { place: null }, errors: [unauthorized('place')] });
  });

  it('refuses an API key it does not know', async () => {
    const response = await router.post({ query: '{ open }' }, { 'x-api-key': 'stolen' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('is the same over GET', async () => {
    const url = `${router.url}/graphql?query=${encodeURIComponent('{ open mine }')}`;
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(await response.json()).toEqual({ data: { open: 'open', mine: null }, errors: [unauthorized('mine')] });
  });

  it('keeps the errors of what was executed', async () => {
    const { data, errors } = await router.ask('query ($n: Int!) { books(first: $n) { title } mine }', { n: 'x' });
    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the cost of operations', () => {
  it('is limited before anything runs', async () => {
    const router = await start({ limits: { cost: 50 } });
    const query = 'query ($n: Int) { books(first: $n) { title } }';
    expect((await router.ask(query, { n: 50 })).data.books).toHaveLength(50);
    toys.requests.clear();
    const response = await router.post({ query, variables: { n: 51 } });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'TOO_LARGE', retryable: false, limit: 'cost', max: 50, cost: 51 } }],
    });
    expect(toys.requests.size).toBe(0);
  });
});

describe('quotas', () => {
  const books = (n: number) => ({ query: `{ books(first: ${n}) { title } }` });

  it('refuse who has spent theirs, and nobody else', async () => {
    const router = await start({ quotas: { guest: 10, user: 20 } });
    const ann = { authorization: await router.mint.authorization('ann') };
    const bob = { authorization: await router.mint.authorization('bob') };
    const statuses = async (headers: Record<string, string>) =>
      [await router.post(books(8), headers), await router.post(books(9), headers)].map(({ status }) => status);
    expect(await statuses({})).toEqual([200, 429]);
    expect(await statuses(ann)).toEqual([200, 200]);
    expect(await statuses(bob)).toEqual([200, 200]);
    const refused = await router.post(books(8), ann);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', retryable: true } }] });
  });

  it('are kept by all routers together', async () => {
    const redis = new Redis(testServers().redisUrl);
    const shared = {
      redis,
      redisPrefix: `${newId()}:`,
      findApiKey: () => ({ partnerId: 'p', scopes: [], quotaPerMinute: 100 }),
    };
    const [one, other] = await Promise.all([start(shared), start(shared)]);
    const headers = { 'x-api-key': 'k' };
    expect((await one.post(books(95), headers)).status).toBe(200);
    const statuses: number[] = [];
    const ask = async () => {
      statuses.push((await other.post(books(6), headers)).status);
      return statuses.at(-1);
    };
    await expect.poll(ask, { interval: 100, timeout: 5_000 }).toBe(429);
    // By itself it would have let 16 of them through.
    expect(statuses.length).toBeLessThan(12);
    stops.push(async () => redis.disconnect());
  });
});

describe('documents that are named', () => {
  const hash = sha256('{ open }');
  const apq = (rest: object = {}) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } }, ...rest });
  const json = async (response: Response) => ({ status: response.status, body: await response.json() });

  it('are known to every router once one of them was sent it', async () => {
    const redis = new Redis(testServers().redisUrl);
    await redis.ping();
    stops.push(async () => redis.disconnect());
    const shared = { redis, redisPrefix: `${newId()}:` };
    const [one, other] = await Promise.all([start(shared), start(shared)]);
    expect(await json(await one.post(apq()))).toMatchObject({
      status: 200,
      body: { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
    });
    const invalid = '{ nothing }';
    await one.post({ query: invalid, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(invalid) } } });
    expect((await json(await one.post(apq({ query: '{ open }' })))).body).toEqual({ data: { open: 'open' } });
    await expect.poll(async () => (await json(await other.post(apq()))).body).toEqual({ data: { open: 'open' } });
    expect(await redis.zrange(`${shared.redisPrefix}apq`, '0', '-1')).toEqual([hash]);
    const url = `${other.url}/graphql?extensions=${encodeURIComponent(JSON.stringify(apq().extensions))}`;
    const byGet = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(await byGet.json()).toEqual({ data: { open: 'open' } });
  });

  it('are all there is, where only they are trusted', async () => {
    const trustedDocuments = new TrustedDocuments([{ client: 'web', id: 'Open', text: 'query Open { open }' }]);
    const router = await start({ trustedDocuments, trustedOnly: true });
    const ask = (body: object, client: string) => router.post(body, { 'apollographql-client-name': client });
    expect((await json(await ask({ documentId: 'Open' }, 'web'))).body).toEqual({ data: { open: 'open' } });
    expect((await json(await ask({ query: 'query Open { open }' }, 'web'))).body).toEqual({ data: { open: 'open' } });
    expect(await json(await ask({ query: '{ open }' }, 'web'))).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'QUERY_NOT_IN_SAFE_LIST' } }] },
    });
    expect(await json(await ask({ documentId: 'Open' }, 'mobile'))).toMatchObject({
      status: 404,
      body: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_IN_LIST' } }] },
    });
  });

  it('are all there is on sockets too', async () => {
    const trustedDocuments = new TrustedDocuments([{ client: 'web', id: 'Open', text: 'query Open { open }' }]);
    const router = await start({ trustedDocuments, trustedOnly: true });
    const socket = new WebSocket(`${router.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const answers = new Map<string, unknown>();
    socket.on('message', (data) => {
      const { type, id, payload } = JSON.parse(String(data));
      if (type === 'next' || type === 'error')
        answers.set(id, type === 'next' ? payload.data : payload[0].extensions.code);
      if (type !== 'connection_ack') return;
      for (const [id, asked] of [
        ['its text', { query: 'query Open { open }' }],
        ['its id', { documentId: 'Open' }],
        ['its hash', { extensions: { persistedQuery: { version: 1, sha256Hash: sha256('query Open { open }') } } }],
        ['another text', { query: '{ open }' }],
        ['another id', { documentId: 'Closed' }],
      ])
        socket.send(JSON.stringify({ type: 'subscribe', id, payload: asked }));
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { 'apollographql-client-name': 'web' } }));
    await expect
      .poll(() => Object.fromEntries(answers))
      .toEqual({
        'its text': { open: 'open' },
        'its id': { open: 'open' },
        'its hash': { open: 'open' },
        'another text': 'QUERY_NOT_IN_SAFE_LIST',
        'another id': 'PERSISTED_QUERY_NOT_IN_LIST',
      });
    socket.close();
  });
});

describe('a socket', () => {
  it('has no way around authorization or quotas', async () => {
    const router = await start({ quotas: { guest: 5 } });
    const client = router.connect();
    const ask = (query: string) => client.iterate({ query }).next();
    expect((await ask('{ open mine }')).value).toEqual({
      data: { open: 'open', mine: null },
      errors: [unauthorized('mine')],
    });
    await expect(ask('{ books(first: 9) { title } }')).rejects.toMatchObject([
      { extensions: { code: 'RATE_LIMITED' } },
    ]);
    await client.dispose();
  });
});
