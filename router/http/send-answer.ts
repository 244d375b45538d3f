import { hash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { NOT_CACHED } from '#router/cache/cache-headers.ts';
import type { Answer } from '#router/http/door.ts';

/**
 * Sends an answer. One by GET is told to caches on the way: an answer that may be kept has a validator, and whoever has it
 * already is told so (304); any other is kept by nobody, for without a word they might (RFC 9111 §4.2.2).
 * @param varies the request headers that answers depend on
 */
export function sendAnswer(reply: FastifyReply, answer: Answer, varies: string): FastifyReply {
  const { status, contentType, body, policy } = answer;
  const isGet = reply.request.method !== 'POST';
  const headers = answer.headers ?? (isGet ? NOT_CACHED : undefined);
  if (headers) {
    reply.headers(headers);
    // Beside what else it depends on, such as the page it is for.
    reply.header('vary', [reply.getHeader('vary'), varies].filter(Boolean).join(', '));
  }
  if (isGet && policy) {
    const tag = entityTag(body);
    reply.header('etag', tag);
    if (hasAlready(reply.request.headers['if-none-match'], tag)) return reply.code(304).send();
  }
  return reply.code(status).header('content-type', contentType).send(body);
}

const tags = new WeakMap<Buffer, string>();

/** Weak: an answer is the same in either media type. Answers that are kept are hashed once. */
function entityTag(body: Buffer): string {
  const tag = tags.get(body) ?? `W/"${hash('sha256', body, 'base64url')}"`;
  tags.set(body, tag);
  return tag;
}

const hasAlready = (header: string | undefined, tag: string): boolean =>
  header?.split(',').some((one) => one.trim() === '*' || `W/${one.trim().replace(/^W\//, '')}` === tag) ?? false;
