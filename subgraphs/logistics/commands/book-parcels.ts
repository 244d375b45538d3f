import type { Database } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import type { BookedParcel, Carrier, ParcelPlace, ParcelRequest } from '../carrier.ts';
import { crashPoint } from '../crash-points.ts';
import type { Address } from '../domain/plan.ts';
import type { WarehouseDirectory } from '../peers/warehouses.ts';
import type { AreaDirectory } from '../store/areas.ts';
import { type BookingTable, claimBookings, type DueBooking, keepRequests, postpone } from '../store/bookings.ts';

/** Parcels asked for at once. */
const BATCH = 32;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Until articles have weights: what one unit is taken to weigh, and the most a carrier takes. */
const UNIT_GRAMS = 1_000;
const MOST_GRAMS = 1_000_000;

export interface BookerParts {
  readonly db: Database;
  /** Which parcels. */
  readonly table: BookingTable;
  readonly carrier: Carrier;
  /** Keeps what the carrier answered. */
  booked(id: string, parcel: BookedParcel): Promise<unknown>;
  readonly warehouses: WarehouseDirectory;
  readonly areas: AreaDirectory;
  readonly log: Logger;
  /** How long a process may work on a booking alone, in ms: longer than a request to the carrier may take. */
  readonly leaseMs: number;
}

/**
 * Tells the carrier of parcels: of shipments that were handed over, or of returns that are to come back. Each is asked for
 * under its own id with the same words in every try, so a parcel exists once, whatever answer was lost; what fails is tried
 * again, later and later.
 */
export class ParcelBooker {
  readonly #parts: BookerParts;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(parts: BookerParts) {
    this.#parts = parts;
  }

  /** Books what is due, soon. */
  nudge(): void {
    this.sweep().catch((error) => this.#parts.log.warn({ err: error }, 'parcels could not be booked'));
  }

  /** Books what is due; a sweep that is asked for while one runs follows it. */
  sweep(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    await this.#running?.catch(() => {});
  }

  async #work(): Promise<void> {
    const { db, table, leaseMs } = this.#parts;
    do {
      this.#again = false;
      const due = await claimBookings(db, table, leaseMs, BATCH);
      if (due.length > 0) await this.#book(due);
      if (due.length === BATCH) this.#again = true;
    } while (this.#again);
  }

  async #book(due: readonly DueBooking[]): Promise<void> {
    const { db, table, warehouses, log, carrier, booked } = this.#parts;
    const fresh = due.filter(({ booking }) => booking === null);
    if (fresh.length > 0) await warehouses.load(fresh.map(({ warehouseId }) => warehouseId));
    const requests = fresh.flatMap((one) => {
      const request = this.#requestFor(one);
      return request ? [{ id: one.id, request }] : [];
    });
    await keepRequests(db, table, requests);
    crashPoint('logistics.request-kept-not-asked');
    const asked = new Map(requests.map(({ id, request }) => [id, request]));
    const failed: { id: string; waitMs: number }[] = [];
    await Promise.all(
      due.map(async ({ id, booking, tries }) => {
        try {
          const request = booking ?? asked.get(id);
          if (!request) throw new Error('the warehouse is not known');
          const parcel = await carrier.book(request);
          crashPoint('logistics.carrier-asked-not-recorded');
          await booked(id, parcel);
        } catch (error) {
          log.warn({ err: error, table, id, tries }, 'a parcel could not be booked and will be tried again');
          failed.push({ id, waitMs: Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10)) });
        }
      }),
    );
    await postpone(db, table, failed);
  }

  #requestFor({ id, warehouseId, door, lines }: DueBooking): ParcelRequest | undefined {
    const warehouse = this.#parts.warehouses.known(warehouseId);
    if (!warehouse) return undefined;
    const { name, latitude, longitude } = warehouse;
    const [here, there] = [{ name, latitude, longitude }, this.#placeOf(door, warehouse)];
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return {
      reference: id,
      ...(this.#parts.table === 'shipments' ? { from: here, to: there } : { from: there, to: here }),
      weightGrams: Math.min(MOST_GRAMS, units * UNIT_GRAMS),
    };
  }

  /** A town nobody knows the place of is taken to be near the warehouse: the carrier reads the address, not the map. */
  #placeOf(address: Address, fallback: { latitude: number; longitude: number }): ParcelPlace {
    const { latitude, longitude } = this.#parts.areas.locate(address) ?? fallback;
    return { name: `${address.city}, ${address.street}`.slice(0, 256), latitude, longitude };
  }
}
