import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { JSONWebKeySet } from 'jose';

/** Verifiers may keep the keys for five minutes, and a day longer while this cannot be reached. */
const CACHING = 'public, max-age=300, stale-if-error=86400';

/** `GET /accounts/jwks.json`: the public keys of access tokens (RFC 7517 §5). */
export const keysRoute = (keys: JSONWebKeySet): ((app: FastifyInstance) => void) => {
  const body = JSON.stringify(keys);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return (app) => {
    app.get('/jwks.json', async (request, reply) => {
      reply.header('cache-control', CACHING).header('etag', etag).header('access-control-allow-origin', '*');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('application/jwk-set+json').send(body);
    });
  };
};
