import { Counter } from 'prom-client';
import type { Database } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import type { Carrier } from '../carrier.ts';
import { crashPoint } from '../crash-points.ts';
import { tellsMore } from '../domain/shipment.ts';
import { claimUnheard } from '../store/shipments.ts';
import type { Move, ShipmentMover } from './move-shipments.ts';

/** Parcels asked about at once. */
const BATCH = 100;

const asked = new Counter({
  name: 'logistics_parcels_asked_about_total',
  help: 'Parcels the carrier was asked about because nobody had heard of them, by what it knew',
  labelNames: ['outcome'],
  registers: [metrics],
});

export interface TrackingParts {
  readonly db: Database;
  readonly carrier: Carrier;
  readonly mover: ShipmentMover;
  readonly log: Logger;
  /** How long a parcel's news is awaited before the carrier is asked, in ms; see {@link claimUnheard}. */
  readonly watchMs: number;
}

/**
 * Makes up for callbacks that never came: asks the carrier about parcels of which nobody has heard for some time, and takes
 * what it says as what it calls back. When the carrier does not answer, the parcels asked about have their next turn, and
 * the others that are due are left to the next run.
 */
export const trackParcels =
  ({ db, carrier, mover, log, watchMs }: TrackingParts): (() => Promise<void>) =>
  async () => {
    for (;;) {
      const unheard = await claimUnheard(db, watchMs, BATCH);
      if (unheard.length === 0) return;
      const news = await carrier.track(unheard.map(({ parcelId }) => parcelId));
      crashPoint('logistics.parcels-asked-about-not-recorded');
      const told = Map.groupBy(news, ({ parcelId }) => parcelId);
      const moves = unheard.flatMap((parcel): Move[] => {
        const { id: shipmentId, parcelId } = parcel;
        const ofOne = told.get(parcelId) ?? [];
        const isNews = tellsMore(ofOne, parcel);
        asked.inc({ outcome: isNews ? 'NEWS' : ofOne.length > 0 ? 'NOTHING_NEW' : 'UNKNOWN' });
        if (ofOne.length === 0) log.warn({ shipmentId, parcelId }, 'the carrier tells nothing of a parcel it took on');
        // All of it: an earlier one may be missing in the history.
        return isNews ? ofOne.map((one) => ({ shipmentId, command: { kind: 'CARRIER_NEWS', news: one } })) : [];
      });
      if (moves.length > 0) await db.transaction((tx) => mover.moveAll(tx, moves));
      if (unheard.length < BATCH) return;
    }
  };
