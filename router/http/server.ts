import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from '#kernel/log.ts';
import type { Limits } from '#router/gateway/limits.ts';
import { errorAnswer } from '#router/http/client-error.ts';

export interface HttpServerOptions {
  /** Origins whose pages may call the router; `*` for any. Others get no CORS headers. */
  corsOrigins: readonly string[];
  /** Headers that those pages may send beside those that the router knows. */
  corsHeaders?: readonly string[];
  /** Headers of answers that those pages may read. */
  corsExposed?: readonly string[];
  /** Whether an address is a proxy whose `X-Forwarded-For` says where a request comes from. */
  isProxy(address: string): boolean;
  limits: Limits;
  log: Logger;
}

/** The HTTP server, bounded in size and time, whose own refusals are coded like every other error. */
export async function createHttpServer({
  corsOrigins,
  corsHeaders = [],
  corsExposed = [],
  isProxy,
  limits,
  log,
}: HttpServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    trustProxy: isProxy,
    requestTimeout: limits.requestMs,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: true,
    clientErrorHandler: refuseBytes,
    // Node looks for late requests this often.
    http: { connectionsCheckingInterval: Math.min(5_000, limits.requestMs), headersTimeout: limits.requestMs },
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    const json = reply.code(status).type('application/json; charset=utf-8');
    if (status === 413) return json.send(errorAnswer('The request is too large.', 'TOO_LARGE', { limit: 'body' }));
    if (status >= 500) {
      log.error({ err: error }, 'a request failed unexpectedly');
      return json.send(errorAnswer('Something went wrong on our side.', 'INTERNAL'));
    }
    return json.send(errorAnswer(error.message, 'BAD_REQUEST'));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('application/json; charset=utf-8')
      .send(errorAnswer('There is nothing at this address.', 'NOT_FOUND')),
  );
  if (corsOrigins.length > 0)
    await app.register(cors, {
      origin: corsOrigins.includes('*') ? true : [...corsOrigins],
      methods: ['GET', 'POST', 'OPTIONS'],
      allowedHeaders: [
        'content-type',
        'authorization',
        'cache-control',
        'apollo-require-preflight',
        'x-apollo-operation-name',
        'x-api-key',
        'apollographql-client-name',
        'apollographql-client-version',
        'graphql-client-name',
        'graphql-client-version',
        'traceparent',
        ...corsHeaders,
      ],
      exposedHeaders: [...corsExposed],
      credentials: corsHeaders.includes('cookie'),
      maxAge: 86_400,
    });
  return app;
}

/** Node's codes for what is not a request, and what it is told. */
const NOT_A_REQUEST: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'TOO_LARGE', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'TIMEOUT', 'The request did not arrive in time.'],
};
const MALFORMED = ['400 Bad Request', 'BAD_REQUEST', 'This is not an HTTP request.'] as const;

/** Answers what is no request at all, and closes the connection. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code, message] = NOT_A_REQUEST[error.code ?? ''] ?? MALFORMED;
  const body = errorAnswer(message, code);
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
