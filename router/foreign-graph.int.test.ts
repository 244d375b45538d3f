import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '#router/registry/compose.ts';
import {
  type ForeignSubgraph,
  foreignSubgraph,
  json,
  type Manner,
  wellMannered,
} from '#router/testing/foreign-subgraph.ts';
import { runServe, type ServeProcess } from '#router/testing/serve-process.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n';

const PRODUCTS = `${LINK} type Query { products: [Product!]! } type Product @key(fields: "id") { id: ID! }`;
const REVIEWS = `${LINK} type Product @key(fields: "id") { id: ID! stars: Int }`;

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

interface Told {
  data: unknown;
  errors?: { path?: unknown; message: string; extensions: { code: string; serviceName?: string } }[];
}

const known = { products: [{ stars: 1 }, { stars: 2 }] };
const unknown = { products: [{ stars: null }, { stars: null }] };

const away = (code: string): [path: unknown, code: string][] => [0, 1].map((n) => [['products', n, 'stars'], code]);

const whole = (response: ServerResponse, body: unknown, status = 200): void => json(response, status, body);
const text =
  (status: number, body: string, type: string): Manner =>
  (response) =>
    void response.writeHead(status, { 'content-type': type }).end(body);

/** What the subgraph of reviews answers, and what becomes of it. */
const MANNERS: Record<string, { manner: Manner; data: unknown; errors?: [path: unknown, code: string][] }> = {
  'as GraphQL over HTTP has it': { manner: wellMannered, data: known },
  'in the newer media type': {
    manner: (response, result) => json(response, 200, result, `${GRAPHQL_RESPONSE}; charset=utf-8`),
    data: known,
  },
  'in pieces': {
    manner: (response, result) => {
      const written = JSON.stringify(result);
      response.write(written.slice(0, 5), () => response.end(written.slice(5)));
    },
    data: known,
  },
  'until it closes the connection': {
    manner: (response, result) => {
      response.shouldKeepAlive = false;
      response.removeHeader('transfer-encoding');
      response.useChunkedEncodingByDefault = false;
      response.end(JSON.stringify(result));
    },
    data: known,
  },
  'with a status of its own': { manner: (response, result) => whole(response, result, 500), data: known },
  'with more than was asked for': {
    manner: (response, { data }) =>
      whole(response, { data: { ...data, more: 1 }, errors: null, extensions: { ftv1: 'x' }, took: 3 }),
    data: known,
  },
  'with entities it does not know': {
    manner: (response) => whole(response, { data: { _entities: [{ stars: 1 }, null] } }),
    data: { products: [{ stars: 1 }, { stars: null }] },
  },
  'with an error at an entity': {
    manner: (response) => {
      const errors = [{ message: 'no', path: ['_entities', 1, 'stars'], extensions: { code: 'LOST' } }];
      whole(response, { data: { _entities: [{ stars: 1 }, { stars: null }] }, errors });
    },
    data: { products: [{ stars: 1 }, { stars: null }] },
    errors: [[['products', 1, 'stars'], 'LOST']],
  },
  'with an error at no place, and a status': {
    manner: (response) => whole(response, { errors: [{ message: 'no' }] }, 400),
    data: unknown,
    errors: [[undefined, 'DOWNSTREAM_SERVICE_ERROR']],
  },
  'with an error at all entities': {
    manner: (response) => whole(response, { data: null, errors: [{ message: 'no', path: ['_entities'] }] }),
    data: unknown,
    errors: [[['products'], 'DOWNSTREAM_SERVICE_ERROR']],
  },
  'with errors of no form': {
    manner: (response) => whole(response, { data: null, errors: [null, { path: 'stars', extensions: 3 }] }),
    data: unknown,
    errors: [[undefined, 'DOWNSTREAM_SERVICE_ERROR']],
  },
  'with too few entities': {
    manner: (response) => whole(response, { data: { _entities: [{ stars: 1 }] } }),
    data: unknown,
    errors: [[undefined, 'INTERNAL']],
  },
  'with a page': {
    manner: text(502, '<html>Bad gateway</html>', 'text/html'),
    data: unknown,
    errors: away('UNAVAILABLE'),
  },
  'with nothing': { manner: text(204, '', 'text/plain'), data: unknown, errors: away('UNAVAILABLE') },
  'with half of an answer': {
    manner: (response, result) => {
      response.writeHead(200, { 'content-length': 1_000 }).write(JSON.stringify(result), () => response.destroy());
    },
    data: unknown,
    errors: away('UNAVAILABLE'),
  },
  'with a connection that it closes': {
    manner: (response) => void response.destroy(),
    data: unknown,
    errors: away('UNAVAILABLE'),
  },
  'not at all': { manner: () => {}, data: unknown, errors: away('TIMEOUT') },
};

describe('a graph of anybody’s, served from its file', () => {
  let folder: string;
  let manner: Manner = wellMannered;
  const subgraphs: ForeignSubgraph[] = [];
  let router: ServeProcess;
  let file: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foreign-'));
    file = join(folder, 'supergraph.graphql');
    const products = await foreignSubgraph({
      sdl: PRODUCTS,
      path: '/some/where?tenant=a%20b',
      resolvers: { Query: { products: () => [{ id: '1' }, { id: '2' }] } },
    });
    const reviews = await foreignSubgraph({
      sdl: REVIEWS,
      resolvers: {
        Product: { __resolveReference: (one: object) => one, stars: ({ id }: { id: string }) => Number(id) },
      },
      manner: () => manner,
    });
    subgraphs.push(products, reviews);
    const composed = compose([
      { name: 'products', sdl: PRODUCTS, url: products.url.replace('//', '//ann:s%3Acret@') },
      { name: 'reviews', sdl: REVIEWS, url: 'http://127.0.0.1:9/elsewhere' },
    ]);
    if (composed.errors) throw new Error(JSON.stringify(composed.errors));
    await writeFile(file, composed.supergraphSdl);
    router = await runServe(['--supergraph', file, '--port', '0'], {
      SUBGRAPH_URLS: JSON.stringify({ reviews: reviews.url }),
      SUBGRAPH_HEADERS: JSON.stringify({ products: { 'X-Api-Key': 'key of products' } }),
      ANSWER_MS: '1500',
    });
    expect(router.said()).toBe('');
  });
  afterAll(async () => {
    await router?.stop();
    await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
    await rm(folder, { recursive: true });
  });

  const ask = async (query: string): Promise<Told> => {
    const response = await fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Told;
  };

  it.each(Object.entries(MANNERS))('understands a subgraph that answers %s', async (_what, expected) => {
    manner = expected.manner;
    const { data, errors = [] } = await ask('{ products { stars } }');
    expect(data).toEqual(expected.data);
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual(expected.errors ?? []);
  });

  it('asks where the graph says, with what its address has of queries and credentials, and its own headers', async () => {
    manner = wellMannered;
    await ask('{ products { id } }');
    const { authorization = '', accept, ...headers } = subgraphs[0]!.asked.at(-1)!;
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).toBe('ann:s:cret');
    expect(accept).toContain(GRAPHQL_RESPONSE);
    expect(headers['x-api-key']).toBe('key of products');
    expect(subgraphs[1]!.asked.at(-1)).not.toHaveProperty('x-api-key');
  });
});
