import { columns, NEXT, spliced } from '#kernel/db/columns.ts';
import type { Queryable } from '#kernel/db/database.ts';
import type { Delivery } from '../domain/plan.ts';

/**
 * Adds what a batch learned of orders to what was known, in one statement, and locks the rows until the commit.
 * @param learned one per order; null and false add nothing
 * @returns the orders as they are known now, in the order given
 */
export async function learn({ sql }: Queryable, learned: readonly Delivery[]): Promise<Delivery[]> {
  const l = columns(learned);
  const json = (values: readonly (object | null)[]) =>
    sql`string_to_array(${spliced(values.map((value) => value && JSON.stringify(value)))}, ${NEXT}, '')`;
  const rows = await sql<Delivery[]>`
    insert into deliveries (order_id, user_id, address, delivery_slot_id, allocations, cancelled)
    select order_id, user_id, l.address::jsonb, delivery_slot_id, l.allocations::jsonb, cancelled from unnest(
      ${l.orderId}::text::uuid[], ${l.userId}::text::uuid[], ${json(learned.map(({ address }) => address))},
      ${l.deliverySlotId}::text::uuid[], ${json(learned.map(({ allocations }) => allocations))},
      ${l.cancelled}::text::bool[]
    ) as l(order_id, user_id, address, delivery_slot_id, allocations, cancelled)
    order by order_id
    on conflict (order_id) do update set
      user_id = coalesce(deliveries.user_id, excluded.user_id),
      address = coalesce(deliveries.address, excluded.address),
      delivery_slot_id = coalesce(deliveries.delivery_slot_id, excluded.delivery_slot_id),
      allocations = coalesce(deliveries.allocations, excluded.allocations),
      cancelled = deliveries.cancelled or excluded.cancelled
    returning order_id as "orderId", user_id as "userId", address, delivery_slot_id as "deliverySlotId", allocations, cancelled`;
  const byOrder = new Map(rows.map((row) => [row.orderId, row]));
  return learned.map(({ orderId }) => byOrder.get(orderId)!);
}
