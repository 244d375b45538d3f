import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { GUEST } from '#kernel/auth/viewer.ts';
import { faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import { within } from '#kernel/subgraph/call.ts';
import type { GatewayContext } from '#router/gateway/data-source.ts';
import type { Graph } from '#router/gateway/graph.ts';
import { JsonText, stringifyResult } from '#router/gateway/json-text.ts';
import { type Limits, limitsRule } from '#router/gateway/limits.ts';
import { OperationExecutor, type OperationRequest, type OperationResult } from '#router/gateway/operation-executor.ts';
import { parametersOf } from '#router/http/admitted-request.ts';
import { clientError } from '#router/http/client-error.ts';
import type { Answer, Door } from '#router/http/door.ts';
import { type KnownOperation, KnownOperations } from '#router/http/known-operations.ts';
import { RequestRefusal } from '#router/http/request-refusal.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import { type GuardedRequest, OperationGuard } from '#router/protection/operation-guard.ts';
import type { Quotas } from '#router/protection/quotas.ts';

/** What became of a request, for metrics and logs. */
export interface RequestNote {
  operation?: KnownOperation;
  /** The code of the answer's first error. */
  failedWith?: string;
}

/** One request's context. The server copies it, so what is noted is an object of its own. */
export interface RequestContext extends GatewayContext {
  note: RequestNote;
  /** What the operation's execution came to, when it was executed before the server was asked. */
  execution?: Promise<OperationResult>;
}

export interface GraphQLFrontOptions {
  graph: Graph;
  door: Door;
  limits: Limits;
  quotas: Quotas;
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

/** A request whose operation and form were met before. */
export interface KnownRequest {
  readonly operation: KnownOperation;
  /** The content type of its answer. */
  readonly answeredAs: string;
  readonly request: {
    query: string;
    variables: Record<string, unknown>;
    operationName: string | undefined;
  };
}

/** Apollo Server in front of the gateway, with everything off that this product does itself or not at all. */
export class GraphQLFront {
  /** Decides what of a request may be executed. Whoever executes for a client asks it first. */
  readonly guard: OperationGuard;
  readonly limits: Limits;
  readonly quotas: Quotas;
  readonly #graph: Graph;
  readonly #door: Door;
  readonly #executor: OperationExecutor;
  readonly #known = new KnownOperations();
  /** By the form of requests that were answered: the answers' content type. */
  readonly #forms = new LRUCache<string, string>({ max: 200 });
  readonly #server: ApolloServer<RequestContext>;

  constructor({ graph, door, limits, quotas, introspection, log }: GraphQLFrontOptions) {
    this.guard = new OperationGuard(graph, limits);
    this.limits = limits;
    this.quotas = quotas;
    this.#graph = graph;
    this.#door = door;
    this.#executor = new OperationExecutor(graph);
    this.#server = new ApolloServer<RequestContext>({
      gateway: gatewayOf(graph, this.#executor),
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
        observer(door, (...operation) => this.#known.learn(graph.generation, ...operation)),
      ],
    });
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /**
   * What a request asks for, when its operation was let in before and the request has a form that was understood before.
   * Nothing that decides about such a request is different from the last time but its variables and its viewer.
   */
  recognise(request: FrontRequest): KnownRequest | undefined {
    const isGet = request.method === 'GET';
    // What is written twice in a URL is the server's to refuse.
    if (isGet && isRepetitive(request.search)) return undefined;
    const { query, variables, operationName, extensions } = parametersOf(request);
    if (typeof query !== 'string' || (extensions ?? undefined) !== undefined) return undefined;
    if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) return undefined;
    if (operationName === '' || typeof (operationName ?? '') !== 'string') return undefined;
    const answeredAs = this.#forms.get(formOf(request));
    const name = (operationName ?? undefined) as string | undefined;
    const operation = answeredAs && this.#known.find(this.#graph.generation, query, name);
    if (!operation || (isGet && operation.kind !== 'query')) return undefined;
    return {
      operation,
      answeredAs,
      request: { query, variables: (variables ?? {}) as Record<string, unknown>, operationName: name },
    };
  }

  /**
   * Answers one HTTP request of the GraphQL endpoint, whatever it is. A recognised one is executed at once; its answer
   * is written by the server all the same unless it is nothing but data, so that errors have one author.
   */
  async answer(request: FrontRequest, context: RequestContext, known = this.recognise(request)): Promise<Answer> {
    const execution =
      known && this.#executor.execute({ ...known.operation, request: known.request, context, metrics: {} });
    if (known && execution) {
      const data = await execution.then(dataAlone, () => undefined);
      if (data) {
        const body = Buffer.from(`{"data":${data.text}}`);
        context.note.operation = known.operation;
        if (known.operation.kind === 'mutation') this.#door.mutationEnded();
        return { status: 200, contentType: known.answeredAs, body, operation: known.operation, tags: data.tags };
      }
      context.execution = execution;
    }
    const headers = new HeaderMap();
    if (request.contentType) headers.set('content-type', request.contentType);
    if (request.accept) headers.set('accept', request.accept);
    if (request.preflighted) headers.set('apollo-require-preflight', request.preflighted);
    const response = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers, body: request.body, search: request.search },
      context: async () => context,
    });
    const status = response.status ?? 200;
    const contentType = response.headers.get('content-type') ?? 'application/json; charset=utf-8';
    const { operation, failedWith } = context.note;
    if (status === 200 && operation) this.#forms.set(formOf(request), contentType);
    const body = Buffer.from(response.body.kind === 'complete' ? response.body.string : '');
    return { status, contentType, body, operation, failedWith };
  }

  /**
   * Executes what a client asks by another way than HTTP, by the same rules.
   * @param address where the client is
   */
  async executeFor(
    request: GuardedRequest,
    identity: Identity,
    address: string,
  ): Promise<{ data?: unknown; errors?: readonly GraphQLFormattedError[] }> {
    try {
      const { query, cost, complete = (result) => result } = this.guard.admit(request, identity);
      this.quotas.spend(identity, address, cost);
      const call = { deadlineAt: Date.now() + this.limits.answerMs };
      const execute = () => this.execute({ ...request, query: query ?? '' }, identity);
      return complete(query === undefined ? {} : await within(call, execute));
    } catch (error) {
      const refused = faultIn(error) ?? (error instanceof RequestRefusal ? error : undefined);
      if (refused) return { errors: [refused.toJSON()] };
      throw error;
    }
  }

  /** Executes a query or mutation that the router itself asks on somebody's behalf. */
  async execute(
    request: GuardedRequest,
    { viewer, forwarded }: GatewayContext = { viewer: GUEST },
  ): Promise<{ data?: Record<string, unknown> | null; errors?: readonly GraphQLErrorAnswer[] }> {
    const { body } = await this.#server.executeOperation(request as { query: string }, {
      contextValue: { viewer, forwarded, note: {} },
    });
    if (body.kind !== 'single') throw new Error('incremental answers are not asked for');
    const { data, ...rest } = body.singleResult as { data?: unknown };
    return { ...rest, data: data instanceof JsonText ? data.toJSON() : data } as never;
  }
}

