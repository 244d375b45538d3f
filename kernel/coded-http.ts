import Fastify, { type FastifyError, type FastifyHttpOptions, type FastifyInstance, type FastifyReply } from 'fastify';
import { FAULTS, type FaultCode, faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';

/** Whether trying again may help, by the table of faults; codes outside it are the client's own mistakes. */
export const retryableOf = (code: string): boolean => code in FAULTS && FAULTS[code as FaultCode].retryable;

/** An answer that consists of one error, as JSON. */
export const errorAnswer = (message: string, code: string, facts: Record<string, unknown> = {}): string =>
  JSON.stringify({ errors: [{ message, extensions: { code, retryable: retryableOf(code), ...facts } }] });

/**
 * An HTTP server whose own refusals are coded like every other error: what is too large, malformed, or at no address.
 * A fault that a route throws is answered as it is; anything else is a bug, logged and told as INTERNAL.
 */
export function codedHttpServer(options: FastifyHttpOptions<import('node:http').Server>, log: Logger): FastifyInstance {
  const refuse = (error: FastifyError, _request: unknown, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    const answer = (code: number, body: string) => reply.code(code).type('application/json; charset=utf-8').send(body);
    const fault = faultIn(error);
    if (fault) return answer(FAULTS[fault.code].http, JSON.stringify({ errors: [fault] }));
    if (status === 413) return answer(status, errorAnswer('The request is too large.', 'TOO_LARGE', { limit: 'body' }));
    if (status < 500) return answer(status, errorAnswer(error.message, 'BAD_REQUEST'));
    log.error({ err: error }, 'a request failed unexpectedly');
    return answer(status, errorAnswer('Something went wrong on our side.', 'INTERNAL'));
  };
  const app = Fastify({
    ...options,
    frameworkErrors: refuse,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  app.setErrorHandler(refuse);
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('application/json; charset=utf-8')
      .send(errorAnswer('There is nothing at this address.', 'NOT_FOUND')),
  );
  return app;
}

/** How long what is under way may go on once a server is to stop, in ms. */
const LAST_ANSWERS_MS = 5_000;

/**
 * Stops a server: no connection is taken any more, each request that has arrived is answered, and its connection ends with
 * that. What takes too long is cut off.
 */
export async function stopServing(app: FastifyInstance, lastAnswersMs = LAST_ANSWERS_MS): Promise<void> {
  // Connections that were kept alive are idle only once their answer is gone.
  const leaving = setInterval(() => app.server.closeIdleConnections(), 20);
  const cutting = setTimeout(() => app.server.closeAllConnections(), lastAnswersMs);
  try {
    await app.close();
  } finally {
    clearInterval(leaving);
    clearTimeout(cutting);
  }
}
