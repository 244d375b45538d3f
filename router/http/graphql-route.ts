import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { errorAnswer } from '#kernel/coded-http.ts';
import { FAULTS, Fault, faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import { within } from '#kernel/subgraph/call.ts';
import { describeSpan, inSpan, SpanKind, tracing } from '#kernel/telemetry/tracing.ts';
import { variesBy } from '#router/cache/cache-headers.ts';
import type { HeardCaching } from '#router/cache/heard-caching.ts';
import type { ResponseCache } from '#router/cache/response-cache.ts';
import type { NamedDocuments } from '#router/documents/named-documents.ts';
import type { Graph } from '#router/gateway/graph.ts';
import { admitRequest, withDocument } from '#router/http/admitted-request.ts';
import type { FrontRequest, GraphQLFront, RequestContext } from '#router/http/apollo.ts';
import type { ContractSurfaces } from '#router/http/contract-surfaces.ts';
import type { Answer, Door } from '#router/http/door.ts';
import { observeRequest } from '#router/http/metrics.ts';
import { PassedHeaders, type PassingRules } from '#router/http/passed-headers.ts';
import { RequestRefusal } from '#router/http/request-refusal.ts';
import { sendAnswer } from '#router/http/send-answer.ts';
import type { SlowOperations } from '#router/http/slow-operations.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import type { Callers } from '#router/identity/callers.ts';
import { clientNameIn, clientOf } from '#router/identity/client-name.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { Overload } from '#router/protection/overload.ts';
import type { UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import type { EventStreams } from '#router/subscriptions/event-stream.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What answers it, once that has begun. */
    work?: Promise<unknown>;
  }
}

/** One graph as clients meet it: the whole, or a contract. */
export interface Surface {
  /** The contract's. */
  readonly name?: string;
  readonly graph: Graph;
  readonly front: GraphQLFront;
  readonly door: Door;
}

export interface GraphQLRouteOptions {
  /** What is served at `/graphql`. */
  whole: Surface;
  /** What is served at `/graphql/<contract>`, and to keys that are for one. */
  contracts: ContractSurfaces;
  callers: Callers;
  documents: NamedDocuments;
  overload: Overload;
  /** Keeps what may be kept of the answers. */
  cache: ResponseCache;
  slow: SlowOperations;
  /** What of subgraphs' response headers clients are told. */
  pass?: PassingRules | undefined;
  log: Logger;
  /** Is told of each operation that was executed. */
  used?(operation: UsedOperation): void;
  /** Takes over requests whose answer is a stream; false for others. */
  stream?: EventStreams['open'];
}

/** Mounts `/graphql` and `/graphql/<contract>`: identity first, then the shared or own execution, then metrics and the access log. */
export function graphqlRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  // In a scope of its own, whose bodies are read in its own way.
  app.register(async (scope) => mount(scope, options));
}

