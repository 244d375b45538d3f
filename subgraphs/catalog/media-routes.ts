import type { FastifyInstance } from 'fastify';
import { drawPicture, readPictureName } from './domain/picture.ts';

const NATURAL_WIDTH = 640;

/** `GET /catalog/media/<name>.svg?width=`: the generated pictures. A picture's name says all of it, so it never changes. */
export function mediaRoutes(app: FastifyInstance): void {
  app.get<{ Params: { file: string }; Querystring: { width?: string } }>('/media/:file', async (request, reply) => {
    const { file } = request.params;
    const spec = file.endsWith('.svg') ? readPictureName(file.slice(0, -4)) : undefined;
    if (!spec) return reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is no such picture.' } });
    const width = Number(request.query.width ?? NATURAL_WIDTH);
    if (!Number.isInteger(width) || width < 16 || width > 2_000)
      return reply.code(400).send({ error: { code: 'BAD_USER_INPUT', message: '"width" is from 16 to 2000 pixels.' } });
    return reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'")
      .header('x-content-type-options', 'nosniff')
      .header('access-control-allow-origin', '*')
      .send(drawPicture(spec, width));
  });
}
