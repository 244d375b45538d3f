import type { GraphQLFormattedError } from 'graphql';

/** How answers are laid out in the body of a response that goes on. */
export interface Framing {
  readonly transport: 'sse' | 'multipart';
  readonly contentType: string;
  /** Sent at once. */
  readonly start: string;
  /** Sent now and then, so that nobody on the way takes silence for death. */
  readonly heartbeat: string;
  readonly heartbeatMs: number;
  /** @param text JSON of an execution result */
  next(text: string, resumeToken?: string): string;
  /** The last words. With errors: because of them. */
  end(errors?: readonly GraphQLFormattedError[]): string;
  /** The last words of a router that goes away: the client is to connect again. */
  drain(error: GraphQLFormattedError, resumeToken?: string): string;
}

/**
 * GraphQL over server-sent events, distinct connections mode
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode): `next` events and a
 * `complete`. Each event's id is its resume token, which event sources send back as `Last-Event-ID` by themselves. A
 * stream that ends without `complete` is one to connect to again.
 */
const serverSentEvents: Framing = {
  transport: 'sse',
  contentType: 'text/event-stream; charset=utf-8',
  start: ':\n\n',
  heartbeat: ':\n\n',
  heartbeatMs: 15_000,
  next: (text, resumeToken) => `event: next\n${resumeToken ? `id: ${resumeToken}\n` : ''}data: ${text}\n\n`,
  end: (errors) => `${errors ? serverSentEvents.next(JSON.stringify({ errors })) : ''}event: complete\ndata: \n\n`,
  drain: (_error, resumeToken) => `${resumeToken ? `id: ${resumeToken}\n` : ''}retry: 1000\n: going away\n\n`,
};

const part = (json: string): string => `\r\ncontent-type: application/json\r\n\r\n${json}\r\n--graphql`;

/**
 * Subscriptions over multipart HTTP, protocol 1.0
 * (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol): each part is an answer
 * as `payload`, `{}` for a heartbeat, or errors of the stream itself beside a `payload` of null. A part is followed by the
 * next boundary at once, because clients wait for it.
 */
const multipart: Framing = {
  transport: 'multipart',
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  start: `\r\n--graphql`,
  heartbeat: part('{}'),
  heartbeatMs: 5_000,
  next: (text) => part(`{"payload":${text}}`),
  end: (errors) => `${errors ? part(JSON.stringify({ payload: null, errors })) : ''}--\r\n`,
  drain: (error) => multipart.end([error]),
};

/** What a client asks for in `Accept`; undefined for a single answer. */
export function framingFor(accept: string | undefined): Framing | undefined {
  if (!accept) return undefined;
  if (/multipart\/mixed\s*;[^,]*subscriptionSpec\s*=\s*"?1\.0/i.test(accept)) return multipart;
  return accept.includes('text/event-stream') ? serverSentEvents : undefined;
}
