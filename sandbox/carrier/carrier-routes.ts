import { z } from 'zod';
import { type Answer, json, text } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import { type Faults, faultsShape, underFaults } from '../http/faults.ts';
import type { IdempotentResults } from '../http/idempotency.ts';
import { callbackUrlShape, readJson, requireApiKey } from '../http/merchant-request.ts';
import { preferredLanguage } from '../http/page.ts';
import type { Exchange, Routes } from '../http/server.ts';
import { carrierHomePage, trackingPage } from './carrier-pages.ts';
import type { DispatchOffice } from './dispatch-office.ts';
import type { Parcel } from './parcel.ts';
import { parcelLabel } from './parcel-label.ts';
import { parcelView } from './parcel-view.ts';

const placeShape = z.object({
  name: z.string().min(1).max(256),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
const parcelShape = z.object({
  reference: z.string().min(1).max(128),
  from: placeShape,
  to: placeShape,
  weightGrams: z.int().positive().max(1_000_000),
  callbackUrl: callbackUrlShape.optional(),
});
const advanceShape = z.object({
  until: z.enum(['in_transit', 'out_for_delivery', 'delivered']).optional(),
});
const clockShape = z.object({ advanceSeconds: z.number().min(0).max(31_536_000) });

/** Parcels that may be asked about at once. */
const MOST_ASKED = 100;

/** What the routes stand on. */
export type CarrierParts = {
  readonly apiKey: string;
  readonly callbackUrl?: string;
  readonly speed: number;
  readonly autoMove: boolean;
  readonly office: DispatchOffice;
  readonly results: IdempotentResults<Parcel>;
  readonly publicUrl: () => string;
  readonly metrics: () => Promise<string>;
  readonly metricsType: string;
  readonly faults: () => Faults;
  /** Absent when the carrier was started without controls. */
  readonly controls?: {
    setFaults(faults: Partial<Faults>): Faults;
    /** @returns the clock's seconds and how many steps were taken. */
    advanceClock(seconds: number): { clockSeconds: number; steps: number };
  };
};

/** Every address of the carrier. */
export function carrierRoutes(parts: CarrierParts): Routes {
  const { office, results, controls } = parts;
  const requireKey = requireApiKey(parts.apiKey);
  const known = (act: (exchange: Exchange) => Answer) => (exchange: Exchange) => {
    requireKey(exchange);
    return act(exchange);
  };
  const merchant = (act: (exchange: Exchange) => Answer) =>
    known((exchange) => underFaults(parts.faults(), () => act(exchange)));
  const view = (parcel: Parcel) => parcelView(parcel, parts.publicUrl());
  const show = (parcel: Parcel) => json(200, view(parcel));

  return {
    'POST /parcels': merchant((exchange) =>
      results.once(
        exchange,
        () => office.accept({ callbackUrl: parts.callbackUrl, ...readJson(exchange, parcelShape) }),
        (parcel) => json(201, view(parcel)),
      ),
    ),
    'GET /parcels': merchant(({ query }) => {
      const ids = query.get('ids')?.split(',') ?? [];
      if (ids.length === 0 || ids.length > MOST_ASKED)
        throw new ApiError(400, 'invalid_request', `ids: 1 to ${MOST_ASKED} of them, with commas between.`);
      return json(200, { parcels: office.known(ids).map(view) });
    }),
    'GET /parcels/:id': merchant((exchange) => show(office.get(exchange.params.id!))),
    'POST /parcels/:id/cancel': merchant((exchange) =>
      results.once(exchange, () => office.cancel(exchange.params.id!), show),
    ),
    'GET /track/:trackingNumber': (exchange) =>
      trackingPage(
        office.withTrackingNumber(exchange.params.trackingNumber!),
        preferredLanguage(exchange.headers['accept-language']),
      ),
    'GET /labels/:trackingNumber': (exchange) =>
      parcelLabel(
        office.withTrackingNumber(exchange.params.trackingNumber!),
        preferredLanguage(exchange.headers['accept-language']),
      ),
    'GET /': () => carrierHomePage(parts.speed, parts.autoMove),
    'GET /health': () => json(200, { status: 'ok' }),
    'GET /metrics': async () => text(200, await parts.metrics(), parts.metricsType),
    ...(controls && {
      'POST /clock': known((exchange) => {
        const { advanceSeconds } = readJson(exchange, clockShape);
        return json(200, controls.advanceClock(advanceSeconds));
      }),
      'POST /parcels/:id/advance': known((exchange) => {
        const { until } = readJson(exchange, advanceShape);
        return show(office.hurry(exchange.params.id!, until));
      }),
      'GET /control': known(() => json(200, parts.faults())),
      'POST /control': known((exchange) => json(200, controls.setFaults(readJson(exchange, faultsShape)))),
    }),
  };
}
