import type { Queryable } from '#kernel/db/database.ts';
import type { ParcelRequest } from '../carrier.ts';
import type { Address } from '../domain/plan.ts';

/** A parcel whose carrier is to be told, claimed by this process for a while. */
export interface DueBooking {
  readonly id: string;
  readonly warehouseId: string;
  /** The end of the way that is not the warehouse. */
  readonly door: Address;
  readonly lines: readonly { variantId: string; quantity: number }[];
  /** What the carrier was asked before, if it was. */
  readonly booking: ParcelRequest | null;
  readonly tries: number;
}

/** Which parcels: those that go out, or those that come back. */
export type BookingTable = 'shipments' | 'return_parcels';

const DOOR = { shipments: 'destination', return_parcels: 'origin' } as const;

/** Claims parcels that are to be booked: nobody else is given them before `leaseMs` have passed. */
export const claimBookings = (
  { sql }: Queryable,
  table: BookingTable,
  leaseMs: number,
  limit: number,
): Promise<DueBooking[]> =>
  sql<DueBooking[]>`
    update ${sql(table)} set book_at = now() + ${leaseMs} * interval '1 millisecond', book_tries = book_tries + 1
    where id in (
      select id from ${sql(table)} where book_at <= now() order by book_at limit ${limit} for no key update skip locked
    )
    returning id, warehouse_id as "warehouseId", ${sql(DOOR[table])} as door, lines, booking, book_tries as tries`;

/** Keeps what the carrier will be asked, before it is asked for the first time. */
export async function keepRequests(
  { sql }: Queryable,
  table: BookingTable,
  requests: readonly { id: string; request: ParcelRequest }[],
): Promise<void> {
  if (requests.length === 0) return;
  await sql`
    update ${sql(table)} p set booking = r.request
    from json_to_recordset(${JSON.stringify(requests)}::text::json) as r(id uuid, request jsonb) where p.id = r.id`;
}

/** Puts bookings that failed off. */
export async function postpone(
  { sql }: Queryable,
  table: BookingTable,
  failed: readonly { id: string; waitMs: number }[],
): Promise<void> {
  if (failed.length === 0) return;
  await sql`
    update ${sql(table)} p set book_at = now() + f.wait_ms * interval '1 millisecond'
    from unnest(${failed.map(({ id }) => id)}::uuid[], ${failed.map(({ waitMs }) => waitMs)}::int[]) as f(id, wait_ms)
    where p.id = f.id and p.book_at is not null`;
}
