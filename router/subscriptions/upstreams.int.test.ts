import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, type GraphQLSchema, parse, subscribe } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import type { SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import { type RunningRouter, startRouter } from '#router/router.ts';
import { catalogToy } from '#router/testing/shop-toys.ts';
import { connectTo, follow } from '#router/testing/start-test-router.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';
import { shared } from '#schema/shared.ts';

/** Ticks of a subgraph that serves its subscriptions itself. */
class Ticks {
  readonly #waiting = new Set<(n: number) => void>();
  opened = 0;

  get open(): number {
    return this.#waiting.size;
  }

  tick(n: number): void {
    for (const tell of [...this.#waiting]) tell(n);
  }

  follow(product: string): AsyncGenerator<{ ticked: object }> {
    const queue: number[] = [];
    let wake = (): void => {};
    const tell = (n: number): void => {
      queue.push(n);
      wake();
    };
    this.#waiting.add(tell);
    this.opened += 1;
    const stop = async () => {
      this.#waiting.delete(tell);
      wake();
      return { done: true as const, value: undefined };
    };
    const waiting = this.#waiting;
    return {
      next: async () => {
        while (queue.length === 0 && waiting.has(tell))
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        const n = queue.shift();
        return n === undefined ? stop() : { done: false as const, value: { ticked: { n, product: { id: product } } } };
      },
      return: stop,
      throw: stop,
      [Symbol.asyncIterator]() {
        return this;
      },
    } as never;
  }
}

const ticks = new Ticks();
const clock: Toy = {
  name: 'clock',
  sdl: /* GraphQL */ `
    type Query { now: Int! }
    type Subscription { ticked(product: ID!): Tick! }
    type Tick { n: Int! product: Product! }
    type Product @key(fields: "id", resolvable: false) { id: ID! }
  `,
  resolvers: {
    Subscription: {
      ticked: {
        subscribe: (_: unknown, { product }: { product: string }) => {
          if (product === 'forbidden') throw new GraphQLError('Not this one.', { extensions: { code: 'FORBIDDEN' } });
          return ticks.follow(product);
        },
      },
    },
  },
};

/** What a request says of what the router tells subgraphs. */
const toldIn = (get: Headers['get']): object =>
  Object.fromEntries(['x-viewer', 'x-lang'].flatMap((name) => (get(name) === null ? [] : [[name, get(name)]])));

/** Serves subscriptions over multipart HTTP. */
const inParts =
  (schema: GraphQLSchema, told: (headers: IncomingHttpHeaders) => void) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    told(request.headers);
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it is asked.
    const { query, variables, operationName } = (await json(request)) as any;
    const answers = await subscribe({ schema, document: parse(query), variableValues: variables, operationName });
    if (!(Symbol.asyncIterator in answers)) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers));
      return;
    }
    response.once('close', () => void answers.return?.());
    response.writeHead(200, { 'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0' });
    response.write('\r\n--graphql');
    for await (const payload of answers)
      response.write(`\r\ncontent-type: application/json\r\n\r\n${JSON.stringify({ payload })}\r\n--graphql`);
    response.end('--\r\n');
  };

const TICKED = 'subscription ($id: ID!) { live: ticked(product: $id) { n product { title } } }';

