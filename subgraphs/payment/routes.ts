import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { isTransient } from '#kernel/errors.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import type { Decisions } from './commands/decisions.ts';
import { takeCallback } from './commands/take-callback.ts';
import { crashPoint } from './crash-points.ts';
import { CallbackRejected, type PaymentProvider } from './provider.ts';
import { returnPage } from './return-page.ts';

const callbacks = new Counter({
  name: 'payment_callbacks_total',
  help: 'Callbacks of the bank by what came of them',
  labelNames: ['outcome'],
  registers: [metrics],
});

/** Bytes of a callback; the bank's own have less than one thousand. */
const MAX_BODY = 64 * 1024;

/**
 * `POST /callbacks/bank`: 204 once what it tells is committed, known or new; 401 `BAD_SIGNATURE` for a forged or old one;
 * 400 `MALFORMED`; 404 `UNKNOWN_PAYMENT` and 503 `UNAVAILABLE`, upon which the bank tries again later.
 * `GET /return`: the page for buyers who come back from the bank.
 */
export function paymentRoutes(app: FastifyInstance, provider: PaymentProvider, decisions: Decisions): void {
  // The signature covers the body's bytes, so nothing may parse it before.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY }, (_request, body, done) => done(null, body));

  app.get<{ Querystring: { result?: unknown } }>('/return', async ({ query, headers }, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        'cache-control': 'no-store',
      })
      .send(returnPage(query.result, headers['accept-language'])),
  );

  app.post('/callbacks/bank', async (request, reply) => {
    const refuse = (status: number, code: string, message: string) => {
      callbacks.inc({ outcome: code });
      return reply.code(status).send({ error: { code, message } });
    };
    try {
      const event = provider.readCallback(request.headers, typeof request.body === 'string' ? request.body : '');
      crashPoint('payment.callback-read-not-recorded');
      const outcome = await takeCallback(decisions, event);
      crashPoint('payment.callback-recorded-not-answered');
      if (outcome === 'unknown') return refuse(404, 'UNKNOWN_PAYMENT', 'There is no such payment.');
      callbacks.inc({ outcome });
      return reply.code(204).send();
    } catch (error) {
      if (isTransient(error)) return refuse(503, 'UNAVAILABLE', 'Not now; try again shortly.');
      if (!(error instanceof CallbackRejected)) throw error;
      return error.because === 'BAD_SIGNATURE'
        ? refuse(401, 'BAD_SIGNATURE', 'The signature is not the bank’s, or is too old.')
        : refuse(400, 'MALFORMED', 'The callback has no known form.');
    }
  });
}
