import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FAULTS, faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { FrontRequest, GraphQLFront, RequestContext, RequestNote } from '#router/http/apollo.ts';
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

/** Mounts `/graphql`: identity first, then the shared or own execution, then metrics and the access log. */
export function graphqlRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  // In a scope of its own, whose bodies are read in its own way.
  app.register(async (scope) => mount(scope, options));
}

function mount(app: FastifyInstance, { front, door, tokens, log, stream }: GraphQLRouteOptions): void {
  const parse = app.getDefaultJsonParser('error', 'error');
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
      const key = request.body instanceof UnreadJson && keyOf(request, request.body, identity);
      const joined = key ? door.join(key) : undefined;
      if (joined) {
        const answer = await joined;
        return send(reply, answer, { operation: answer.operation, shared: true }, startedAt);
      }
      readBody(request);
      if (stream && request.headers.accept?.includes('text/event-stream')) {
        await stream(request, reply, identity);
        return reply;
      }
      const context: RequestContext = { viewer: identity.viewer, note: {} };
      const asked = frontRequest(request);
      const known = front.recognise(asked);
      const run = (): Promise<Answer> => front.answer(asked, context, known);
      const answer = await (key && known?.operation.kind === 'query' ? door.share(key, run) : run());
      return send(reply, answer, context.note, startedAt);
    },
  });

  const send = (reply: FastifyReply, answer: Answer, note: RequestNote, startedAt: number): FastifyReply => {
    report(note, answer, performance.now() - startedAt);
    return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
  };

  const report = ({ operation, failedWith, shared }: RequestNote, answer: Answer, elapsedMs: number): void => {
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

/** JSON that came and was not parsed yet. */
class UnreadJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What makes requests equal: who asks, in which form, and what. */
const keyOf = ({ headers }: FastifyRequest, { text }: UnreadJson, { scope }: Identity): string =>
  `${scope}\n${headers.accept ?? ''}\n${headers['content-type']}\n${text}`;

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
