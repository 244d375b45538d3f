import type { FastifyInstance } from 'fastify';
import { Counter } from 'prom-client';
import { isTransient } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/log.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { CallbackRejected, type Carrier } from './carrier.ts';
import type { ShipmentMover } from './commands/move-shipments.ts';
import { crashPoint } from './crash-points.ts';

const callbacks = new Counter({
  name: 'logistics_callbacks_total',
  help: 'Callbacks of the carrier by what came of them',
  labelNames: ['outcome'],
  registers: [metrics],
});

/** Bytes of a callback; the carrier's own have less than one thousand. */
const MAX_BODY = 64 * 1024;

export interface CarrierRouteParts {
  readonly carrier: Carrier;
  readonly mover: ShipmentMover;
  readonly log: Logger;
  /** Whether an id is that of a return under way. */
  isReturn(id: string): Promise<boolean>;
}

/**
 * `POST /callbacks/carrier`: 204 once what it tells is committed, new, known or of no use; 401 `BAD_SIGNATURE` for a forged
 * or old one; 400 `MALFORMED`; 404 `UNKNOWN_SHIPMENT` and 503 `UNAVAILABLE`, upon which the carrier tries again later.
 */
export function carrierRoutes(app: FastifyInstance, { carrier, mover, log, isReturn }: CarrierRouteParts): void {
  // The signature covers the body's bytes, so nothing may parse it before.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY }, (_request, body, done) => done(null, body));

  app.post('/callbacks/carrier', async (request, reply) => {
    const refuse = (status: number, code: string, message: string) => {
      callbacks.inc({ outcome: code });
      return reply.code(status).send({ error: { code, message } });
    };
    try {
      const body = typeof request.body === 'string' ? request.body : '';
      const { reference, news } = carrier.readCallback(request.headers, body);
      const unknown = () => refuse(404, 'UNKNOWN_SHIPMENT', 'There is no such shipment.');
      if (!isId(reference)) return unknown();
      const shipmentId = reference.toLowerCase();
      const moved = await mover.move({ shipmentId, command: { kind: 'CARRIER_NEWS', news } });
      crashPoint('logistics.callback-recorded-not-answered');
      if (moved.kind === 'UNKNOWN') {
        // A returned parcel's way is followed at the carrier's; here it counts when it is received.
        if (!(await isReturn(shipmentId))) return unknown();
        callbacks.inc({ outcome: 'RETURN' });
        return reply.code(204).send();
      }
      if (moved.decision.kind === 'IGNORED')
        log.info({ shipmentId, status: news.status, reason: moved.decision.reason }, 'a carrier’s news was ignored');
      callbacks.inc({ outcome: moved.decision.kind });
      return reply.code(204).send();
    } catch (error) {
      if (isTransient(error)) return refuse(503, 'UNAVAILABLE', 'Not now; try again shortly.');
      if (!(error instanceof CallbackRejected)) throw error;
      return error.because === 'BAD_SIGNATURE'
        ? refuse(401, 'BAD_SIGNATURE', 'The signature is not the carrier’s, or is too old.')
        : refuse(400, 'MALFORMED', 'The callback has no known form.');
    }
  });
}
