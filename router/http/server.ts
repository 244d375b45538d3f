import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { codedHttpServer, errorAnswer } from '#kernel/coded-http.ts';
import type { Logger } from '#kernel/log.ts';
import type { Limits } from '#router/gateway/limits.ts';

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
  const app = codedHttpServer(
    {
      bodyLimit: limits.bodyBytes,
      trustProxy: isProxy,
      requestTimeout: limits.requestMs,
      connectionTimeout: 0,
      keepAliveTimeout: 72_000,
      clientErrorHandler: refuseBytes,
      // Node looks for late requests this often.
      http: { connectionsCheckingInterval: Math.min(5_000, limits.requestMs), headersTimeout: limits.requestMs },
    },
    log,
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
