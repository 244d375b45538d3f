import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { Buyer } from '#stack/demo/buyer.ts';
import type { AnsweredError } from '#stack/demo/graph-endpoint.ts';
import { guest, product } from '#test/harness/shop.ts';

interface Answer {
  status: number;
  data?: unknown;
  errors?: readonly AnsweredError[];
}

/** An answer that is an error of the client's: coded, below 500, with no data. */
function expectRefused({ status, data, errors }: Answer, code: string | string[]): void {
  expect(status, JSON.stringify(errors)).toBeGreaterThanOrEqual(200);
  expect(status, JSON.stringify(errors)).toBeLessThan(500);
  expect(data ?? null).toBeNull();
  expect([code].flat()).toContain(errors?.[0]?.extensions?.code);
  expect(JSON.stringify(errors)).not.toMatch(/node_modules|\.ts:\d|\bat .+\(|postgres|redis|kafka|127\.0\.0\.1/i);
}

const nested = (levels: number): string => `{ ${'parent { '.repeat(levels)}id${' }'.repeat(levels)} }`;
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

describe('a request is refused with a code when', () => {
  test.each<[string, unknown, string | string[]]>([
    ['its body is no JSON', '{"query": "{ me', 'BAD_REQUEST'],
    ['its body is empty', '', 'BAD_REQUEST'],
    ['its body is a list', [{ query: '{ me { id } }' }], 'BAD_REQUEST'],
    ['it asks nothing', {}, 'BAD_REQUEST'],
    ['its query is a number', { query: 7 }, 'BAD_REQUEST'],
    ['its variables are a text', { query: '{ me { id } }', variables: 'x' }, 'BAD_REQUEST'],
    ['its query does not parse', { query: '{ me { id }' }, 'GRAPHQL_PARSE_FAILED'],
    ['its query is binary', { query: '\u0000\u0001\u0002' }, 'GRAPHQL_PARSE_FAILED'],
    ['it asks for what there is not', { query: '{ secrets }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'it has no such operation',
      { query: 'query A { me { id } }', operationName: 'B' },
      ['OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT'],
    ],
    ['a variable is missing', { query: 'query ($id: ID!) { order(id: $id) { id } }' }, 'BAD_USER_INPUT'],
    [
      'its fragments are circular',
      { query: '{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['it is too deep', { query: `{ category(slug: "x") ${nested(30)} }` }, 'TOO_LARGE'],
    ['it has too many aliases', { query: `{ ${many(200, (i) => `a${i}: me { id }`)} }` }, 'TOO_LARGE'],
    [
      'it has too many root fields',
      { query: `{ ${many(30, (i) => `category(slug: "${i}") { id }`)} }` },
      ['TOO_LARGE', 'GRAPHQL_VALIDATION_FAILED'],
    ],
    [
      'its fragments multiply',
      {
        query: `{ categories { ...F0 } } ${many(20, (i) => `fragment F${i} on Category { children { ...F${i + 1} } c: children { ...F${i + 1} } }`)} fragment F20 on Category { id }`,
      },
      'TOO_LARGE',
    ],
    ['it has too many tokens', { query: `{ me { ${'id '.repeat(20_000)} } }` }, 'TOO_LARGE'],
    ['its body is too large', { query: '{ me { id } }', variables: { x: 'x'.repeat(600_000) } }, 'TOO_LARGE'],
  ])('%s', async (_what, body, code) => {
    expectRefused(await guest.post(body), code);
  });

  test('a form could have sent it from a foreign page', async () => {
    const body = new URLSearchParams({ query: 'mutation { logoutEverywhere }' });
    const response = await fetch(product.graph, { method: 'POST', body });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    const simple = await fetch(`${product.graph}?query=${encodeURIComponent('{ me { id } }')}`);
    expect(simple.status).toBeGreaterThanOrEqual(400);
    expect(simple.status).toBeLessThan(500);
  });

  test('it changes something by GET', async () => {
    const url = `${product.graph}?query=${encodeURIComponent('mutation { logoutEverywhere }')}`;
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect([400, 405]).toContain(response.status);
  });
});

describe('a token is refused', () => {
  const claims = () => ({ roles: ['admin', 'buyer'], sid: randomUUID() });
  const sign = async (jwk: JWK, change: (token: SignJWT) => SignJWT) => {
    const token = new SignJWT(claims())
      .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '' })
      .setIssuer('marketplace')
      .setAudience('marketplace')
      .setSubject(randomUUID())
      .setIssuedAt()
      .setExpirationTime('10m');
    return change(token).sign(await importJWK(jwk, 'EdDSA'));
  };
  const ours = JSON.parse(product.signing.jwtPrivateJwk) as JWK;
  const theirs = { ...(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK), kid: ours.kid };
  const long = Math.floor(Date.now() / 1000) - 3_600;

  const tokens: [string, () => Promise<string> | string][] = [
    ['that is none', () => 'x'],
    ['that is very long', () => 'x.'.repeat(5_000)],
    ['that is over', () => sign(ours, (token) => token.setIssuedAt(long).setExpirationTime(long + 600))],
    ['that begins later', () => sign(ours, (token) => token.setNotBefore('1h'))],
    ['of another issuer', () => sign(ours, (token) => token.setIssuer('somebody'))],
    ['for another audience', () => sign(ours, (token) => token.setAudience('somebody'))],
    ['signed by somebody else in our name', () => sign(theirs, (token) => token)],
    ['signed by a key nobody knows', () => sign({ ...theirs, kid: 'unknown' }, (token) => token)],
    [
      'that is not signed',
      () => new UnsecuredJWT({ ...claims(), sub: randomUUID(), iss: 'marketplace', aud: 'marketplace' }).encode(),
    ],
  ];
  test.each(tokens)('%s', async (_what, make) => {
    const token = await make();
    expectRefused(await guest.as(token).post({ query: '{ categories { id } }' }), 'UNAUTHENTICATED');
    const closed = await new Promise<{ code: number }>((resolve, reject) => {
      const client = createClient({
        url: product.subscriptions,
        connectionParams: { authorization: `Bearer ${token}` },
        retryAttempts: 0,
        lazy: false,
        onNonLazyError: () => {},
        on: { connected: () => reject(new Error('it let us in')), closed: (event) => resolve(event as CloseEvent) },
      });
      void client;
    });
    expect(closed.code).toBe(4403);
  });

  test('that was changed on the way', async () => {
    const { accessToken } = await Buyer.register(guest);
    const [header, payload, signature] = accessToken.split('.');
    const told = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
    const raised = Buffer.from(JSON.stringify({ ...told, roles: ['admin'] })).toString('base64url');
    const forged = guest.as(`${header}.${raised}.${signature}`);
    expectRefused(await forged.post({ query: '{ warehouses { id } }' }), 'UNAUTHENTICATED');
  });

  test('only for refreshing, when it was used before and somebody else used it since', async () => {
    const query = 'mutation ($t: String!) { refresh(refreshToken: $t) { __typename } }';
    for (const t of ['', 'x', 'a'.repeat(5_000), randomUUID(), '💥'])
      expect((await guest.post({ query, variables: { t } })).data).toEqual({ refresh: { __typename: 'SessionEnded' } });
  });
});

describe('a subscription is refused with a code when', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await Buyer.register(guest);
  });

  /** The codes with which a subscription is refused. */
  const refusal = (query: string, variables: Record<string, unknown> = {}): Promise<unknown> =>
    new Promise((resolve) => {
      const client = createClient({
        url: product.subscriptions,
        connectionParams: { authorization: `Bearer ${buyer.accessToken}` },
        retryAttempts: 0,
      });
      const end = (result: unknown) => {
        resolve(result);
        void client.dispose();
      };
      client.subscribe(
        { query, variables },
        {
          next: ({ errors }) => end(errors?.map(({ extensions }) => extensions?.code) ?? 'answered'),
          error: (errors) => end(Array.isArray(errors) ? errors.map(({ extensions }) => extensions?.code) : errors),
          complete: () => end('completed'),
        },
      );
    });

  const follow =
    'subscription ($id: ID!, $from: String) { orderStatusChanged(orderId: $id, resumeFrom: $from) { at } }';
  test.each<[string, string, Record<string, unknown>, string]>([
    ['the order is unknown', follow, { id: randomUUID() }, 'NOT_FOUND'],
    ['the order id is none', follow, { id: '💥' }, 'NOT_FOUND'],
    ['the order id is missing', follow, {}, 'BAD_USER_INPUT'],
    ['it resumes from nowhere', follow, { id: randomUUID(), from: 'nonsense' }, 'BAD_USER_INPUT'],
    ['it does not parse', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['it asks for what there is not', 'subscription { secrets }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'it follows two things',
      `subscription { a: stockChanged(variantId: "x") { at } b: stockChanged(variantId: "y") { at } }`,
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'it is too deep',
      `subscription { stockChanged(variantId: "x") { variant { product { category ${nested(30)} } } } }`,
      {},
      'TOO_LARGE',
    ],
  ])('%s', async (_what, query, variables, code) => {
    expect(await refusal(query, variables)).toEqual([code]);
  });
});
