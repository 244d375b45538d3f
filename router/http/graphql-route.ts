import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FAULTS, faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { GraphQLFront, RequestContext } from '#router/http/apollo.ts';
import { errorAnswer } from '#router/http/client-error.ts';
import type { Answer, Door, KnownOperation } from '#router/http/door.ts';
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
      const shareable = shareableQuery(request, identity, door);
      const answer = await (shareable ? door.share(shareable.key, () => run(request, context)) : run(request, context));
      // Joined another's execution: nothing was noted in this request's own context.
      if (shareable && !context.note.operation) context.note = { operation: shareable.operation, shared: true };
      report(context, answer, performance.now() - startedAt);
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

  const report = (context: RequestContext, answer: Answer, elapsedMs: number): void => {
    const { operation, failedWith, shared } = context.note;
    const name = operation?.name ?? 'unknown';
    const outcome = failedWith ?? (answer.status >= 400 ? 'REFUSED' : shared ? 'shared' : 'ok');
    observeRequest(name, operation?.kind ?? 'unknown', outcome, elapsedMs);
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

/** What makes the request equal to others, when it is known to be a query; undefined when it has to run by itself. */
function shareableQuery(
  request: FastifyRequest,
  identity: Identity,
  door: Door,
): { key: string; operation: KnownOperation } | undefined {
  const { query, operationName, variables } = (request.body ?? {}) as GraphQLBody;
  if (request.method !== 'POST' || typeof query !== 'string') return undefined;
  const name = typeof operationName === 'string' ? operationName : undefined;
  const operation = door.known(query, name);
  if (operation?.kind !== 'query') return undefined;
  const parts = [identity.scope, request.headers.accept ?? '', name ?? '', query, JSON.stringify(variables ?? null)];
  return { key: parts.join('\n'), operation };
}
