import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { RegionalHold } from '../domain/regional-hold.ts';

const columns = `order_id as "orderId", region, status, expires_at as "expiresAt", allocations`;

/** What is known of these orders' goods in other regions. */
export const regionalHolds = ({ sql }: Queryable, orderIds: readonly string[]): Promise<RegionalHold[]> =>
  sql<RegionalHold[]>`
    select ${sql.unsafe(columns)} from regional_holds where order_id = any(${orderIds as string[]}::uuid[])`;

/** The same, locked in order of their keys. */
export const lockRegionalHolds = ({ sql }: Tx, orderIds: readonly string[]): Promise<RegionalHold[]> =>
  sql<RegionalHold[]>`
    select ${sql.unsafe(columns)} from regional_holds where order_id = any(${orderIds as string[]}::uuid[])
    order by order_id for no key update`;

/** Notes that a region is about to be asked. */
export async function noteAsked({ sql }: Queryable, orderId: string, region: string): Promise<void> {
  await sql`
    insert into regional_holds (order_id, region, status) values (${orderId}, ${region}, 'ASKED')
    on conflict (order_id) do update set region = excluded.region, updated_at = now()
    where regional_holds.status = 'ASKED'`;
}

/** The region holds it. Nothing changes for an order that was let go of meanwhile. */
export async function noteHeld({ sql }: Queryable, orderId: string, expiresAt: Date): Promise<void> {
  await sql`
    update regional_holds set status = 'HELD', expires_at = ${expiresAt}, updated_at = now()
    where order_id = ${orderId} and status in ('ASKED', 'HELD')`;
}

/** The region does not hold it: as if it had never been asked. */
export async function forgetAsked({ sql }: Queryable, orderId: string): Promise<void> {
  await sql`delete from regional_holds where order_id = ${orderId} and status in ('ASKED', 'HELD')`;
}

export async function saveRegionalHolds({ sql }: Tx, holds: readonly RegionalHold[]): Promise<void> {
  if (holds.length === 0) return;
  await sql`
    update regional_holds h
    set status = c.status, expires_at = c."expiresAt", allocations = c.allocations, updated_at = now()
    from json_to_recordset(${JSON.stringify(holds)}::text::json)
      as c("orderId" uuid, status text, "expiresAt" timestamptz, allocations jsonb)
    where h.order_id = c."orderId"`;
}

/** Notes for whose orders other regions ask. */
export async function noteLent(
  { sql }: Queryable,
  orders: readonly { readonly orderId: string; readonly region: string }[],
): Promise<void> {
  await sql`
    insert into lent_reservations (order_id, region)
    select * from unnest(${orders.map(({ orderId }) => orderId)}::uuid[], ${orders.map(({ region }) => region)}::text[])
      as lent(order_id, region)
    order by order_id on conflict do nothing`;
}
