import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { WebhookVerifier } from '#kernel/auth/webhook-verifier.ts';
import { type BookedParcel, CallbackRejected, type Carrier, type ParcelPlace, type ParcelRequest } from '../carrier.ts';

const name = z.string().max(256);
const place = z
  .object({ name, names: z.object({ en: name, ru: name }).optional(), latitude: z.number(), longitude: z.number() })
  .transform(({ names, ...rest }) => (names ? { ...rest, names: { EN: names.en, RU: names.ru } } : rest));

const date = z.iso.datetime().transform((text) => new Date(text));

const parcelShape = z.object({
  id: z.string(),
  trackingNumber: z.string(),
  estimatedDelivery: date,
  labelUrl: z.url(),
});

const moveShape = z.object({
  sequence: z.int().positive().max(1_000_000),
  status: z.enum(['accepted', 'in_transit', 'out_for_delivery', 'delivered', 'cancelled']),
  at: date,
  place: place.nullable(),
});

const trackedShape = z.object({
  parcels: z.array(
    z
      .object({ id: z.string(), trackingNumber: z.string(), estimatedDelivery: date, events: z.array(moveShape) })
      // One that cannot be read does not hide the others.
      .catch({ id: '', trackingNumber: '', estimatedDelivery: new Date(0), events: [] }),
  ),
});

const callbackShape = z.object({
  type: z.literal('parcel.moved'),
  data: moveShape.extend({
    parcelId: z.string().max(128),
    trackingNumber: z.string().max(128),
    reference: z.string().max(128),
    estimatedDelivery: date,
  }),
});

export interface SandboxCarrierOptions {
  readonly url: string;
  readonly apiKey: string;
  /** `whsec_…`, as Standard Webhooks writes secrets. */
  readonly webhookSecret: string;
  /** Where the carrier tells of moves. */
  readonly callbackUrl: string;
  /** How long one request may take, in ms. */
  readonly timeoutMs: number;
}

/** The sandbox carrier behind the carrier port: JSON over a keep-alive pool, callbacks by Standard Webhooks. */
export function createSandboxCarrier(options: SandboxCarrierOptions): Carrier {
  const { origin, pathname } = new URL(options.url);
  const { timeoutMs } = options;
  const pool = new Pool(origin, {
    connections: 16,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  });
  const callbacks = new WebhookVerifier(options.webhookSecret);
  const parcels = `${pathname.replace(/\/$/, '')}/parcels`;
  const authorization = `Bearer ${options.apiKey}`;
  return {
    name: 'Sandbox Carrier',
    async book(request): Promise<BookedParcel> {
      const answer = await pool.request({
        method: 'POST',
        path: parcels,
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': request.reference },
        body: wordForWord(request, options.callbackUrl),
      });
      const { id, ...parcel } = parcelShape.parse(await contentOf(answer));
      return { parcelId: id, ...parcel };
    },
    async track(parcelIds) {
      const path = `${parcels}?ids=${parcelIds.map(encodeURIComponent).join()}`;
      const answer = await pool.request({ method: 'GET', path, headers: { authorization } });
      const { parcels: tracked } = trackedShape.parse(await contentOf(answer));
      return tracked.flatMap(({ id: parcelId, trackingNumber, estimatedDelivery, events }) =>
        events.map((event) => ({ ...event, parcelId, trackingNumber, estimatedDelivery })),
      );
    },
    readCallback(headers, body) {
      if (!callbacks.isSigned(body, headers)) throw new CallbackRejected('BAD_SIGNATURE');
      const parsed = callbackShape.safeParse(parseJson(body));
      if (!parsed.success) throw new CallbackRejected('MALFORMED', { cause: parsed.error });
      const { reference, ...news } = parsed.data.data;
      return { reference, news };
    },
    close: () => pool.destroy(),
  };
}

async function contentOf({ statusCode, body }: Dispatcher.ResponseData): Promise<unknown> {
  const text = await body.text();
  if (statusCode >= 300) throw new Error(`the carrier answered ${statusCode}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** The carrier compares repetitions byte by byte, and a request that was kept in jsonb has its keys in another order. */
function wordForWord({ reference, from, to, weightGrams }: ParcelRequest, callbackUrl: string): string {
  const place = ({ name, latitude, longitude }: ParcelPlace) => ({ name, latitude, longitude });
  return JSON.stringify({ reference, from: place(from), to: place(to), weightGrams, callbackUrl });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
