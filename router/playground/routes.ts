import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '#kernel/log.ts';
import { ensurePlayground, PLAYGROUND_DIST } from '#router/playground/build.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

/** The page may load from and talk to this router and nobody else; the editor makes its styles as it goes. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The graph's own address, or a contract's. */
const GRAPH = /^\/graphql(\/[^/?]+)?$/;

/**
 * Serves GraphiQL at `/playground`, a contract's at `/playground/<contract>`, and sends a browser there that comes to `/` or,
 * without asking anything, to the graph itself. The bundle is made at the first request when nobody made it before.
 */
export function playgroundRoutes(app: FastifyInstance, log: Logger): void {
  let assets: Promise<ReadonlySet<string>> | undefined;
  const ready = (): Promise<ReadonlySet<string>> => {
    assets ??= ensurePlayground()
      .then(async () => new Set(await readdir(new URL('assets/', PLAYGROUND_DIST))))
      .catch((error: unknown) => {
        assets = undefined;
        log.error({ err: error }, 'there is no playground');
        throw error;
      });
    return assets;
  };
  const page = async (reply: FastifyReply): Promise<FastifyReply> => {
    await ready();
    return reply
      .type(TYPES['.html'] ?? '')
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-cache')
      .send(await readFile(new URL('index.html', PLAYGROUND_DIST), 'utf8'));
  };

  app.addHook('onRequest', (request, reply, done) => {
    const graph =
      request.method === 'GET' && request.headers.accept?.startsWith('text/html') && GRAPH.exec(request.url);
    if (graph) reply.redirect(`/playground${graph[1] ?? ''}`);
    else done();
  });
  app.get('/', (_request, reply) => reply.redirect('/playground'));
  app.get('/playground', (_request, reply) => page(reply));
  app.get('/playground/', (_request, reply) => page(reply));
  // A contract's: the page finds its name in the address.
  app.get('/playground/:contract', (_request, reply) => page(reply));
  app.get<{ Params: { file: string } }>('/playground/assets/:file', async ({ params }, reply) => {
    // Only names that were listed are opened, so no name can lead elsewhere.
    if (!(await ready()).has(params.file)) return reply.callNotFound();
    return reply
      .type(TYPES[extname(params.file)] ?? 'application/octet-stream')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(createReadStream(new URL(`assets/${params.file}`, PLAYGROUND_DIST)));
  });
}