describe.each(['graphql-ws', 'sse', 'multipart'])('subscriptions that a subgraph serves itself by %s', (protocol) => {
  let toys: RunningToys;
  let server: Server;
  let router: RunningRouter;
  let mint: TokenMint;
  let tell: (version: SupergraphVersion) => void;
  const told: unknown[] = [];
  const live = new Set<{ terminate(): void }>();

  beforeAll(async () => {
    toys = await startToys([catalogToy, clock], 'embedded', createLogger('test'));
    mint = await createTokenMint();
    server = createServer((request, response) => {
      live.add({ terminate: () => response.destroy() });
      return handler(request, response);
    });
    const sockets = new WebSocketServer({ server, path: '/graphql' });
    sockets.on('connection', (socket) => live.add(socket));
    const schema = buildSubgraphSchema([
      { typeDefs: parse(`${shared.typeDefs}\n${clock.sdl}`), resolvers: clock.resolvers as never },
    ]);
    const handler =
      protocol === 'multipart'
        ? inParts(schema, (headers) => told.push(toldIn((name) => (headers[name] as string) ?? null)))
        : createHandler({
            schema,
            context: ({ headers: { get } }) => void told.push(toldIn(get as Headers['get'])),
          });
    useServer({ schema, onConnect: ({ connectionParams }) => void told.push(connectionParams) }, sockets);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const url = protocol === 'graphql-ws' ? address : `${protocol}+${address}`;
    router = await startRouter({
      host: '127.0.0.1',
      port: 0,
      supergraph: {
        load: async () => ({ id: '1', supergraphSdl: toys.supergraphSdl }),
        watch: async (changed) => {
          tell = changed;
          return async () => {};
        },
      },
      transportTo: toys.transportTo,
      tokens: mint.options,
      forward: { clock: { 'x-lang': 'x-lang' } },
      subscriptionUrlOf: () => url,
      identify: (viewer) => ({ 'x-viewer': viewer.kind === 'user' ? viewer.id : viewer.kind }),
      log: createLogger('test'),
    });
  });
  afterAll(async () => {
    await router?.stop();
    for (const socket of live) socket.terminate();
    server?.close();
    await toys?.stop();
  });

  const connect = async (user?: string) =>
    connectTo(`${router.url}/graphql`, user === undefined ? undefined : await mint.authorization(user));

  it('pass through the router, joined with fields of other subgraphs, on behalf of the viewer', async () => {
    const client = await connect('ann');
    const { answers } = follow(client, TICKED, { id: 'p1' });
    await eventually(() => ticks.open === 1);
    ticks.tick(1);
    ticks.tick(2);
    await eventually(() => answers.length === 2);
    expect(answers).toEqual([1, 2].map((n) => ({ data: { live: { n, product: { title: 'Product 1' } } } })));
    expect(told).toEqual([{ 'x-viewer': 'ann' }]);
    await client.dispose();
    await eventually(() => ticks.open === 0);
  });

  it('are opened once for all whose answers are equal', async () => {
    const before = ticks.opened;
    const clients = await Promise.all([connect('bob'), connect('bob'), connect('bob')]);
    const followings = clients.map((client) => follow(client, TICKED, { id: 'p2' }));
    await eventually(() => ticks.open === 1);
    await eventually(() => {
      ticks.tick(7);
      return followings.every(({ answers }) => answers.length > 0);
    });
    expect(ticks.opened - before).toBe(1);
    await Promise.all(clients.map((client) => client.dispose()));
    await eventually(() => ticks.open === 0);
  });

  it('are opened for each of those whose headers the subgraph is told and are not equal', async () => {
    const before = ticks.opened;
    const url = `${router.url.replace('http', 'ws')}/graphql`;
    const clients = ['en', 'ru', 'en'].map((language) =>
      createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { 'X-Lang': language } }),
    );
    const followings = clients.map((client) => follow(client, TICKED, { id: 'p5' }));
    await eventually(() => ticks.open === 2);
    await eventually(() => {
      ticks.tick(5);
      return followings.every(({ answers }) => answers.length > 0);
    });
    expect(ticks.opened - before).toBe(2);
    expect(told.slice(-2)).toEqual(
      expect.arrayContaining(['en', 'ru'].map((language) => ({ 'x-viewer': 'guest', 'x-lang': language }))),
    );
    await Promise.all(clients.map((client) => client.dispose()));
    await eventually(() => ticks.open === 0);
  });

  it('end with the errors of the subgraph', async () => {
    const client = await connect();
    const { ended } = follow(client, TICKED, { id: 'forbidden' });
    expect((await ended)?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    await client.dispose();
  });

  it('go on when the connection to the subgraph is lost', async () => {
    const client = await connect();
    const { answers } = follow(client, TICKED, { id: 'p3' });
    await eventually(() => ticks.open === 1);
    const before = ticks.opened;
    for (const socket of live) socket.terminate();
    await eventually(() => ticks.opened > before);
    await eventually(() => ticks.open === 1);
    ticks.tick(3);
    await eventually(() => answers.length === 1);
    await client.dispose();
    await eventually(() => ticks.open === 0);
  });

  it('go on over a new graph, and are not even opened again', async () => {
    const client = await connect();
    const { answers } = follow(client, TICKED, { id: 'p4' });
    await eventually(() => ticks.open === 1);
    const before = ticks.opened;
    const changed = compose(
      toys.published.map((one) =>
        one.name === 'catalog' ? { ...one, sdl: one.sdl.replace('sku: String!', 'sku: String! code: String') } : one,
      ),
    );
    if (changed.errors) throw new Error(JSON.stringify(changed.errors));
    tell({ id: '2', supergraphSdl: changed.supergraphSdl });
    ticks.tick(4);
    await eventually(() => answers.length === 1);
    expect(ticks.opened).toBe(before);
    await client.dispose();
  });
});
