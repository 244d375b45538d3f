import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { WebhookVerifier } from '#kernel/auth/webhook-verifier.ts';
import type { Database } from '#kernel/db/database.ts';
import { isTransient } from '#kernel/errors.ts';
import type { CountDesk } from './commands/count-desk.ts';
import { isRecent } from './domain/count.ts';
import { MAX_ON_HAND } from './domain/goods.ts';
import { warehousesNamed } from './store/warehouses.ts';

/** Variants of one count, and the bytes they may have. */
const MAX_LINES = 20_000;
const MAX_BODY = 4 * 1024 * 1024;

const countShape = z.object({
  warehouse: z.string().min(1).max(64),
  complete: z.boolean().default(false),
  countedAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
  lines: z
    .array(
      z.object({
        variantId: z.uuid().transform((id) => id.toLowerCase()),
        counted: z.int().min(0).max(MAX_ON_HAND),
      }),
    )
    .max(MAX_LINES),
});

export interface CountRouteParts {
  readonly db: Database;
  readonly counts: CountDesk;
  /** `whsec_…`, shared with the warehouses' own systems. */
  readonly secret: string;
}

/**
 * `POST /counts`: a warehouse's system reports what it counted, signed as Standard Webhooks: `{ warehouse, lines: [{ variantId,
 * counted }], complete?, countedAt? }`, the warehouse by id or code. The `webhook-id` is the key under which it is taken once.
 * 200 `{ stockCountId, differences }`; 401 `BAD_SIGNATURE`, 400 `MALFORMED`, 404 `UNKNOWN_WAREHOUSE`, 409
 * `IDEMPOTENCY_CONFLICT`, 503 `UNAVAILABLE`: try again later. Nothing is in stock before staff approve the count.
 */
export function countRoutes(app: FastifyInstance, { db, counts, secret }: CountRouteParts): void {
  const warehouses = new WebhookVerifier(secret);
  // The signature covers the body's bytes, so nothing may parse it before.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY }, (_request, body, done) => done(null, body));

  app.post('/counts', async ({ headers, body }, reply) => {
    const refuse = (status: number, code: string, message: string) =>
      reply.code(status).send({ error: { code, message } });
    const text = typeof body === 'string' ? body : '';
    if (!warehouses.isSigned(text, headers))
      return refuse(401, 'BAD_SIGNATURE', 'The signature is not the warehouse’s, or is too old.');
    const count = read(text);
    if (!count) return refuse(400, 'MALFORMED', 'The count has no known form.');
    try {
      const [warehouse] = await warehousesNamed(
        db,
        z.uuid().safeParse(count.warehouse).success ? [count.warehouse] : [],
        [count.warehouse],
      );
      if (!warehouse) return refuse(404, 'UNKNOWN_WAREHOUSE', 'There is no such warehouse.');
      const { complete, countedAt } = count;
      const lines = count.lines.map(({ variantId, counted }) => ({ variantId, quantity: counted }));
      const actor = `warehouse:${warehouse.code}`;
      const asked = { actor, by: { actor }, key: String(headers['webhook-id']) };
      const reported = await counts.report({ warehouseId: warehouse.id, lines, complete, countedAt }, asked);
      if ('kind' in reported) return refuse(409, 'IDEMPOTENCY_CONFLICT', 'This webhook-id came with another count.');
      return { stockCountId: reported.id, differences: reported.differenceCount };
    } catch (error) {
      if (isTransient(error)) return refuse(503, 'UNAVAILABLE', 'Not now; try again shortly.');
      throw error;
    }
  });
}

/** Reads a count; undefined when it is none, names a variant twice, or tells of another time than the last day. */
function read(text: string): z.infer<typeof countShape> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = countShape.safeParse(json);
  if (!data || (data.lines.length === 0 && !data.complete)) return undefined;
  if (new Set(data.lines.map(({ variantId }) => variantId)).size < data.lines.length) return undefined;
  return data.countedAt && !isRecent(data.countedAt, new Date()) ? undefined : data;
}