function mount(
  app: FastifyInstance,
  { whole, contracts, callers, documents, overload, cache, slow, pass, log, stream, used }: GraphQLRouteOptions,
): void {
  app.decorateRequest('work');
  const parse = app.getDefaultJsonParser('error', 'error');
  const varies = variesBy(callers.forwarding.names);
  // Read when nobody else has: a request that is equal to one under way is answered without.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) =>
    text.length === 0 ? parse(request, '', done) : done(null, new UnreadJson(text as string)),
  );
  const readBody = (request: FastifyRequest): void => {
    if (!(request.body instanceof UnreadJson)) return;
    parse(request, request.body.text, (error, body) => {
      if (error) throw error;
      request.body = body;
    });
  };

  const route = (url: string): RouteOptions => ({
    method: ['GET', 'POST'],
    url,
    // Before the body is read: what is shed costs next to nothing.
    onRequest: (request, reply, done) => {
      if (isStream(request)) return done();
      if (!overload.begins()) {
        reply.header('retry-after', 1);
        send(reply, OVERLOADED, performance.now());
        return;
      }
      const ended = (): void => overload.ended();
      reply.raw.once('close', () => {
        // Work for a client that has left is work all the same.
        if (request.work) request.work.then(ended, ended);
        else ended();
      });
      done();
    },
    handler: (request, reply) => {
      const parent = request.headers.traceparent as string | undefined;
      request.work = inSpan('graphql', { kind: SpanKind.SERVER, parent }, () => handle(request, reply));
      return request.work;
    },
  });
  app.route(route('/graphql'));
  app.route(route('/graphql/:contract'));

  const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // Its client has given up while it waited for its turn.
    if (request.raw.socket.destroyed) return reply;
    const startedAt = performance.now();
    try {
      const known = callers.identify(request.headers.authorization, apiKeyOf(request), request.headers);
      const identity = known instanceof Promise ? await known : known;
      const contract = (request.params as { contract?: string }).contract ?? identity.apiKey?.contract;
      const surface = contract === undefined ? whole : await contracts.find(contract, identity);
      return await answer(request, reply, identity, surface, startedAt);
    } catch (error) {
      if (error instanceof RequestRefusal) return send(reply, refusedRequest(error), startedAt);
      const fault = faultIn(error);
      if (!fault) throw error;
      if (fault.code === 'UNAVAILABLE') log.warn({ err: error }, 'a caller could not be identified');
      const retryAfterMs = fault.extensions.retryAfterMs as number | undefined;
      if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
      return send(reply, refusal(fault), startedAt);
    }
  };

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    identity: Identity,
    surface: Surface,
    startedAt: number,
  ) => {
    const { front, door } = surface;
    const address = request.ip;
    const text = request.body instanceof UnreadJson ? request.body.text : undefined;
    const joined = text === undefined ? undefined : door.join(text, () => askerOf(request, identity));
    if (joined) {
      front.quotas.spend(identity, address, joined.cost);
      const shared = await joined.answer;
      count(request, identity, surface, shared);
      return send(reply, { ...shared, from: 'shared' }, startedAt);
    }
    readBody(request);
    const naming = withDocument(documents, frontRequest(request), clientNameIn(request.headers));
    const named = naming instanceof Promise ? await naming : naming;
    const sender = {
      identity,
      client: clientOf(request.headers, identity.apiKey),
      address,
      surface: surface === whole ? undefined : surface,
    };
    const streamed = stream?.(request, reply, sender, named.parameters);
    if (streamed && (await streamed)) return reply;
    const admitted = admitRequest(front.guard, named.request, identity);
    front.quotas.spend(identity, address, admitted.cost);
    const known = front.recognise(admitted.request);
    const viewer = acting(request.headers, address, identity, known?.operation.kind);
    const call = { deadlineAt: Date.now() + front.limits.answerMs };
    const passed = pass && known?.operation.kind !== 'query' ? new PassedHeaders(pass) : undefined;
    const execute = (heard?: HeardCaching): Promise<Answer> => {
      const context: RequestContext = { viewer, forwarded: identity.forwarded, heard, passed, note: {} };
      const executed = within(call, () => front.answer(admitted.request, context, known));
      return passed ? executed.then((one) => (passed.headers ? { ...one, headers: passed.headers } : one)) : executed;
    };
    const asked = { surface, known, identity, wish: request.headers['cache-control'] };
    const slot = admitted.whole ? cache.slot(asked) : undefined;
    const run = (): Promise<Answer> => slot?.answer(execute) ?? admitted.answered(execute);
    const held = slot?.held();
    const isShared = text !== undefined && known?.operation.kind === 'query';
    const answering = isShared ? () => door.share(text, askerOf(request, identity), admitted.cost, run) : run;
    const answered = held ?? (await answering());
    if (answered.operation?.kind === 'mutation') cache.wrote(identity);
    if (named.keep && admitted.valid) documents.keep(named.keep);
    count(request, identity, surface, answered);
    return send(reply, answered, startedAt);
  };

  /** Notes who sent what, also when somebody else's execution answered it. */
  const count = (
    request: FastifyRequest,
    identity: Identity,
    { graph }: Surface,
    { operation, failedWith }: Answer,
  ): void => {
    if (!operation) return;
    const { document, name } = operation;
    const failed = failedWith !== undefined;
    used?.({ schema: graph.generation.schema, document, name, failed, ...clientOf(request.headers, identity.apiKey) });
  };

  const send = (reply: FastifyReply, answer: Answer, startedAt: number): FastifyReply => {
    report(answer, performance.now() - startedAt, clientNameIn(reply.request.headers));
    return sendAnswer(reply, answer, varies);
  };

  const report = (
    { operation, failedWith, from, status, body }: Answer,
    elapsedMs: number,
    client = 'unknown',
  ): void => {
    const name = operation?.name ?? 'unknown';
    const outcome = failedWith ?? (status >= 400 ? 'REFUSED' : (from ?? 'ok'));
    const kind = operation?.kind ?? 'unknown';
    observeRequest({ operation: name, kind, outcome, client }, elapsedMs);
    if (tracing()) {
      const attributes = { 'graphql.operation.name': name, 'graphql.operation.type': kind, 'graphql.outcome': outcome };
      describeSpan(`${kind} ${name}`, attributes, status >= 500 || failedWith !== undefined);
    }
    if (operation && elapsedMs >= slow.ms) slow.tell(operation, elapsedMs, client);
    if (!log.isLevelEnabled('info')) return;
    const ms = Math.round(elapsedMs * 10) / 10;
    const code = failedWith ? { code: failedWith } : {};
    log.info({ operation: name, status, ...code, ms, bytes: body.length }, 'answered');
  };
}

