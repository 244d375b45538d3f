import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, parse } from 'graphql';
import type { Limits } from '#router/gateway/limits.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import { sockets } from '#router/http/metrics.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { SubscriptionRequest } from '#router/subscriptions/stage.ts';
import type { Subscriptions } from '#router/subscriptions/subscriptions.ts';

export interface EventStreamOptions {
  subscriptions: Subscriptions;
  front: GraphQLFront;
  limits: Limits;
}

/** Keeps proxies from closing a silent stream, in ms. */
const KEEP_ALIVE_MS = 15_000;

/** Bytes a client may leave unread before answers are held back, and how long until it is cut off, in ms. */
const FULL = 1024 * 1024;
const STUCK_MS = 30_000;

/**
 * Serves the GraphQL over SSE protocol in distinct connections mode
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md): one request with `Accept: text/event-stream`, one
 * operation, `next` events and a `complete`. The stream ends when the token does.
 */
export function eventStream({ subscriptions, front, limits }: EventStreamOptions) {
  return async (request: FastifyRequest, reply: FastifyReply, identity: Identity): Promise<void> => {
    const operation = operationOf(request);
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    const stream = new Stream(response);
    if (!operation || kindOf(operation, limits) !== 'subscription') {
      // Whatever else it is, the front executes it or says why not; a GET changes nothing.
      const mayRun = operation && (request.method === 'POST' || kindOf(operation, limits) === 'query');
      const result = mayRun
        ? await front.execute({ ...operation, variables: { ...operation.variables } }, identity.viewer)
        : {
            errors: [
              { message: 'There is no operation to run here.', extensions: { code: 'BAD_REQUEST', retryable: false } },
            ],
          };
      stream.next(JSON.stringify(result));
      return stream.end();
    }
    sockets.inc({ transport: 'sse' });
    const leave = subscriptions.open(operation, identity.viewer, {
      next: (text) => stream.next(text),
      end: (errors) => {
        if (errors) stream.next(JSON.stringify({ errors }));
        stream.end();
      },
    });
    const expiry =
      identity.expiresAt === undefined
        ? undefined
        : setTimeout(() => stream.end(), Math.min(2 ** 31 - 1, Math.max(0, identity.expiresAt - Date.now())));
    response.once('close', () => {
      sockets.dec({ transport: 'sse' });
      clearTimeout(expiry);
      stream.stop();
      leave();
    });
  };
}

/** One client's stream, bounded: the latest answer takes the place of one that still waits. */
class Stream {
  readonly #response: ServerResponse;
  readonly #keepAlive: NodeJS.Timeout;
  #held: string | undefined;
  #stuck: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.#keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
    response.on('drain', () => {
      clearTimeout(this.#stuck);
      this.#stuck = undefined;
      if (this.#held !== undefined) response.write(this.#held);
      this.#held = undefined;
    });
  }

  next(text: string): void {
    const event = `event: next\ndata: ${text}\n\n`;
    if (this.#response.writableLength < FULL) {
      this.#response.write(event);
      return;
    }
    this.#held = event;
    this.#stuck ??= setTimeout(() => this.#response.destroy(), STUCK_MS);
  }

  end(): void {
    this.stop();
    this.#response.end('event: complete\ndata: \n\n');
  }

  stop(): void {
    clearInterval(this.#keepAlive);
    clearTimeout(this.#stuck);
  }
}

function operationOf(request: FastifyRequest): SubscriptionRequest | undefined {
  const source = (request.method === 'GET' ? request.query : request.body) as Record<string, unknown> | undefined;
  const { query, operationName, variables } = source ?? {};
  if (typeof query !== 'string') return undefined;
  return {
    query,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: recordOf(variables),
  };
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? { ...value } : undefined;
  try {
    return recordOf(JSON.parse(value) ?? undefined);
  } catch {
    return undefined;
  }
}

/** The kind of operation, or undefined for a document whose faults its executor will name. */
function kindOf({ query, operationName }: SubscriptionRequest, limits: Limits): string | undefined {
  try {
    return getOperationAST(parse(query, { maxTokens: limits.tokens, noLocation: true }), operationName)?.operation;
  } catch {
    return undefined;
  }
}
