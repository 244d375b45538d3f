import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { FAULTS, Fault, type FaultCode } from '#kernel/errors.ts';
import type { Parameters } from '#router/documents/named-documents.ts';
import { sockets } from '#router/http/metrics.ts';
import type { Answer, Overflow } from '#router/subscriptions/audience.ts';
import { type Framing, framingFor } from '#router/subscriptions/framing.ts';
import type { Operations, Sender } from '#router/subscriptions/operations.ts';
import type { SubscriptionRequest } from '#router/subscriptions/stage.ts';
import type { Followed } from '#router/subscriptions/subscriptions.ts';

export interface EventStreams {
  /**
   * Takes over a request whose answer is a stream; the stream ends when the token does.
   * @returns false for a request that is to be answered like any other
   */
  open(request: FastifyRequest, reply: FastifyReply, sender: Sender, parameters: Parameters): false | Promise<boolean>;
  /** Ends every stream so that its client comes back, with what it needs to miss nothing. */
  drain(): void;
}

/** Bytes a client may leave unread before answers are held back, and how long until it is cut off, in ms. */
const FULL = 1024 * 1024;
const STUCK_MS = 30_000;

/** Streams a router holds. */
const MAX_STREAMS = 50_000;

/** A timer cannot wait longer than this, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Serves operations whose answers are a stream of one HTTP response, framed as the client asks for. `Last-Event-ID`, the
 * header `x-resume-from` or the request's `extensions.resumeFrom` resume a subscription.
 */
export function eventStream(operations: Operations): EventStreams {
  const open = new Map<Stream, Followed>();

  const serve = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sender: Sender,
    framing: Framing,
    operation: SubscriptionRequest | undefined,
  ): Promise<boolean> => {
    const kind = operation && operations.kindOf(operation);
    if (kind !== 'subscription' && framing.transport === 'multipart') return false;
    if (open.size >= MAX_STREAMS) throw new Fault('OVERLOADED', 'Too many streams; try again shortly.');
    reply.hijack();
    const stream = new Stream(reply, framing);
    // A GET changes nothing.
    if (!operation || (kind === 'mutation' && request.method === 'GET')) {
      stream.end([failure('BAD_USER_INPUT', 'There is no operation to run here.')]);
      return true;
    }
    sockets.inc({ transport: framing.transport });
    const followed = operations.run(operation, sender, stream);
    open.set(stream, followed);
    const { expiresAt } = sender.identity;
    const expire = (): void => stream.end([failure('UNAUTHENTICATED', 'The access token has expired; refresh it.')]);
    const expiry =
      expiresAt === undefined
        ? undefined
        : setTimeout(expire, Math.min(LONGEST_TIMER, Math.max(0, expiresAt - Date.now())));
    stream.onClose(() => {
      open.delete(stream);
      sockets.dec({ transport: framing.transport });
      clearTimeout(expiry);
      followed.leave();
    });
    return true;
  };

  return {
    open: (request, reply, sender, parameters) => {
      const framing = framingFor(request.headers.accept);
      return framing ? serve(request, reply, sender, framing, operationOf(parameters, request.headers)) : false;
    },
    drain: () => {
      for (const [stream, { resumeToken }] of open) stream.drain(resumeToken);
    },
  };
}

/** One client's stream, bounded. */
class Stream {
  readonly framing: Framing;
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;
  #held: string | undefined;
  #stuck: NodeJS.Timeout | undefined;

  constructor(reply: FastifyReply, framing: Framing) {
    const response = reply.raw;
    this.framing = framing;
    this.#response = response;
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': framing.contentType,
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    response.write(framing.start);
    this.#heartbeat = setInterval(() => response.write(framing.heartbeat), framing.heartbeatMs);
    response.on('drain', () => {
      clearTimeout(this.#stuck);
      this.#stuck = undefined;
      if (this.#held !== undefined) response.write(this.#held);
      this.#held = undefined;
    });
    response.once('close', () => this.#quiet());
  }

  onClose(closed: () => void): void {
    this.#response.once('close', closed);
  }

  next({ text, resumeToken }: Pick<Answer, 'text' | 'resumeToken'>, overflow: Overflow): boolean {
    const frame = this.framing.next(text, resumeToken);
    if (this.#response.writableLength < FULL) {
      this.#response.write(frame);
      return true;
    }
    this.#stuck ??= setTimeout(() => this.#response.destroy(), STUCK_MS);
    if (overflow === 'close') return false;
    this.#held = frame;
    return true;
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    this.#quiet();
    this.#response.end(this.framing.end(errors));
  }

  drain(resumeToken: string | undefined): void {
    this.#quiet();
    const facts = resumeToken ? { resumeToken } : {};
    const error = failure('UNAVAILABLE', 'This router goes away; connect again.', facts);
    this.#response.end(this.framing.drain(error, resumeToken));
  }

  #quiet(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#stuck);
  }
}

const failure = (code: FaultCode, message: string, facts: object = {}): GraphQLFormattedError => ({
  message,
  extensions: { code, retryable: FAULTS[code].retryable, ...facts },
});

function operationOf(
  { query, operationName, variables, extensions }: Parameters,
  headers: IncomingHttpHeaders,
): SubscriptionRequest | undefined {
  if (typeof query !== 'string') return undefined;
  const resumeFrom = headers['last-event-id'] || headers['x-resume-from'] || recordOf(extensions)?.resumeFrom;
  return {
    query,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: recordOf(variables),
    ...(typeof resumeFrom === 'string' ? { resumeFrom } : {}),
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
