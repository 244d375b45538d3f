import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { BookedParcel } from '../carrier.ts';
import type { Address } from '../domain/plan.ts';
import type { Delivered, ReceivedLine, ReturnLine } from '../domain/returned-goods.ts';

export type ReturnParcelStatus = 'LABEL_REQUESTED' | 'LABEL_ISSUED' | 'RECEIVED';

export interface StoredReturnParcel {
  /** The return's id. */
  readonly id: string;
  readonly orderId: string;
  readonly userId: string;
  readonly warehouseId: string;
  readonly status: ReturnParcelStatus;
  readonly lines: readonly (ReturnLine & Partial<ReceivedLine>)[];
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly labelUrl: string | null;
  readonly receivedAt: Date | null;
}

export type NewReturnParcel = Pick<StoredReturnParcel, 'id' | 'orderId' | 'userId' | 'warehouseId' | 'lines'> & {
  readonly origin: Address;
};

const columns = (sql: Queryable['sql']) => sql`
  id, order_id as "orderId", user_id as "userId", warehouse_id as "warehouseId", status, lines, carrier,
  tracking_number as "trackingNumber", label_url as "labelUrl", received_at as "receivedAt"`;

/** What orders' buyers have, by order. */
export async function deliveredOf({ sql }: Queryable, orderIds: readonly string[]): Promise<Map<string, Delivered[]>> {
  const rows = await sql<(Delivered & { orderId: string })[]>`
    select order_id as "orderId", warehouse_id as "warehouseId", lines from shipments
    where order_id = any(${orderIds as string[]}::uuid[]) and status = 'DELIVERED' order by id`;
  return Map.groupBy(rows, ({ orderId }) => orderId);
}

/** Keeps parcels that are to come; one that is known stays as it is. */
export async function insertReturnParcels({ sql }: Tx, parcels: readonly NewReturnParcel[]): Promise<void> {
  await sql`
    insert into return_parcels (id, order_id, user_id, warehouse_id, status, lines, origin)
    select id, "orderId", "userId", "warehouseId", 'LABEL_REQUESTED', lines, origin
    from json_to_recordset(${JSON.stringify(parcels)}::text::json)
      as p(id uuid, "orderId" uuid, "userId" uuid, "warehouseId" uuid, lines jsonb, origin jsonb)
    on conflict do nothing`;
}

export async function returnParcelById({ sql }: Queryable, id: string): Promise<StoredReturnParcel | null> {
  const [row] = await sql<StoredReturnParcel[]>`select ${columns(sql)} from return_parcels where id = ${id}`;
  return row ?? null;
}

/** Locks a parcel: whoever else books or receives it waits. */
export async function lockReturnParcel({ sql }: Tx, id: string): Promise<StoredReturnParcel | null> {
  const [row] = await sql<StoredReturnParcel[]>`
    select ${columns(sql)} from return_parcels where id = ${id} for no key update`;
  return row ?? null;
}

/**
 * Keeps what the carrier answered.
 * @returns the order it belongs to; undefined when the label is there already, or needed no more
 */
export async function keepLabel(
  { sql }: Tx,
  id: string,
  carrier: string,
  { parcelId, trackingNumber, labelUrl }: BookedParcel,
): Promise<{ orderId: string } | undefined> {
  const [row] = await sql<{ orderId: string }[]>`
    update return_parcels set carrier = ${carrier}, carrier_parcel_id = ${parcelId},
      tracking_number = ${trackingNumber}, label_url = ${labelUrl}, book_at = null, status = 'LABEL_ISSUED'
    where id = ${id} and status = 'LABEL_REQUESTED' returning order_id as "orderId"`;
  return row;
}

/** Keeps what a warehouse found in a locked parcel; the carrier need not be asked any more. */
export async function keepReceived(
  { sql }: Tx,
  id: string,
  warehouseId: string,
  lines: readonly ReceivedLine[],
): Promise<void> {
  await sql`
    update return_parcels set status = 'RECEIVED', warehouse_id = ${warehouseId}, received_at = now(), book_at = null,
      lines = ${JSON.stringify(lines)}::text::jsonb
    where id = ${id}`;
}

/** A page of parcels that come back, in order of their returns' ids. */
export const returnParcelsPage = (
  { sql }: Queryable,
  filter: { status: ReturnParcelStatus | null; warehouseId: string | null },
  after: string | undefined,
  limit: number,
): Promise<StoredReturnParcel[]> =>
  sql<StoredReturnParcel[]>`
    select ${columns(sql)} from return_parcels
    where ${filter.status === null ? sql`true` : sql`status = ${filter.status}`}
      and ${filter.warehouseId === null ? sql`true` : sql`warehouse_id = ${filter.warehouseId}`}
      and ${after === undefined ? sql`true` : sql`id > ${after}`}
    order by id limit ${limit}`;
