import { createClient } from 'graphql-ws';
import type { Producer } from 'kafkajs';
import { WebSocket } from 'ws';
import { newId } from '#kernel/ids.ts';
import { ensureTopics, topicOffsets } from '#kernel/kafka/client.ts';
import { Kafka, logLevel } from '#kernel/kafka/kafkajs.ts';
import { createLogger } from '#kernel/log.ts';
import { type EventDefinition, type PayloadOf, streamOf, toOutgoing } from '#kernel/messages/event.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { type RouterOptions, startRouter } from '#router/router.ts';
import {
  catalogToy,
  inventoryToy,
  logisticsToy,
  orderToy,
  type ToyOrders,
  toyOrders,
} from '#router/testing/shop-toys.ts';
import { createTokenMint, type TokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys } from '#router/testing/toys.ts';

export interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  data?: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** A router over toy subgraphs, with real Kafka when asked for, and ways to talk to it. */
export interface TestRouter {
  readonly url: string;
  readonly mint: TokenMint;
  readonly toys: RunningToys;
  readonly orders: ToyOrders;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  ask(query: string, variables?: object, authorization?: string): Promise<GraphQLAnswer>;
  publish<E extends EventDefinition>(definition: E, ...payloads: PayloadOf<E>[]): Promise<void>;
  /** Removes all events of a kind's topic from the log. */
  forgetEvents(definition: EventDefinition): Promise<void>;
  /** A graphql-ws client that does not retry. */
  connect(authorization?: string, onClosed?: (code: number, reason: string) => void): ReturnType<typeof createClient>;
  stop(): Promise<void>;
}

export interface TestRouterOptions extends Partial<RouterOptions> {
  mode?: 'embedded' | 'remote';
  /** Whether events are followed. */
  live?: boolean;
  topicPrefix?: string;
  /** Told of the toys before the router starts over them. */
  onToys?(toys: RunningToys): void;
}

const log = createLogger('router-test');

export async function startTestRouter(options: TestRouterOptions = {}): Promise<TestRouter> {
  const { mode = 'embedded', live = false, topicPrefix = `t${newId()}.`, ...rest } = options;
  const orders = toyOrders();
  const mint = await createTokenMint();
  const toys = await startToys([catalogToy, inventoryToy, orderToy(orders), logisticsToy], mode, log);
  options.onToys?.(toys);
  let producer: Producer | undefined;
  let kafka: Kafka | undefined;
  if (live) {
    kafka = new Kafka({ brokers: testServers().kafkaBrokers.split(','), logLevel: logLevel.NOTHING });
    await ensureTopics(
      kafka,
      ['order', 'inventory', 'logistics'].map((name) => `${topicPrefix}${name}.events`),
      3,
    );
    producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
  }
  const router = await startRouter({
    host: '127.0.0.1',
    port: 0,
    supergraph: fixedSupergraph(toys.supergraphSdl),
    transportTo: toys.transportTo,
    tokens: mint.options,
    ...(live ? { kafka: { brokers: testServers().kafkaBrokers, topicPrefix } } : {}),
    log,
    ...rest,
  });
  const post: TestRouter['post'] = (body, headers = {}) =>
    fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    url: router.url,
    mint,
    toys,
    orders,
    post,
    ask: async (query, variables, authorization) =>
      (await (await post({ query, variables }, authorization ? { authorization } : {})).json()) as GraphQLAnswer,
    publish: async (definition, ...payloads) => {
      const outgoing = payloads.map((payload) => toOutgoing(definition, payload));
      await producer?.send({
        topic: topicPrefix + outgoing[0]!.topic,
        messages: outgoing.map(({ key, headers, payload }) => ({ key, headers, value: payload })),
      });
    },
    forgetEvents: async (definition) => {
      const topic = topicPrefix + streamOf(definition);
      const admin = kafka!.admin();
      await admin.connect();
      const ends = await topicOffsets(admin, topic);
      const partitions = ends
        .filter(({ high }) => high !== '0')
        .map(({ partition, high }) => ({ partition, offset: high }));
      await admin.deleteTopicRecords({ topic, partitions });
      await admin.disconnect();
    },
    connect: (authorization, onClosed) => connectTo(`${router.url}/graphql`, authorization, onClosed),
    stop: async () => {
      await router.stop();
      await toys.stop();
      await producer?.disconnect();
    },
  };
}

/** A graphql-ws client that does not retry, of a router's endpoint. */
export const connectTo = (
  url: string,
  authorization?: string,
  onClosed?: (code: number, reason: string) => void,
): ReturnType<typeof createClient> =>
  createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: authorization ? { authorization } : {},
    retryAttempts: 0,
    lazyCloseTimeout: 0,
    on: { closed: (event) => onClosed?.((event as { code: number }).code, (event as { reason: string }).reason) },
  });

/** A subscription's answers as they come. */
export interface Following {
  readonly answers: GraphQLAnswer[];
  /** Resolves with the errors the operation was refused with, or undefined when it completed. */
  readonly ended: Promise<GraphQLAnswer['errors'] | undefined>;
  leave(): void;
}

export function follow(
  client: ReturnType<typeof createClient>,
  query: string,
  variables: Record<string, unknown>,
): Following {
  const answers: GraphQLAnswer[] = [];
  const ended = Promise.withResolvers<GraphQLAnswer['errors'] | undefined>();
  const leave = client.subscribe(
    { query, variables },
    {
      next: (answer) => answers.push(answer as GraphQLAnswer),
      error: (errors) => (Array.isArray(errors) ? ended.resolve(errors as never) : ended.reject(errors)),
      complete: () => ended.resolve(undefined),
    },
  );
  ended.promise.catch(() => {});
  return { answers, ended: ended.promise, leave };
}
