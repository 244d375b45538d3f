import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import type { Logger } from '#kernel/log.ts';
import type { GatewayContext } from '#router/gateway/data-source.ts';
import type { Graph } from '#router/gateway/graph.ts';
import { JsonText, stringifyResult } from '#router/gateway/json-text.ts';
import { type Limits, limitsRule } from '#router/gateway/limits.ts';
import { OperationExecutor, type OperationRequest } from '#router/gateway/operation-executor.ts';
import { clientError } from '#router/http/client-error.ts';
import type { Answer, Door, KnownOperation } from '#router/http/door.ts';

/** What became of a request, for metrics and logs. */
export interface RequestNote {
  operation?: KnownOperation;
  /** The code of the answer's first error. */
  failedWith?: string;
  /** Whether the answer is that of an equal request. */
  shared?: boolean;
}

/** One request's context. The server copies it, so what is noted is an object of its own. */
export interface RequestContext extends GatewayContext {
  note: RequestNote;
}

export interface GraphQLFrontOptions {
  graph: Graph;
  door: Door;
  limits: Limits;
  introspection: boolean;
  log: Logger;
}

/** What the front needs of an HTTP request. */
export interface FrontRequest {
  readonly method: string;
  readonly body: unknown;
  /** The query string with its `?`, or empty. */
  readonly search: string;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  /** A header that only a preflighted cross-origin request can carry. */
  readonly preflighted: string | undefined;
}

/** Apollo Server in front of the gateway, with everything off that this product does itself or not at all. */
export class GraphQLFront {
  readonly #server: ApolloServer<RequestContext>;

  constructor({ graph, door, limits, introspection, log }: GraphQLFrontOptions) {
    this.#server = new ApolloServer<RequestContext>({
      gateway: gatewayOf(graph),
      introspection,
      allowBatchedHttpRequests: false,
      persistedQueries: false,
      csrfPrevention: true,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      parseOptions: { maxTokens: limits.tokens },
      validationRules: [limitsRule(limits)],
      validationOptions: { maxErrors: 10 },
      stringifyResult,
      formatError: (formatted, error) => clientError(formatted, error, log),
      logger: { debug() {}, info() {}, warn: (text) => log.warn(text), error: (text) => log.error(text) },
      plugins: [
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
        observer(door),
      ],
    });
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Answers one HTTP request of the GraphQL endpoint, whatever it is. */
  async answer(request: FrontRequest, context: RequestContext): Promise<Answer> {
    const headers = new HeaderMap();
    if (request.contentType) headers.set('content-type', request.contentType);
    if (request.accept) headers.set('accept', request.accept);
    if (request.preflighted) headers.set('apollo-require-preflight', request.preflighted);
    const response = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, body: request.body, search: request.search },
      context: async () => context,
    });
    return {
      status: response.status ?? 200,
      contentType: response.headers.get('content-type') ?? 'application/json; charset=utf-8',
      body: response.body.kind === 'complete' ? response.body.string : '',
    };
  }

  /** Executes a query or mutation that came by another way than HTTP, or that the router itself asks. */
  async execute(
    request: { query: string; variables?: Record<string, unknown> | undefined; operationName?: string | undefined },
    viewer: Viewer = GUEST,
  ): Promise<{ data?: Record<string, unknown> | null; errors?: readonly GraphQLErrorAnswer[] }> {
    const { body } = await this.#server.executeOperation(request, { contextValue: { viewer, note: {} } });
    if (body.kind !== 'single') throw new Error('incremental answers are not asked for');
    const { data, ...rest } = body.singleResult as { data?: unknown };
    return { ...rest, data: data instanceof JsonText ? data.toJSON() : data } as never;
  }
}

/** The gateway with an executor of our own; its types are of an older minor of the same interface. */
function gatewayOf(graph: Graph): ApolloServerOptionsWithGateway<RequestContext>['gateway'] {
  const { gateway } = graph;
  const own = new OperationExecutor(graph);
  return {
    load: async (options: never) => ({
      ...(await gateway.load(options)),
      executor: (context: OperationRequest) => own.execute(context),
    }),
    onSchemaLoadOrUpdate: (listener: never) => gateway.onSchemaLoadOrUpdate(listener),
    stop: () => gateway.stop(),
  } as unknown as ApolloServerOptionsWithGateway<RequestContext>['gateway'];
}

type GraphQLErrorAnswer = ReturnType<GraphQLError['toJSON']>;

/** Notes what each request was and how it ended, and refuses subscriptions, which have their own transports. */
function observer(door: Door): ApolloServerPlugin<RequestContext> {
  const listener: Awaited<ReturnType<NonNullable<ApolloServerPlugin<RequestContext>['requestDidStart']>>> = {
    async didResolveOperation({ request, operation, operationName, contextValue }) {
      // The gateway would answer this as a failure of its own.
      if (!operation)
        throw new GraphQLError('The document has no operation of that name, or several and none was named.', {
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
        });
      const known: KnownOperation = { kind: operation.operation, name: operationName ?? 'anonymous' };
      contextValue.note.operation = known;
      if (request.query) door.learn(request.query, request.operationName, known);
      if (known.kind === 'subscription')
        throw new GraphQLError(
          'Subscriptions are served over WebSocket (graphql-transport-ws) and server-sent events.',
          {
            extensions: { code: 'BAD_REQUEST', http: { status: 405 } },
          },
        );
    },
    async willSendResponse({ response, contextValue }) {
      const error = response.body.kind === 'single' ? response.body.singleResult.errors?.[0] : undefined;
      if (error) contextValue.note.failedWith = String(error.extensions?.code);
      if (contextValue.note.operation?.kind === 'mutation') door.mutationEnded();
    },
  };
  return { requestDidStart: async () => listener };
}
