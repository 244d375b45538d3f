import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { Inbound, InboundLine, InboundStatus } from '../domain/inbound.ts';

export interface StoredInbound extends Inbound {
  readonly id: string;
  /** Null for a supplier's delivery. */
  readonly fromWarehouseId: string | null;
  readonly toWarehouseId: string;
  readonly reference: string | null;
  readonly expectedAt: Date | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

export type NewInbound = Omit<StoredInbound, 'lines' | 'createdAt' | 'endedAt'> & {
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
};

const columns = (sql: Queryable['sql']) => sql`
  id, from_warehouse_id as "fromWarehouseId", to_warehouse_id as "toWarehouseId", status, reference,
  expected_at as "expectedAt", created_at as "createdAt", ended_at as "endedAt",
  (select json_agg(json_build_object('variantId', variant_id, 'expected', expected, 'received', received,
    'missing', missing) order by variant_id) from inbound_lines where shipment_id = id) as lines`;

export async function insertInbound({ sql }: Tx, inbound: NewInbound): Promise<void> {
  const { id, fromWarehouseId, toWarehouseId, status, reference, expectedAt, lines } = inbound;
  await sql`
    insert into inbound_shipments (id, from_warehouse_id, to_warehouse_id, status, reference, expected_at)
    values (${id}, ${fromWarehouseId}, ${toWarehouseId}, ${status}, ${reference}, ${expectedAt})`;
  await sql`
    insert into inbound_lines (shipment_id, variant_id, expected)
    select ${id}, variant_id, expected from unnest(
      ${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[]
    ) as line(variant_id, expected)`;
}

export async function inboundById({ sql }: Queryable, id: string): Promise<StoredInbound | null> {
  const [row] = await sql<StoredInbound[]>`select ${columns(sql)} from inbound_shipments where id = ${id}`;
  return row ?? null;
}

/** Locks a shipment: whoever else receives of it waits. */
export async function lockInbound(tx: Tx, id: string): Promise<StoredInbound | null> {
  await tx.sql`select 1 from inbound_shipments where id = ${id} for no key update`;
  return inboundById(tx, id);
}

/** Keeps what came of a locked shipment. */
export async function saveArrival({ sql }: Tx, id: string, status: InboundStatus, lines: readonly InboundLine[]) {
  await sql`
    update inbound_lines l set received = a.received, missing = a.missing
    from unnest(
      ${lines.map(({ variantId }) => variantId)}::uuid[],
      ${lines.map(({ received }) => received)}::int[],
      ${lines.map(({ missing }) => missing)}::int[]
    ) as a(variant_id, received, missing)
    where l.shipment_id = ${id} and l.variant_id = a.variant_id`;
  await sql`
    update inbound_shipments set status = ${status},
      ended_at = case when ${status} in ('RECEIVED', 'CLOSED') then now() end
    where id = ${id}`;
}

/** A page of shipments, the latest first. */
export const inboundsPage = (
  { sql }: Queryable,
  filter: { warehouseId: string | null; status: InboundStatus | null },
  before: string | undefined,
  limit: number,
): Promise<StoredInbound[]> =>
  sql<StoredInbound[]>`
    select ${columns(sql)} from inbound_shipments
    where ${filter.warehouseId === null ? sql`true` : sql`to_warehouse_id = ${filter.warehouseId}`}
      and ${filter.status === null ? sql`true` : sql`status = ${filter.status}`}
      and ${before === undefined ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;

/** How many of some variants are on their way to each warehouse. */
export const underWayTo = (
  { sql }: Queryable,
  variantIds: readonly string[],
): Promise<{ variantId: string; warehouseId: string; quantity: number }[]> =>
  sql<{ variantId: string; warehouseId: string; quantity: number }[]>`
    select l.variant_id as "variantId", s.to_warehouse_id as "warehouseId",
      sum(l.expected - l.received - l.missing)::int8 as quantity
    from inbound_lines l join inbound_shipments s on s.id = l.shipment_id
    where l.variant_id = any(${variantIds as string[]}::uuid[]) and l.received + l.missing < l.expected
    group by l.variant_id, s.to_warehouse_id`;
