import type { IncomingHttpHeaders } from 'node:http';
import type { CarrierNews } from './domain/shipment.ts';

export interface ParcelPlace {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** What a carrier is asked to bring. `reference` is the shipment's or return's id, the key under which it is asked once. */
export interface ParcelRequest {
  readonly reference: string;
  readonly from: ParcelPlace;
  readonly to: ParcelPlace;
  readonly weightGrams: number;
}

/** A parcel the carrier has taken on. */
export interface BookedParcel {
  readonly parcelId: string;
  readonly trackingNumber: string;
  readonly estimatedDelivery: Date;
  /** Where the label to put on it can be read and printed. */
  readonly labelUrl: string;
}

/** A callback that is not the carrier's, is too old, or cannot be read. */
export class CallbackRejected extends Error {
  override name = 'CallbackRejected';
  readonly because: 'BAD_SIGNATURE' | 'MALFORMED';

  constructor(because: 'BAD_SIGNATURE' | 'MALFORMED', options?: ErrorOptions) {
    super(`a carrier's callback was rejected: ${because}`, options);
    this.because = because;
  }
}

/** Who brings parcels: the port behind which each carrier has its adapter. */
export interface Carrier {
  /** How the carrier is called to buyers. */
  readonly name: string;
  /** Asks for a parcel. Asking again with the same request never makes a second one. @throws Error when it did not answer */
  book(request: ParcelRequest): Promise<BookedParcel>;
  /**
   * Asks how far parcels have come.
   * @returns the news of each, in its order; none of a parcel the carrier does not know, or of which it tells what cannot be read
   * @throws Error when it did not answer
   */
  track(parcelIds: readonly string[]): Promise<readonly CarrierNews[]>;
  /** Reads what the carrier called to tell. @throws CallbackRejected */
  readCallback(headers: IncomingHttpHeaders, body: string): { reference: string; news: CarrierNews };
  close(): Promise<void>;
}
