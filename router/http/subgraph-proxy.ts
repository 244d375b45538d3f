import type { FastifyInstance } from 'fastify';
import { Pool } from 'undici';
import { VIEWER_HEADER } from '#kernel/auth/viewer.ts';
import { errorAnswer } from '#kernel/coded-http.ts';
import type { Logger } from '#kernel/log.ts';

/** Headers that belong to one connection (RFC 9110 §7.6.1), and the one that only the router itself may say. */
const NOT_FORWARDED = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  VIEWER_HEADER,
]);

const forwarded = <V>(headers: Record<string, V>): Record<string, V> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_FORWARDED.has(name)));

/**
 * Largest body that is passed on, in bytes: what callbacks may have. A subgraph that refuses a larger one closes the
 * connection while the router still writes, and its answer would be lost.
 */
const MAX_BODY = 64 * 1024;

/** How long a subgraph's route may take to answer, in ms. */
const ANSWER_MS = 30_000;

/**
 * Forwards `/<name>/*` to the subgraph that serves these routes itself: callbacks, keys, files. Bodies pass as they
 * came, so that signatures over them stay good.
 * @param url the subgraph's GraphQL URL; its routes have the same origin
 */
export async function proxySubgraph(app: FastifyInstance, name: string, url: string, log: Logger): Promise<void> {
  const pool = new Pool(new URL(url).origin, { connections: 32, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onClose', () => pool.close());
    scope.all(`/${name}/*`, async (request, reply) => {
      try {
        const { statusCode, headers, body } = await pool.request({
          path: request.url,
          method: request.method as 'GET',
          headers: forwarded(request.headers),
          body: (request.body as Buffer | undefined) ?? null,
        } as Parameters<Pool['request']>[0]);
        return reply.code(statusCode).headers(forwarded(headers)).send(body);
      } catch (error) {
        log.warn({ err: error, subgraph: name }, 'a subgraph did not answer one of its routes');
        return reply
          .code(503)
          .type('application/json; charset=utf-8')
          .send(errorAnswer('A part of the graph does not answer; try again shortly.', 'UNAVAILABLE'));
      }
    });
  });
}
