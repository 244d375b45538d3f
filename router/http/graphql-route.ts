import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FAULTS, faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { GraphQLFront, RequestContext } from '#router/http/apollo.ts';
import { errorAnswer } from '#router/http/client-error.ts';
import type { Answer, Door } from '#router/http/door.ts';
import { observeRequest } from '#router/http/metrics.ts';
import type { Identity, TokenVerifier } from '#router/identity/token-verifier.ts';

export interface GraphQLRouteOptions {
  front: GraphQLFront;
  door: Door;
  tokens: TokenVerifier;
  log: Logger;
  /** Takes over requests for an event stream. */
  stream?(request: FastifyRequest, reply: FastifyReply, identity: Identity): Promise<void>;
}

interface GraphQLBody {
  query?: unknown;
  operationName?: unknown;
  variables?: unknown;
}

/** Mounts `/graphql`: identity first, then the shared or own execution, then metrics and the access log. */
export function graphqlRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const { front, door, tokens, log, stream } = options;

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: async (request, reply) => {
      const startedAt = performance.now();
      let identity: Identity;
      try {
        const known = tokens.identify(request.headers.authorization);
        identity = known instanceof Promise ? await known : known;
      } catch (error) {
        const fault = faultIn(error);
        if (!fault) throw error;
        if (fault.code !== 'UNAUTHENTICATED') log.warn({ err: error }, 'a token could not be checked');
        observeRequest('unknown', 'unknown', fault.code, performance.now() - startedAt);
        log.info({ operation: 'unknown', status: FAULTS[fault.code].http, code: fault.code }, 'answered');
        return reply
          .code(FAULTS[fault.code].http)
          .type('application/json; charset=utf-8')
          .send(errorAnswer(fault.message, fault.code));
      }
      if (stream && request.headers.accept?.includes('text/event-stream')) {
        await stream(request, reply, identity);
        return reply;
      }
      const context: RequestContext = { viewer: identity.viewer, note: {} };
      const answer = await (sharedKey(request, identity, door, (key) => door.share(key, () => run(request, context))) ??
        run(request, context));
      report(request, context, answer, performance.now() - startedAt);
      return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
    },
  });

  const run = (request: FastifyRequest, context: RequestContext): Promise<Answer> => {
    const { headers, method, body, url } = request;
    const question = url.indexOf('?');
    return front.answer(
      {
        method,
        body,
        search: question < 0 ? '' : url.slice(question),
        contentType: headers['content-type'],
        accept: headers.accept,
        preflighted: (headers['apollo-require-preflight'] ?? headers['x-apollo-operation-name']) as string | undefined,
      },
      context,
    );
  };

  const report = (request: FastifyRequest, context: RequestContext, answer: Answer, elapsedMs: number): void => {
    const { operation, failedWith } = context.note;
    const name = operation?.name ?? operationNameOf(request) ?? 'unknown';
    // Joined another's execution: nothing was noted in this request's own context.
    const shared = !operation && answer.status === 200;
    observeRequest(
      name,
      operation?.kind ?? (shared ? 'query' : 'unknown'),
      shared ? 'shared' : (failedWith ?? 'ok'),
      elapsedMs,
    );
    log.info(
      {
        operation: name,
        status: answer.status,
        ...(failedWith ? { code: failedWith } : {}),
        ms: Math.round(elapsedMs * 10) / 10,
        bytes: answer.body.length,
      },
      'answered',
    );
  };
}

const operationNameOf = (request: FastifyRequest): string | undefined => {
  const name = (request.body as GraphQLBody | null | undefined)?.operationName;
  return typeof name === 'string' ? name : undefined;
};

/** Joins what is under way when the request is known to be a query; undefined when it has to run by itself. */
function sharedKey<T>(request: FastifyRequest, identity: Identity, door: Door, use: (key: string) => T): T | undefined {
  const { query, operationName, variables } = (request.body ?? {}) as GraphQLBody;
  if (request.method !== 'POST' || typeof query !== 'string') return undefined;
  const name = typeof operationName === 'string' ? operationName : undefined;
  if (door.kindOf(query, name) !== 'query') return undefined;
  const parts = [identity.scope, request.headers.accept ?? '', name ?? '', query, JSON.stringify(variables ?? null)];
  return use(parts.join('\n'));
}
