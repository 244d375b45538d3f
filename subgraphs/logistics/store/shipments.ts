import { columns as columnsOf, NEXT, spliced, uuids } from '#kernel/db/columns.ts';
import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';
import { intoOutbox, intoOutboxOf } from '#kernel/messages/outbox.ts';
import type { Address } from '../domain/plan.ts';
import type { Place, ShipmentStatus } from '../domain/shipment.ts';

export interface StoredTrackingEvent {
  readonly id: string;
  readonly shipmentId: string;
  readonly status: ShipmentStatus;
  readonly at: Date;
  readonly place: Place | null;
}

export interface StoredShipment {
  readonly id: string;
  readonly orderId: string;
  readonly userId: string;
  readonly warehouseId: string;
  readonly status: ShipmentStatus;
  readonly lines: readonly { variantId: string; quantity: number }[];
  readonly carrier: string | null;
  readonly carrierParcelId: string | null;
  readonly trackingNumber: string | null;
  readonly carrierSequence: number;
  readonly estimatedDelivery: Date;
  readonly lastEvent: StoredTrackingEvent | null;
}

/** A shipment as it is planned. */
export interface NewShipment {
  readonly id: string;
  readonly orderId: string;
  readonly userId: string;
  readonly warehouseId: string;
  readonly lines: StoredShipment['lines'];
  readonly destination: Address;
  readonly estimatedDelivery: Date;
}

type Row = Omit<StoredShipment, 'lastEvent'> & { lastEvent: (Omit<StoredTrackingEvent, 'at'> & { at: string }) | null };

const columns = (sql: Queryable['sql']) => sql`
  id, order_id as "orderId", user_id as "userId", warehouse_id as "warehouseId", status, lines, carrier,
  carrier_parcel_id as "carrierParcelId", tracking_number as "trackingNumber", carrier_sequence as "carrierSequence",
  estimated_delivery as "estimatedDelivery", last_event as "lastEvent"`;

const read = ({ lastEvent, ...row }: Row): StoredShipment => ({
  ...row,
  lastEvent: lastEvent && { ...lastEvent, at: new Date(lastEvent.at) },
});

export async function shipmentsByIds({ sql }: Queryable, ids: readonly string[]): Promise<StoredShipment[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from shipments where id = any(${ids as string[]}::uuid[])`;
  return rows.map(read);
}

export async function shipmentsOfOrders({ sql }: Queryable, orderIds: readonly string[]): Promise<StoredShipment[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from shipments where order_id = any(${orderIds as string[]}::uuid[]) order by id`;
  return rows.map(read);
}

/** A page of shipments for staff, in order of id, which is the order they were planned in. */
export async function shipmentsPage(
  { sql }: Queryable,
  filter: { status: ShipmentStatus | null; warehouseId: string | null },
  after: string | undefined,
  limit: number,
): Promise<StoredShipment[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from shipments
    where ${filter.status === null ? sql`true` : sql`status = ${filter.status}`}
      and ${filter.warehouseId === null ? sql`true` : sql`warehouse_id = ${filter.warehouseId}`}
      and ${after === undefined ? sql`true` : sql`id > ${after}`}
    order by id limit ${limit}`;
  return rows.map(read);
}

/** Locks shipments in order of id, so that nobody waits in a circle. */
export async function lockShipments({ sql }: Tx, ids: readonly string[]): Promise<StoredShipment[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from shipments where id = any(${ids as string[]}::uuid[]) order by id for no key update`;
  return rows.map(read);
}

/** The ids of orders' shipments. */
export async function shipmentIdsOf(
  { sql }: Tx,
  orderIds: readonly string[],
): Promise<{ id: string; orderId: string }[]> {
  return sql<{ id: string; orderId: string }[]>`
    select id, order_id as "orderId" from shipments where order_id = any(${orderIds as string[]}::uuid[]) order by id`;
}

/**
 * Keeps planned shipments, and the event that tells of each order's, in one statement. What was planned before stays, and
 * an order of which nothing is new, or that was cancelled meanwhile, is not told of.
 */
export async function insertShipments(
  db: Queryable,
  shipments: readonly NewShipment[],
  told: readonly { firstShipmentId: string; event: OutgoingEvent }[],
): Promise<void> {
  const { sql } = db;
  const s = columnsOf(shipments);
  const json = (values: readonly object[]) =>
    sql`string_to_array(${spliced(values.map((value) => JSON.stringify(value)))}, ${NEXT})`;
  await sql`
    with open as materialized (
      select order_id from deliveries
      where order_id = any(${uuids(db, [...new Set(shipments.map(({ orderId }) => orderId))])})
        and not cancelled order by order_id for no key update
    ), planned as (
      insert into shipments (id, order_id, user_id, warehouse_id, status, lines, destination, estimated_delivery)
      select id, order_id, user_id, warehouse_id, 'PLANNED', s.lines::jsonb, s.destination::jsonb, estimated_delivery
      from unnest(
        ${s.id}::text::uuid[], ${s.orderId}::text::uuid[], ${s.userId}::text::uuid[], ${s.warehouseId}::text::uuid[],
        ${json(shipments.map(({ lines }) => lines))}, ${json(shipments.map(({ destination }) => destination))},
        ${s.estimatedDelivery}::text::timestamptz[]
      ) as s(id, order_id, user_id, warehouse_id, lines, destination, estimated_delivery)
      where order_id in (select order_id from open)
      on conflict (order_id, warehouse_id) do nothing
      returning id
    )
    ${intoOutboxOf(
      db,
      told.map(({ event }) => event),
      told.map(({ firstShipmentId }) => firstShipmentId),
      sql`select id from planned`,
    )}`;
}