/** The gateway with an executor of our own; its types are of an older minor of the same interface. */
function gatewayOf(
  { gateway }: Graph,
  executor: OperationExecutor,
): ApolloServerOptionsWithGateway<RequestContext>['gateway'] {
  return {
    load: async (options: never) => ({
      ...(await gateway.load(options)),
      executor: (request: OperationRequest) =>
        (request.context as RequestContext).execution ?? executor.execute(request),
    }),
    onSchemaLoadOrUpdate: (listener: never) => gateway.onSchemaLoadOrUpdate(listener),
    stop: () => gateway.stop(),
  } as unknown as ApolloServerOptionsWithGateway<RequestContext>['gateway'];
}

/** What of a request, besides what it asks, decides whether it is let in and how it is answered. */
const formOf = ({ method, contentType = '', accept = '', preflighted }: FrontRequest): string =>
  [method, contentType, accept, method === 'GET' && Boolean(preflighted)].join('\n');

function isRepetitive(search: string): boolean {
  const names = [...new URLSearchParams(search).keys()];
  return new Set(names).size < names.length;
}

/** The data of a result that is nothing else; undefined for any other. */
const dataAlone = ({ data, errors, extensions }: OperationResult): JsonText | undefined =>
  errors || extensions || !(data instanceof JsonText) ? undefined : data;

type GraphQLErrorAnswer = ReturnType<GraphQLError['toJSON']>;

/** Notes what each request was and how it ended, and refuses subscriptions, which have their own transports. */
function observer(
  door: Door,
  learn: (text: string, operationName: string | undefined, operation: KnownOperation) => void,
): ApolloServerPlugin<RequestContext> {
  const listener: Awaited<ReturnType<NonNullable<ApolloServerPlugin<RequestContext>['requestDidStart']>>> = {
    async didResolveOperation({ request, operation, operationName, contextValue, document, queryHash }) {
      // The gateway would answer this as a failure of its own.
      if (!operation)
        throw new GraphQLError('The document has no operation of that name, or several and none was named.', {
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
        });
      const known: KnownOperation = {
        kind: operation.operation,
        name: operationName ?? 'anonymous',
        document,
        queryHash,
      };
      contextValue.note.operation = known;
      if (known.kind === 'subscription')
        throw new GraphQLError(
          'Subscriptions are served over WebSocket (graphql-transport-ws) and server-sent events.',
          {
            extensions: { code: 'BAD_REQUEST', http: { status: 405 } },
          },
        );
      if (request.query) learn(request.query, request.operationName, known);
    },
    async willSendResponse({ response, contextValue }) {
      const error = response.body.kind === 'single' ? response.body.singleResult.errors?.[0] : undefined;
      if (error) contextValue.note.failedWith = String(error.extensions?.code);
      if (contextValue.note.operation?.kind === 'mutation') door.mutationEnded();
    },
  };
  return { requestDidStart: async () => listener };
}