const apiKeyOf = ({ headers }: FastifyRequest): string | undefined => {
  const given = headers[API_KEY_HEADER];
  return given === undefined ? undefined : String(given);
};

const failed = (status: number, code: string, message: string, facts?: Record<string, unknown>): Answer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: Buffer.from(errorAnswer(message, code, facts)),
  failedWith: code,
});

function refusal({ code, message, extensions: { code: _, retryable: __, ...facts } }: Fault): Answer {
  return failed(FAULTS[code].http, code, message, facts);
}

const refusedRequest = ({ status, code, message }: RequestRefusal): Answer => failed(status, code, message);

const OVERLOADED = refusal(new Fault('OVERLOADED', 'There is more to do than can be done now; try again shortly.'));

/** Whether the answer goes on for as long as the client listens. */
const isStream = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  accept.includes('text/event-stream') || accept.includes('subscriptionSpec');

/** JSON that came and was not parsed yet. */
class UnreadJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What makes requests for the same equal: who asks, and in which form. */
const askerOf = ({ headers }: FastifyRequest, { scope, forwarded }: Identity): string => {
  const { accept, 'content-type': type, 'cache-control': wish } = headers;
  return [scope, forwarded?.key, clientNameIn(headers), accept, type, wish].join('\n');
};

function frontRequest({ headers, method, body, url }: FastifyRequest): FrontRequest {
  const question = url.indexOf('?');
  return {
    method,
    body,
    search: question < 0 ? '' : url.slice(question),
    contentType: headers['content-type'],
    accept: headers.accept,
    preflighted: (headers['apollo-require-preflight'] ?? headers['x-apollo-operation-name']) as string | undefined,
  };
}

/** Longest program name that is kept of whoever acts. */
const AGENT_LENGTH = 200;

/** The viewer, who of a mutation is told from where, for the audit log; queries of one viewer stay alike. */
function acting(
  headers: FastifyRequest['headers'],
  address: string,
  { viewer }: Identity,
  kind: string | undefined,
): Viewer {
  if (kind === 'query' || viewer.kind !== 'user') return viewer;
  return { ...viewer, origin: `${address} ${headers['user-agent']?.slice(0, AGENT_LENGTH) ?? ''}`.trimEnd() };
}