/** A tracking event to be kept; news of a carrier has its number. */
export type NewTrackingEvent = StoredTrackingEvent & { readonly carrierSequence: number | null };

/**
 * Keeps shipments that changed, what happened to them and the events that tell of it, in one statement; news that is in
 * the history stays as it is.
 * @param watchMs how long the next news of a shipment is awaited before the carrier is asked
 */
export async function saveMoves(
  db: Tx,
  shipments: readonly StoredShipment[],
  history: readonly NewTrackingEvent[],
  events: readonly OutgoingEvent[],
  watchMs: number,
): Promise<void> {
  if (shipments.length + history.length === 0) return;
  await db.sql`
    with history as (
      insert into tracking_events (id, shipment_id, status, at, place, carrier_sequence)
      select id, "shipmentId", status, at, place, "carrierSequence"
      from json_to_recordset(${JSON.stringify(history)}::text::json) as e(id uuid, "shipmentId" uuid, status text,
        at timestamptz, place jsonb, "carrierSequence" integer)
      on conflict do nothing
    ), told as (${intoOutbox(db, events)})
    update shipments s set status = c.status, carrier = c.carrier, carrier_parcel_id = c."carrierParcelId",
      tracking_number = c."trackingNumber", carrier_sequence = c."carrierSequence",
      estimated_delivery = c."estimatedDelivery", last_event = c."lastEvent", changed_at = now(),
      book_at = case
        when c."carrierParcelId" is not null then null
        when c.status = 'HANDED_OVER' and s.status <> 'HANDED_OVER' then now()
        else s.book_at end,
      (ask_at, asks) = (
        select case when is_news then now() + ${watchMs} * interval '1 millisecond' else s.ask_at end,
          case when is_news then 0 else s.asks end
        from (values (c.status <> s.status or c."carrierSequence" > s.carrier_sequence)) as n(is_news))
    from json_to_recordset(${JSON.stringify(shipments)}::text::json) as c(id uuid, status text, carrier text,
      "carrierParcelId" text, "trackingNumber" text, "carrierSequence" integer, "estimatedDelivery" timestamptz,
      "lastEvent" jsonb)
    where s.id = c.id`;
}

/** Locks shipments that have rested in the warehouse since a time, the oldest first, leaving those others work on. */
export async function lockRestingInHouse(
  { sql }: Tx,
  restedMs: number,
  limit: number,
): Promise<{ id: string; status: 'PLANNED' | 'PICKING' | 'PACKED' }[]> {
  return sql<{ id: string; status: 'PLANNED' | 'PICKING' | 'PACKED' }[]>`
    select id, status from shipments
    where status in ('PLANNED', 'PICKING', 'PACKED') and changed_at <= now() - ${restedMs} * interval '1 millisecond'
    order by changed_at limit ${limit} for no key update skip locked`;
}

/** A parcel that is on its way, and has long been where we know it to be. */
export interface UnheardParcel {
  readonly id: string;
  readonly parcelId: string;
  readonly carrierSequence: number;
}

/** However long nobody hears of a parcel, the carrier is asked this often, in ms. */
const LONGEST_WATCH_MS = 6 * 3_600_000;

/**
 * Claims parcels on their way about which the carrier is to be asked, the longest unheard of first; others are left to
 * others. The next time comes by itself, after twice the pause before, whatever comes of this one.
 * @param watchMs the first pause
 */
export const claimUnheard = ({ sql }: Queryable, watchMs: number, limit: number): Promise<UnheardParcel[]> =>
  sql<UnheardParcel[]>`
    update shipments set asks = asks + 1,
      ask_at = now() + least(${LONGEST_WATCH_MS}, ${watchMs} * 2 ^ least(asks + 1, 20)) * interval '1 millisecond'
    where id in (
      select id from shipments
      where carrier_parcel_id is not null and status in ('HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY')
        and ask_at <= now()
      order by ask_at limit ${limit} for no key update skip locked
    )
    returning id, carrier_parcel_id as "parcelId", carrier_sequence as "carrierSequence"`;

/** A shipment's history, the latest last. */
export async function trackingEventsOf(
  { sql }: Queryable,
  shipmentIds: readonly string[],
): Promise<StoredTrackingEvent[]> {
  return sql<StoredTrackingEvent[]>`
    select id, shipment_id as "shipmentId", status, at, place from tracking_events
    where shipment_id = any(${shipmentIds as string[]}::uuid[]) order by at, id`;
}

/** Tracking events with the buyer whose they are. */
export async function trackingEventsByIds(
  { sql }: Queryable,
  ids: readonly string[],
): Promise<(StoredTrackingEvent & { userId: string })[]> {
  return sql<(StoredTrackingEvent & { userId: string })[]>`
    select e.id, e.shipment_id as "shipmentId", e.status, e.at, e.place, s.user_id as "userId"
    from tracking_events e join shipments s on s.id = e.shipment_id where e.id = any(${ids as string[]}::uuid[])`;
}
